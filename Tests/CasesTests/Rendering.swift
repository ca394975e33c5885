import AccessLog

@testable import Cases

/// The built-in texts, read once for all tests.
enum Rendering {
    static let calendar = CaseCalendar(zone: TimeZoneRules.builtIn("Europe/Oslo") ?? .utc)
    private static let built = Result { try LetterRenderer(calendar: calendar) }
    private static let texts = Result {
        try Dictionary(uniqueKeysWithValues: LetterLanguage.allCases.map { ($0, try LetterTexts($0)) })
    }

    static func renderer() throws -> LetterRenderer { try built.get() }

    static func texts(_ language: LetterLanguage) throws -> LetterTexts {
        guard let found = try texts.get()[language] else { throw LetterTextError("no \(language)") }
        return found
    }
}
