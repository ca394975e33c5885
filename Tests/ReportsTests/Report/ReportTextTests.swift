import Cases
import Testing

@testable import Reports

@Suite struct ReportTextTests {
    private static let report = ReportMaker(SamplePeriod.material()).report()
    private static let own = ReportMaker(SamplePeriod.material(partner: "alfa")).report()
    /// Texts that are the same word in two languages.
    private static let same: Set<String> = [
        "none", "column.crc", "column.status", "column.data", "volume", "coverage.profile", "coverage.version",
        "column.login",
        "used.counted",
    ]

    private static func names(in text: String) -> Set<Substring> {
        Set(
            text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
                $0.split(separator: "}").first
            })
    }

    @Test(arguments: LetterLanguage.allCases)
    func everyTextIsThereWithTheSameNames(language: LetterLanguage) {
        let english = ReportTexts(.en).source
        let texts = ReportTexts(language).source
        #expect(Set(texts.keys) == Set(english.keys))
        for (name, text) in texts {
            #expect(!text.isEmpty, "\(name)")
            #expect(Self.names(in: text) == Self.names(in: english[name] ?? ""), "\(name)")
        }
    }

    @Test(arguments: [LetterLanguage.nb, .nn, .da, .sv])
    func everyTextIsTranslated(language: LetterLanguage) {
        let english = ReportTexts(.en).source
        let untranslated = ReportTexts(language).source.filter { name, text in
            english[name] == text && !Self.same.contains(name)
        }
        #expect(untranslated.keys.sorted().isEmpty, "\(untranslated.keys.sorted())")
    }

    @Test(arguments: LetterLanguage.allCases)
    func nothingIsLeftUnfilled(language: LetterLanguage) throws {
        for report in [Self.report, Self.own] {
            for format in [PeriodReportFormat.html, .text, .markdown] {
                let text = try report.written(format, language)
                #expect(!text.contains("⟦"))
                #expect(!text.contains("{name}") && !text.contains(" | alle"))
            }
        }
        #expect(try Self.report.written(.html, language).contains("<html lang=\"\(language.rawValue)\">"))
    }

    @Test func figuresTakeTheFormOfTheLanguage() throws {
        let english = try Self.report.written(.text, .en)
        let danish = try Self.report.written(.text, .da)
        #expect(english.contains("1 November 2026 to 30 November 2026 (time zone Europe/Oslo)"))
        #expect(danish.contains("1. november 2026 til 30. november 2026 (tidszone Europe/Oslo)"))
        #expect(danish.contains("kl. "))
    }
}
