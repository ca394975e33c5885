public import AccessLog

/// The operator's own mail of a day: what must be done, and which letters were drafted. Nothing of it goes to a partner.
public struct OperatorDigest: Codable, Sendable, Equatable {
    /// The language.
    public var language: LetterLanguage
    /// The day.
    public var date: CivilDate
    /// What must be done, the most urgent first.
    public var tasks: [OperatorTask]
    /// Letters of the day.
    public var letters: [Letter]

    /// Makes a digest.
    public init(language: LetterLanguage, date: CivilDate, tasks: [OperatorTask], letters: [Letter]) {
        self.language = language
        self.date = date
        self.tasks = tasks
        self.letters = letters
    }
}

/// The operator's digest being put into words.
struct DigestWords {
    let digest: OperatorDigest
    let texts: LetterTexts
    let forms: LanguageForms

    var rendered: RenderedLetter {
        let title = texts("operator.title", ["date": forms.date(digest.date)]).replacing("\u{A0}", with: " ")
        let values: [String: Any] = [
            "language": digest.language.rawValue, "subject": title, "title": title,
            "underline": String(repeating: "=", count: title.count), "head": [[String: String]](), "greeting": "",
            "blocks": blocks.map(\.values), "regards": "", "sender": "",
        ]
        return texts.letter(title, values)
    }

    private var blocks: [LetterBlock] {
        guard !digest.tasks.isEmpty || !digest.letters.isEmpty else {
            return [LetterBlock(paragraphs: [texts("operator.none")])]
        }
        let tasks = digest.tasks.map(sentence)
        let letters = digest.letters.map { letter in
            let key = [letter.login, letter.installation].compactMap(\.self).joined(separator: ", ")
            return texts(
                "operator.letter",
                [
                    "title": texts("title.\(letter.kind.rawValue)"), "partner": letter.partner ?? key, "key": key,
                    "case": letter.caseNumber,
                ])
        }
        return [
            LetterBlock(heading: texts("operator.tasks", ["count": forms.number(Int64(tasks.count))]), items: tasks),
            LetterBlock(
                heading: texts("operator.letters", ["count": forms.number(Int64(letters.count))]), items: letters),
        ].filter { !$0.isEmpty }
    }

    private func sentence(_ task: OperatorTask) -> String {
        let id = ["case": task.id]
        switch task.kind {
        case .acuteOverload(_, let minutes):
            return texts("task.acute", ["case": task.id, "minutes": forms.number(minutes)])
        case .suspension(let finding, let points):
            return texts("task.suspension", ["case": task.id, "finding": finding, "points": String(points)])
        case .closing: return texts("task.closing", id)
        case .missingContact: return texts("task.contact", id)
        case .bounced(let letter): return texts("task.bounced", ["letter": letter])
        case .approve(let letter, let since):
            return texts("task.approve", ["letter": letter, "since": forms.date(since)])
        case .send(let letter): return texts("task.send", ["letter": letter])
        case .confirm(let letter): return texts("task.confirm", ["letter": letter])
        }
    }
}
