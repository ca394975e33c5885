import AccessLog
import Foundation

/// Every letter in every language, made of made-up findings: for looking at them before the first real one goes out.
public struct LetterGallery: Sendable {
    /// One entry of the gallery.
    public struct Entry: Sendable {
        /// `nb/notice-polling`.
        public var name: String
        /// Its words.
        public var letter: RenderedLetter
        /// The message that it would go as; `nil` for a simulation, which never goes.
        public var message: MailMessage?
    }

    private let renderer: LetterRenderer
    private let composer: MailComposer

    /// Makes a gallery of what a renderer writes.
    ///
    /// - Parameters:
    ///   - renderer: the words.
    ///   - notices: who writes; an address is made up where none is set.
    public init(_ renderer: LetterRenderer, notices: NoticeOptions = .init()) {
        self.renderer = renderer
        var notices = notices
        notices.from = notices.from ?? "hub@example.no"
        composer = MailComposer(notices: notices, renderer: renderer, calendar: renderer.calendar)
    }

    /// All entries: each kind and rule, the two levels of a quota, a case with several findings, a simulation, and the
    /// operator's digest.
    public var entries: [Entry] { LetterLanguage.allCases.flatMap(entries) }

    private func entries(in language: LetterLanguage) -> [Entry] {
        var letters: [(String, Letter)] = []
        for kind in LetterKind.allCases where kind != .quota {
            for sample in LetterSamples.findings {
                letters.append(
                    ("\(kind.rawValue)-\(sample.name)", LetterSamples.letter(kind, [sample.finding], language)))
            }
        }
        let (fetch, clock) = (LetterSamples.findings[0].finding, LetterSamples.findings[3].finding)
        var several = LetterSamples.letter(.notice, [fetch, LetterSamples.findings[2].finding, clock], language)
        several.findings[1].id = "0b1c27d04be0a3c5"
        several.findings[2].id = "1b1c27d04be0a3c5"
        letters.append(("notice-several", several))
        several.isSimulation = true
        letters.append(("notice-simulation", several))
        letters.append(("quota-80", LetterSamples.letter(.quota, [LetterSamples.quota80], language)))
        letters.append(("quota-100", LetterSamples.letter(.quota, [LetterSamples.quota], language)))
        let rendered = letters.map { name, letter in
            let contact = letter.contacts.first ?? Contact(name: nil, email: Self.person)
            return Entry(
                name: "\(language.rawValue)/\(name)", letter: renderer.render(letter),
                message: try? composer.message([letter], to: contact, at: letter.written))
        }
        let digest = digest(language)
        let alert = OperatorAlert(
            language: language, finding: "9f1c27d04be0a3c5", date: Self.date, minutes: 92, partner: "Alfa Prospekt AS",
            key: "alfa-web, MSDEMO")
        return rendered + [
            Entry(
                name: "\(language.rawValue)/operator", letter: renderer.render(digest),
                message: try? composer.message(digest, to: Self.person, at: Self.noon)),
            Entry(
                name: "\(language.rawValue)/operator-alert", letter: renderer.render(alert),
                message: try? composer.message(alert, to: Self.person, at: Self.noon)),
        ]
    }

    private static let person = "ops@hub.example"
    private static var noon: Int64 { (date.daysSince1970 * 24 + 12) * 3_600_000 }

    private static let date = CivilDate(year: 2026, month: 11, day: 20)

    private func digest(_ language: LetterLanguage) -> OperatorDigest {
        let (number, partner) = ("2026-9F1C27D0", "Alfa Prospekt AS")
        let kinds: [OperatorTask.Kind] = [
            .acuteOverload(finding: "9f1c27d04be0a3c5", minutes: 92),
            .suspension(finding: "9f1c27d04be0a3c5", points: 60), .closing, .missingContact,
            .bounced(letter: "\(number)-1"), .approve(letter: "\(number)-2", since: Self.date),
            .send(letter: "\(number)-3"), .confirm(letter: "\(number)-4"),
        ]
        var digest = OperatorDigest(
            language: language, date: Self.date, tasks: kinds.map { OperatorTask(id: number, kind: $0) },
            letters: [LetterSamples.letter(.notice, [LetterSamples.findings[2].finding], language)])
        digest.deadlines = [
            OperatorDigest.Deadline(
                letter: "\(number)-4", kind: .reminder, partner: partner, at: Self.noon)
        ]
        let steps: [CaseStep] = [
            .opened, .reopened, .withdrawn(letter: "\(number)-1"), .paused(until: Self.date), .resolved,
            .recorded(.bounced(letter: "\(number)-1", why: "550 5.1.1 no such user")),
            .recorded(.failed(letter: "\(number)-1", via: "sendmail", output: "status 75")),
            .recorded(.answered(text: "OK")),
        ]
        digest.news = steps.map { OperatorDigest.News(id: number, partner: partner, step: $0) }
        digest.findings = LetterSamples.findings.map(\.finding).map { finding in
            OperatorDigest.Sight(
                rule: finding.rule, quota: finding.words[.quota], partner: partner, key: "alfa-web, MSDEMO",
                route: finding.route, points: finding.points)
        }
        return digest
    }

    /// Writes all entries as `.txt`, `.html` and the message `.eml`, and a page that lists them.
    ///
    /// - Parameter folder: where to; it is made where it is missing.
    /// - Throws: what the file system says.
    public func write(to folder: String) throws {
        var links: [String] = []
        for entry in entries {
            let path = "\(folder)/\(entry.name)"
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data("Subject: \(entry.letter.subject)\n\n\(entry.letter.text)".utf8).write(
                to: URL(fileURLWithPath: path + ".txt"))
            try Data(entry.letter.html.utf8).write(to: URL(fileURLWithPath: path + ".html"))
            if let message = entry.message { try Data(message.bytes).write(to: URL(fileURLWithPath: path + ".eml")) }
            links.append(
                "<li><a href=\"\(entry.name).html\">\(entry.name)</a> <a href=\"\(entry.name).txt\">text</a></li>")
        }
        let page = "<!DOCTYPE html><meta charset=\"utf-8\"><title>Letters</title><ul>\n"
        try Data((page + links.joined(separator: "\n") + "\n</ul>\n").utf8).write(
            to: URL(fileURLWithPath: folder + "/index.html"))
    }
}
