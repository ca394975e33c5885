import Detection

/// The report for people: who, why, since when, at what cost, and what would make it stop.
struct TextReport {
    /// Findings of one key that are told one by one.
    static let findingsPerKey = 5

    let model: ReportModel
    let options: ReportOptions
    let times: DisplayTime
    let ranked: [RankedKey]

    init(model: ReportModel, options: ReportOptions) {
        self.model = model
        self.options = options
        times = DisplayTime(offset: options.localOffsetSeconds, reference: model.summary.lastTime)
        ranked = RankedKey.ranked(model.findings)
    }

    /// The keys that are shown.
    var shown: ArraySlice<RankedKey> { ranked.prefix(max(1, options.top)) }

    /// Every line, without its end; none is wider than the options say.
    func lines() -> [String] {
        var lines = wrapped(header, style: .bold) + [""]
        if !ranked.isEmpty {
            lines += table() + [""]
            for key in shown { lines += paragraph(of: key) + [""] }
            lines += more()
        }
        lines += watch() + exempt() + cases()
        return lines + totals() + coverage()
    }

    /// `abuse-scan  9 files, 2 026 114 lines, 41 keys, 13 to 19 Nov 2026 (Europe/Oslo)`.
    private var header: String {
        let summary = model.summary
        var parts = [
            Figures.counted(Int64(summary.files), "file").glued, Figures.counted(summary.lines, "line").glued,
            Figures.counted(Int64(summary.keys), "key").glued,
        ]
        if let first = summary.firstTime, let last = summary.lastTime {
            parts.append("\(times.period(from: first, to: last)) (\(shown(options.zoneName)))".glued)
        }
        return "abuse-scan\(Columns.glue) \(parts.joined(separator: ", "))"
    }

    private func more() -> [String] {
        let hidden = ranked.count - shown.count
        guard hidden > 0 else { return [] }
        let keys = Figures.counted(Int64(hidden), "more key has findings", plural: "more keys have findings")
        return wrapped("\(keys); --format ndjson shows everything.") + [""]
    }

    /// Log text, safe for a terminal.
    func shown(_ text: String) -> String { DisplayText.safe(text) }

    /// `alfa-web  MSDEMO`.
    func name(of key: PartnerKey) -> String {
        let login = key.login.map(shown) ?? "(no login)"
        return key.installation.map { "\(login)  \(shown($0))" } ?? login
    }

    /// A sentence as lines of the report.
    func wrapped(_ text: String, indent: Int = 0, hanging: Int? = nil, style: Style = .plain) -> [String] {
        Wrapping.lines(text, width: options.width, indent: indent, hanging: hanging).map(style: style, options)
    }
}

extension [String] {
    fileprivate func map(style: Style, _ options: ReportOptions) -> [String] {
        map { style.applied(to: $0, color: options.color) }
    }
}
