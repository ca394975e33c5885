internal import AccessLog
internal import Cases
internal import Detection

/// Puts a report into the words of a language.
struct ReportWords {
    /// Rows that tables show; programs get all.
    static let shownKeys = 150
    static let shownRows = 60
    /// Partners whose findings are told one by one, and findings of each.
    static let toldKeys = 20
    /// Findings that are told of one key, and of all: a page stays under 500 kB, however many there are.
    static let toldFindings = 5
    static let toldInAll = 30

    let report: PeriodReport
    let options: ServiceLevelOptions
    let volume: DataVolumeOptions
    let texts: ReportTexts
    let words: FindingWords
    var forms: LanguageForms { words.forms }

    init(_ report: PeriodReport, _ language: LetterLanguage, _ setting: PeriodReportWriter.Setting)
        throws(LetterTextError)
    {
        self.report = report
        options = setting.service
        volume = setting.volume
        texts = ReportTexts(language)
        words = try FindingWords(language, calendar: setting.calendar)
    }

    var isOwn: Bool { report.partner != nil }

    /// The whole report.
    func document() -> ReportDocument {
        var document = ReportDocument(language: texts.language, title: title, subtitle: subtitle)
        document.sections = [headline] + tasks + [keys] + load + details + observations + routes + letters
        document.sections += service + data + quotas + pulses + [coverage]
        return document
    }

    private var title: String {
        guard let partner = report.partner else { return texts("title") }
        return texts("title.partner", ["name": partner.name ?? partner.partner ?? partner.login ?? ""])
    }

    private var subtitle: String {
        texts(
            "subtitle",
            ["from": forms.date(report.period.from), "to": forms.date(report.period.to - 1), "zone": report.zone])
    }

    // MARK: The headline

    private var headline: ReportSection {
        var section = ReportSection(id: "headline", title: "")
        let head = report.headline
        guard head.keys > 0 || !report.findings.isEmpty else {
            section.parts = [.paragraph(texts("nothing.seen"))]
            return section
        }
        section.parts = [.paragraph(isOwn ? ownSentence : sentence)]
        if !isOwn { section.parts.append(.facts(facts)) }
        section.parts.append(.note(texts("headline.law")))
        return section
    }

    private var sentence: String {
        let head = report.headline
        let total = forms.number(head.total.requests)
        if head.accusedKeys == 0 {
            return texts("headline.none", ["all": forms.number(head.keys), "requests": total])
        }
        return texts(
            "headline.some",
            [
                "keys": forms.number(head.accusedKeys), "all": forms.number(head.keys),
                "requests": forms.number(head.waste.requests), "bytes": forms.bytes(head.waste.bytes),
                "time": forms.duration(milliseconds: head.waste.serverMilliseconds),
                "share": share(head.permille.requests),
            ])
    }

    private var ownSentence: String {
        let head = report.headline
        let own = report.keys.reduce(into: TrafficSums()) { $0 += $1.sums }
        let part = Figures.scaled(own.requests, by: 1000, over: head.total.requests)
        let first = texts(
            "headline.own",
            ["requests": forms.number(own.requests), "bytes": forms.bytes(own.bytes), "share": share(part)])
        guard head.accusedKeys > 0 else { return first + " " + texts("headline.own.none") }
        return first + " "
            + texts(
                "headline.own.some",
                [
                    "requests": forms.number(head.waste.requests), "bytes": forms.bytes(head.waste.bytes),
                    "time": forms.duration(milliseconds: head.waste.serverMilliseconds),
                ])
    }

    private var facts: [ReportFact] {
        let head = report.headline
        let share = head.permille
        func part(_ permille: Int64, _ all: String) -> String {
            texts("fact.share", ["share": self.share(permille), "all": all])
        }
        return [
            ReportFact(
                label: texts("fact.keys"), value: forms.number(head.accusedKeys),
                note: texts("fact.keys.note", ["keys": forms.number(head.keys)])),
            ReportFact(
                label: texts("fact.cases"), value: forms.number(head.openCases),
                note: texts(
                    "fact.cases.note",
                    [
                        "delivered": forms.number(head.lettersDelivered), "waiting": forms.number(head.lettersWaiting),
                    ])),
            ReportFact(
                label: texts("fact.requests"), value: forms.number(head.waste.requests),
                note: part(share.requests, forms.number(head.total.requests))),
            ReportFact(
                label: texts("fact.bytes"), value: forms.bytes(head.waste.bytes),
                note: part(share.bytes, forms.bytes(head.total.bytes))),
            ReportFact(
                label: texts("fact.time"), value: forms.duration(milliseconds: head.waste.serverMilliseconds),
                note: part(share.serverTime, forms.duration(milliseconds: head.total.serverMilliseconds))),
        ]
    }

    private var tasks: [ReportSection] {
        guard !report.tasks.isEmpty else { return [] }
        let items = report.tasks.map { task in
            texts(
                "task.\(task.kind)",
                [
                    "case": task.caseID, "letter": task.letter ?? "", "number": forms.number(task.number),
                    "since": task.since.map(date) ?? "",
                ])
        }
        return [ReportSection(id: "tasks", title: texts("tasks"), parts: [.list(items)])]
    }

    // MARK: Names and figures

    /// `alfa-web  MSDEMO`.
    func name(_ subject: PeriodReport.Subject) -> String {
        let login = subject.login ?? (subject.installation == nil ? texts("no.login") : nil)
        return [login, subject.installation].compactMap(\.self).joined(separator: LanguageForms.glue)
    }

    /// `12.3%`, from tenths of a percent.
    func share(_ permille: Int64) -> String {
        forms.decimal(tenths: permille) + (texts.language == .en ? "%" : LanguageForms.glue + "%")
    }

    /// `99.87%`, from hundredths of a percent.
    func hundredths(_ value: Int64) -> String {
        let rest = value % 100
        return forms.number(value / 100) + (texts.language == .en ? "." : ",") + (rest < 10 ? "0" : "") + String(rest)
            + (texts.language == .en ? "%" : LanguageForms.glue + "%")
    }

    /// A date such as `2026-11-14` in the language's form.
    func date(_ text: String) -> String { CivilDate(text).map { forms.date($0) } ?? text }

    /// `October 2026`.
    func month(_ text: String) -> String {
        guard let date = CivilDate(text + "-01") else { return text }
        return "\(forms.months[date.month - 1])\(LanguageForms.glue)\(date.year)"
    }

    /// `14 Nov 02:02`.
    func moment(_ instant: Int64) -> String {
        let date = forms.zone.civilDate(atUTC: instant / 1000)
        let local = instant / 1000 + forms.zone.offset(atUTC: instant / 1000)
        return "\(forms.shortDate(date)) \(clock(Int(local % 86_400 / 60)))".replacing(" ", with: LanguageForms.glue)
    }

    /// `02:02`.
    func clock(_ minutes: Int) -> String {
        let separator = texts.language == .en ? ":" : "."
        func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return padded(minutes / 60) + separator + padded(minutes % 60)
    }

    func more(_ name: String, _ count: Int, _ values: [String: String] = [:]) -> String {
        guard count > 0 else { return "" }
        return texts.counted(name, Int64(count), values.merging(["n": forms.number(Int64(count))]) { $1 })
    }
}
