import AccessLog
import Foundation
import ReferenceModel
import Testing

@testable import Cases

@Suite struct LetterTests {
    private let calendar = CaseCalendar(zone: TimeZoneRules.builtIn("Europe/Oslo") ?? .utc)

    @Test func everyLanguageHasEveryText() throws {
        let english = try Rendering.texts(.en)
        for language in LetterLanguage.allCases {
            let texts = try Rendering.texts(language)
            #expect(Set(texts.source.keys) == Set(english.source.keys), "\(language)")
            for (name, words) in texts.source { #expect(!words.isEmpty, "\(language) \(name)") }
        }
    }

    /// Texts that read the same in two languages.
    private static let same: Set<String> = [
        "row.interval", "row.status", "subject", "source", "row.of", "label.login", "row.route", "title.notice",
        "operator.finding",
    ]

    @Test func everyTextIsTranslated() throws {
        for (place, language) in LetterLanguage.allCases.enumerated() {
            for other in LetterLanguage.allCases.dropFirst(place + 1) {
                let (mine, theirs) = (try Rendering.texts(language).source, try Rendering.texts(other).source)
                for (name, words) in mine where theirs[name] == words {
                    // Short words of sister languages are often the same; whole sentences never are.
                    let isSister = language != .en && other != .en
                    let isAllowed = Self.same.contains(name) || isSister && words.count < 60
                    #expect(isAllowed, "\(language) and \(other): \(name)")
                }
            }
        }
    }

    @Test func everyTextFillsInTheSame() throws {
        func fields(_ words: String) -> Set<Substring> {
            Set(words.matches(of: /\{\{[#^]?([a-z_]+)\}\}/).map(\.output.1))
        }
        let english = try Rendering.texts(.en).source
        for language in LetterLanguage.allCases {
            for (name, words) in try Rendering.texts(language).source {
                #expect(fields(words) == fields(english[name] ?? ""), "\(language) \(name)")
            }
        }
    }

    @Test func theGalleryHoldsEveryKindAndRuleWithoutAGap() throws {
        let entries = LetterGallery(try Rendering.renderer()).entries
        #expect(entries.count == LetterLanguage.allCases.count * (5 * 11 + 6))
        for entry in entries {
            let (text, html) = (entry.letter.text, entry.letter.html)
            for words in [text, html, entry.letter.subject] {
                #expect(!words.contains("⟦") && !words.contains("{{") && !words.contains("  ."), "\(entry.name)")
            }
            #expect(!entry.letter.subject.contains("\n") && !entry.letter.subject.isEmpty, "\(entry.name)")
            for line in text.split(separator: "\n") { #expect(line.count <= 72, "\(entry.name): \(line)") }
            #expect(
                !html.contains("<script") && !html.contains("http://") && !html.contains("https://"), "\(entry.name)")
            #expect(!html.contains("<svg") && !html.contains("<img"), "\(entry.name)")
        }
    }

    /// The eleven parts stand in their order in every letter of the ladder, in every language.
    @Test(arguments: LetterLanguage.allCases)
    func theElevenPartsStandInTheirOrder(language: LetterLanguage) throws {
        let texts = try Rendering.texts(language)
        let renderer = try Rendering.renderer()
        let forms = LanguageForms(language: language, zone: calendar.zone)
        for kind in [LetterKind.notice, .reminder, .final, .suspension] {
            for (name, finding) in LetterSamples.findings {
                let letter = LetterSamples.letter(kind, [finding], language)
                let rendered = renderer.render(letter)
                let flat = rendered.text.replacing(" \\\n", with: "\n").split(whereSeparator: \.isWhitespace).joined(
                    separator: " ")
                let headings = [
                    "2026-9F1C27D0", "alfa-web", "Europe/Oslo",
                    "access-13.log.gz",
                    texts("heading.evidence"), texts("heading.sources"), "access-13.log.gz:4",
                    texts("heading.expected"), texts("heading.hurts"), texts("heading.fix"),
                    texts("heading.not_claimed"), texts("heading.deadline"), texts("heading.answer"),
                    "hub@example.no", texts("heading.reproduce"), letter.reproduction.command,
                ]
                var from = flat.startIndex
                for part in headings {
                    let found = flat.range(of: part, range: from..<flat.endIndex)
                    #expect(found != nil, "\(language) \(kind) \(name): \(part)")
                    from = found?.upperBound ?? from
                    #expect(
                        rendered.html.contains(part.replacing("&", with: "&amp;")),
                        "\(language) \(kind) \(name): \(part)")
                }
                if let deadline = letter.deadline {
                    let words = forms.deadline(deadline).replacing("\u{A0}", with: " ")
                    #expect(flat.contains(words), "\(language) \(kind): \(words)")
                }
            }
        }
    }

    @Test(arguments: [
        (
            LetterLanguage.nb,
            "1 440|89 %|41,7 MB|14. november 2026 kl. 02.02|onsdag 22. april 2026 kl. 16.30|5 t 20 min|A, B og C"
        ),
        (.nn, "1 440|89 %|41,7 MB|14. november 2026 kl. 02.02|onsdag 22. april 2026 kl. 16.30|5 t 20 min|A, B og C"),
        (.da, "1.440|89 %|41,7 MB|14. november 2026 kl. 02.02|onsdag 22. april 2026 kl. 16.30|5 t 20 min|A, B og C"),
        (.sv, "1 440|89 %|41,7 MB|14 november 2026 kl. 02.02|onsdag 22 april 2026 kl. 16.30|5 tim 20 min|A, B och C"),
        (.en, "1,440|89%|41.7 MB|14 November 2026 at 02:02|Wednesday 22 April 2026 at 16:30|5 h 20 min|A, B and C"),
    ])
    func figuresAndDatesAreInTheLanguagesOwnForm(language: LetterLanguage, expected: String) throws {
        let forms = LanguageForms(language: language, zone: calendar.zone)
        let oslo = try OsloCalendar()
        let seen = [
            forms.number(1440), forms.percent(89), forms.bytes(41_760_000), forms.time(try oslo.at("2026-11-14", 2, 2)),
            forms.deadline(try oslo.at("2026-04-22", 16, 30)), forms.duration(milliseconds: 19_200_999),
            forms.list(["A", "B", "C"]),
        ].joined(separator: "|").replacing("\u{A0}", with: " ")
        #expect(seen == expected)
        #expect(forms.stamp(try oslo.at("2026-07-01", 9, 5)) == "2026-07-01 09:05:00 +02:00")
    }

    @Test func textFromLogsStaysText() throws {
        var finding = LetterSamples.findings[2].finding
        finding.target = "/MSDEMO/<script>alert(1)</script>&amp;{{title}}"
        finding.clients[0].agent = "<b>\"x\"</b>"
        let rendered = try Rendering.renderer().render(LetterSamples.letter(.notice, [finding], .nb))
        #expect(!rendered.html.contains("<script") && !rendered.html.contains("<b>"))
        #expect(rendered.html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;{{title}}"))
        #expect(rendered.text.contains("/MSDEMO/<script>alert(1)</script>&amp;{{title}}"))
    }

    @Test func anOperatorsFolderTakesThePlaceOfTexts() throws {
        let folder = try Folder()
        try folder.write("nb.txt", "# our own\n== regards\nMed hilsen fra\noss\n== title.notice\nBeskjed\n")
        let renderer = try LetterRenderer(folder: folder.path, calendar: calendar)
        let letter = LetterSamples.letter(.notice, [LetterSamples.findings[2].finding], .nb)
        let rendered = renderer.render(letter)
        #expect(rendered.text.contains("Med hilsen fra oss") && rendered.subject.hasPrefix("Beskjed: "))
        try folder.write("nb.txt", "== regard\nx\n")
        let sentence =
            "\(folder.path)/nb.txt:1: no letter has a section \"regard\"; remove it, or take one of the names of the "
            + "built-in texts"
        #expect(throws: LetterTextError(sentence)) { try LetterRenderer(folder: folder.path, calendar: calendar) }
        try folder.write("nb.txt", "")
        try folder.write("letter.txt.mustache", "{{% CONTENT_TYPE:TEXT}}only {{title}}")
        #expect(try LetterRenderer(folder: folder.path, calendar: calendar).render(letter).text == "only Varsel\n")
        try folder.write("letter.txt.mustache", "{{#open}}")
        #expect(throws: LetterTextError.self) { try LetterRenderer(folder: folder.path, calendar: calendar) }
    }

    @Test func textIsWrappedAt72Columns() {
        let words = "- " + String(repeating: "ord ", count: 30)
        let lines = LetterWrapping.wrapped(words).split(separator: "\n")
        #expect(lines.count == 2 && lines[1].hasPrefix("  ord") && lines.allSatisfy { $0.count <= 72 })
        #expect(LetterWrapping.wrapped("a\n\n\n\nb\n\n") == "a\n\nb\n")
        let long = String(repeating: "x", count: 150)
        #expect(LetterWrapping.wrapped("  " + long).replacing("\n", with: "").replacing(" ", with: "") == long)
        #expect(LetterWrapping.row("Label", "1\u{A0}440 kall", column: 10) == "Label     1 440 kall")
    }
}
