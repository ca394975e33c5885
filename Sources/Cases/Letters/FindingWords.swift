import AccessLog
import Detection

/// Names, tables and advice of findings in a language, in the words of letters.
package struct FindingWords: Sendable {
    private let texts: LetterTexts
    private let calendar: CaseCalendar
    package let forms: LanguageForms

    /// Makes words of a language.
    ///
    /// - Throws: what is wrong with the texts.
    package init(_ language: LetterLanguage, calendar: CaseCalendar) throws(LetterTextError) {
        texts = try LetterTexts(language)
        self.calendar = calendar
        forms = LanguageForms(language: language, zone: calendar.zone)
    }

    /// `frequent polling at a fixed beat`.
    package func name(of finding: CaseFinding) -> String {
        let words = words
        return texts("\(finding.rule.rawValue).name", words.values(of: finding))
    }

    /// The smallest change that ends it.
    package func fix(of finding: CaseFinding) -> String {
        texts("\(finding.rule.rawValue).fix", words.values(of: finding)).trimmingPrefixSpace
    }

    /// What is not claimed.
    package func notClaimed(of finding: CaseFinding) -> String {
        texts("\(finding.rule.rawValue).not_claimed", words.values(of: finding)).trimmingPrefixSpace
    }

    /// The table of its figures.
    package func rows(of finding: CaseFinding) -> [(label: String, value: String)] {
        words.rows(of: finding)
    }

    /// `9 884 calls, 41.8 MB and 6 min of server time`; `nil` where nothing was wasted.
    package func waste(of finding: CaseFinding) -> String? { words.waste(of: finding) }

    /// What `GET /MSDEMO/Estates every 60 seconds` says of a poller's beat.
    package func rhythm(of finding: CaseFinding) -> String { words.rhythm(of: finding) }

    /// Method and target, or the route.
    package func target(of finding: CaseFinding) -> String { words.target(of: finding) }

    /// A quota's window in words.
    package func period(_ per: String) -> String { words.period(per) }

    /// The name of a letter.
    package func title(of kind: LetterKind) -> String { texts("title.\(kind.rawValue)") }

    private var words: LetterWords { LetterWords(.blank, texts, forms, calendar) }
}

extension LetterWords {
    fileprivate init(_ letter: Letter, _ texts: LetterTexts, _ forms: LanguageForms, _ calendar: CaseCalendar) {
        self.init(letter: letter, texts: texts, forms: forms, calendar: calendar)
    }
}

extension Letter {
    /// A letter to nobody: its words are those of findings alone.
    fileprivate static var blank: Letter {
        Letter(
            id: "", kind: .notice, caseNumber: "", language: .en, written: 0, partner: nil, organisationNumber: nil,
            login: nil, installation: nil, contacts: [], clause: nil, contract: Contract(), findings: [], days: [],
            files: [], from: 0, to: 0, deadline: nil, earlier: nil, thread: [], reason: nil, isSimulation: false,
            sender: nil, replyTo: nil, phone: nil,
            reproduction: Reproduction(version: "", command: "", policyDigest: ""))
    }
}

extension String {
    /// The text without the spaces that an empty condition leaves in front.
    fileprivate var trimmingPrefixSpace: String { String(drop { $0 == " " }) }
}
