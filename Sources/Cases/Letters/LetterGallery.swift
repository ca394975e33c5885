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
    }

    private let renderer: LetterRenderer

    /// Makes a gallery of what a renderer writes.
    public init(_ renderer: LetterRenderer) { self.renderer = renderer }

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
        let rendered = letters.map { Entry(name: "\(language.rawValue)/\($0.0)", letter: renderer.render($0.1)) }
        let alert = OperatorAlert(
            language: language, finding: "9f1c27d04be0a3c5", date: Self.date, minutes: 92, partner: "Alfa Prospekt AS",
            key: "alfa-web, MSDEMO")
        return rendered + [
            Entry(name: "\(language.rawValue)/operator", letter: renderer.render(digest(language))),
            Entry(name: "\(language.rawValue)/operator-alert", letter: renderer.render(alert)),
        ]
    }

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
                letter: "\(number)-4", kind: .reminder, partner: partner, at: Self.date.daysSince1970 * 86_400_000)
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

    /// Writes all entries as `.txt` and `.html`, and a page that lists them.
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
            links.append(
                "<li><a href=\"\(entry.name).html\">\(entry.name)</a> <a href=\"\(entry.name).txt\">text</a></li>")
        }
        let page = "<!DOCTYPE html><meta charset=\"utf-8\"><title>Letters</title><ul>\n"
        try Data((page + links.joined(separator: "\n") + "\n</ul>\n").utf8).write(
            to: URL(fileURLWithPath: folder + "/index.html"))
    }
}
