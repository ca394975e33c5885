import Detection

/// How one line was read, for people.
struct LineText {
    let account: LineAccount
    let report: TextReport
    let times: DisplayTime

    init(_ account: LineAccount, _ options: ReportOptions) {
        self.account = account
        let model = ReportModel(findings: [], keys: [], summary: RunSummary(), partners: [:], routes: [:], inputs: [])
        report = TextReport(model: model, options: options)
        times = DisplayTime(offset: options.localOffsetSeconds, reference: nil)
    }

    /// Every line, without its end.
    func lines() -> [String] {
        var rows = [("format", "\(account.format) (\(account.formatReason))")]
        switch account.outcome {
        case .directive: rows.append(("line", "a directive or blank; no request"))
        case .unreadable: rows.append(("line", "cannot be read: \(account.reason ?? "")"))
        case .request: break
        }
        if let stamp = account.stamp, let moved = account.moved {
            rows.append(("stamp", Self.words(stamp: stamp, moved: moved)))
        }
        if let time = account.time {
            let utc = CivilTime(milliseconds: time).rfc3339
            rows.append(("time", "\(utc), \(times.stamp(time)) \(report.options.zoneName)"))
        }
        rows += account.shownFields(showIP: report.options.showIP).map { field in
            (field.name == "duration_ms" ? "duration" : field.name, shown(field))
        }
        if let reading = account.reading { rows += request(reading) }
        let width = rows.map { Columns.width($0.0) }.max() ?? 0
        let title = account.place.map { [Style.bold.applied(to: report.shown($0), color: report.options.color)] } ?? []
        return title
            + rows.flatMap { row in
                Wrapping.lines(
                    "\(Columns.padded(row.0, to: width).glued)\(Columns.glue) \(report.shown(row.1))",
                    width: report.options.width, indent: 2, hanging: width + 4)
            }
    }

    /// A stamp that stands for the start of a request, and what was made of it.
    private static func words(stamp: Int64, moved: Int64) -> String {
        let start = "\(CivilTime(milliseconds: stamp).rfc3339), the start of the request"
        return moved > 0
            ? "\(start); moved to its end by the request time of \(moved) ms, since the policy has no log_time"
            : "\(start); not moved to its end, since the line has no request time"
    }

    private func shown(_ field: LineAccount.Field) -> String {
        switch field.name {
        case "status": "\(field.value): \(account.statusMeaning)"
        case "duration_ms": "\(field.value) ms"
        default: field.value
        }
    }

    private func request(_ reading: RequestReading) -> [(String, String)] {
        [
            ("key", key(reading)),
            ("resource", Redaction.target(reading.resource)),
            ("template", Redaction.route(reading.template)),
            ("route", route),
            ("poll target", reading.target == reading.resource ? "the resource" : Redaction.target(reading.target)),
            ("class", reading.isWrite ? "write: forgives fetches of what it touches" : "other"),
            ("delivery", delivery(reading)),
            ("watched", watched),
            ("quotas", account.quotas.isEmpty ? "none" : account.quotas.joined(separator: ", ")),
        ]
    }

    private func key(_ reading: RequestReading) -> String {
        guard let key = reading.key else { return "none: \(account.whyUnidentified ?? "")" }
        let login = key.login ?? ""
        return key.installation.map { "\(login)/\($0)" } ?? "\(login) (no installation)"
    }

    private var route: String {
        guard let route = account.route else { return "none of the policy: push unknown" }
        return "\(route.match) (\(route.attributes.joined(separator: ", ")))"
    }

    private func delivery(_ reading: RequestReading) -> String {
        switch reading.delivery {
        case .entityTag?: "yes, content told by its entity tag"
        case .size?: "yes, content told by its size"
        case nil: reading.isFetch ? "no, but a fetch" : "no"
        }
    }

    private var watched: String {
        if account.isWatched { return "yes" }
        return account.reading?.key == nil ? "no, it is of nobody" : "no, the policy says watch: false"
    }
}

extension RouteRule {
    /// The attributes as the policy writes them, those at their defaults but for `push` left out.
    var attributes: [String] {
        var texts = ["push: \(push.rawValue)"]
        if let delta { texts.append("delta: \(delta)") }
        if let bulk { texts.append("bulk: \(bulk)") }
        if !watch { texts.append("watch: false") }
        if fingerprint == .none { texts.append("fingerprint: none") }
        if let minIntervalSeconds { texts.append("min_interval: \(minIntervalSeconds)s") }
        if isSafePost { texts.append("safe_post: true") }
        return texts
    }
}

extension ExplainWriter {
    /// How a line was read, as UTF-8.
    public func bytes(_ account: LineAccount) -> [UInt8] {
        guard format == .text else {
            var json = JSONText()
            json.append(account, showIP: options.showIP)
            json.endDocument()
            return json.bytes
        }
        return Self.bytes(LineText(account, options).lines())
    }
}
