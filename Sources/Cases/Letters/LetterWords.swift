import AccessLog
import Detection

/// One letter being put into words: the eleven parts in their order.
struct LetterWords {
    let letter: Letter
    let texts: LetterTexts
    let forms: LanguageForms
    let calendar: CaseCalendar

    /// The findings that the letter is about, and those that only add a word.
    var told: [CaseFinding] {
        let main = letter.findings.filter { !$0.isObservation || $0.rule == .quota }
        return main.isEmpty ? Array(letter.findings.prefix(1)) : main
    }

    var added: [CaseFinding] { letter.findings.filter { finding in !told.contains { $0.id == finding.id } } }

    /// `alfa-web, MSDEMO`.
    var key: String { [letter.login, letter.installation].compactMap(\.self).joined(separator: ", ") }

    var rendered: RenderedLetter {
        let blocks = parts.filter { !$0.isEmpty }.map(\.values)
        var values: [String: Any] = [
            "language": letter.language.rawValue, "subject": subject, "title": title,
            "underline": String(repeating: "=", count: title.count), "blocks": blocks, "greeting": greeting,
            "regards": texts("regards"), "sender": letter.sender ?? "",
        ]
        values["head"] = head.map { row in
            ["label": row.label, "value": row.value, "text": LetterWrapping.row(row.label, row.value, column: 18)]
        }
        if letter.isSimulation { values["simulation"] = texts("simulation") }
        return texts.letter(subject, values)
    }

    private var title: String { texts("title.\(letter.kind.rawValue)") }

    private var subject: String {
        let what = told.first.map { texts("\($0.rule.rawValue).name", values(of: $0)) } ?? ""
        let subject = texts("subject", ["title": title, "what": what, "key": key, "case": letter.caseNumber])
        let plain = subject.replacing("\u{A0}", with: " ")
        return letter.isSimulation ? "[SIMULATION] " + plain : plain
    }

    private var greeting: String {
        let names = letter.contacts.compactMap(\.name)
        return names.isEmpty ? texts("greeting.unknown") : texts("greeting", ["name": forms.list(names)])
    }

    /// Part 1: case number, stage, date, addressee.
    private var head: [(label: String, value: String)] {
        var rows = [(texts("label.case"), letter.caseNumber)]
        if let stage = letter.kind.stage {
            rows[0].1 += ", " + texts("stage", ["stage": String(stage)]).lowercasedFirst
        }
        rows.append((texts("label.date"), forms.date(letter.written)))
        if let partner = letter.partner { rows.append((texts("label.to"), partner)) }
        if let number = letter.organisationNumber { rows.append((texts("label.org"), number)) }
        if let login = letter.login { rows.append((texts("label.login"), login)) }
        if let base = letter.installation { rows.append((texts("label.base"), base)) }
        let people = letter.contacts.map { contact in
            let name = contact.name.map { "\($0) <\(contact.email)>" } ?? contact.email
            return name + (contact.role.map { " (\($0))" } ?? "")
        }
        if !people.isEmpty { rows.append((texts("label.contact"), people.joined(separator: ", "))) }
        return rows.map { (label: $0.0, value: $0.1) }
    }

    /// Parts 2 to 11.
    private var parts: [LetterBlock] {
        let isOver = letter.kind == .resolved
        return [opening, period, evidence] + told.prefix(isOver ? 0 : .max).flatMap(table) + [picture]
            + (isOver ? [] : [sources, samples] + explanations) + [deadline, answer] + reproduction
    }

    /// Part 2: what was seen, and the clause.
    private var opening: LetterBlock {
        var values: [String: Any] = ["clean": "7"]
        values["earlier"] = letter.earlier.map { forms.date($0) }
        values["reason"] = letter.reason
        var block = LetterBlock(paragraphs: [texts("intro.\(letter.kind.rawValue)", values)])
        if letter.kind != .resolved {
            block.paragraphs += told.map { texts("\($0.rule.rawValue).seen", self.values(of: $0)) }
            block.paragraphs += added.map {
                texts("also") + " " + texts("\($0.rule.rawValue).seen", self.values(of: $0))
            }
        }
        block.paragraphs.append(clause)
        return block
    }

    private var clause: String {
        guard let words = letter.contract.words(of: letter.clause) else {
            return letter.clause.map { texts("clause.unknown", ["number": String($0)]) } ?? texts("clause.quota")
        }
        var values: [String: Any] = ["words": words]
        values["agreement"] = letter.contract.title
        return texts("clause", values)
    }

    /// Part 3: the period with its zone, and the files.
    private var period: LetterBlock {
        let longest = told.map { $0.windowEnd - $0.windowStart }.max() ?? 0
        let values: [String: Any] = [
            "from": forms.time(letter.from), "to": forms.time(letter.to), "zone": calendar.zone.name,
            "window": forms.interval(seconds: longest / 1000),
        ]
        let name = letter.kind == .resolved || letter.kind == .quota ? "period.resolved" : "period"
        var block = LetterBlock(heading: texts("heading.period"), paragraphs: [texts(name, values)])
        if !letter.files.isEmpty { block.paragraphs.append(texts("files", ["files": files])) }
        return block
    }

    private var files: String {
        letter.files.count <= 6
            ? forms.list(letter.files)
            : "\(letter.files[0]) … \(letter.files[letter.files.count - 1])"
                + " (\(forms.number(Int64(letter.files.count))))"
    }

    /// Part 9: the deadline, the consequence, and what happens when it stops.
    private var deadline: LetterBlock {
        var values: [String: Any] = ["key": key]
        values["deadline"] = letter.deadline.map { forms.deadline($0) }
        return LetterBlock(
            heading: texts("heading.deadline"), paragraphs: [texts("deadline.\(letter.kind.rawValue)", values)])
    }

    /// Part 10: how to answer, ask for more time or object.
    private var answer: LetterBlock {
        var values: [String: Any] = ["case": letter.caseNumber, "hours": forms.hours(calendar.hours)]
        values["reply"] = letter.replyTo
        values["phone"] = letter.phone
        return LetterBlock(heading: texts("heading.answer"), paragraphs: [texts("answer", values)])
    }

    /// Part 11: how to compute the figures again.
    private var reproduction: [LetterBlock] {
        let ids = letter.findings.map(\.id).joined(separator: ", ")
        var block = LetterBlock(
            heading: texts("heading.reproduce"),
            paragraphs: [texts("reproduce", ["version": letter.reproduction.version])])
        block.code = [letter.reproduction.command]
        var digests = LetterBlock(items: [texts("reproduce.digests", ["policy": letter.reproduction.policyDigest])])
        if !ids.isEmpty { digests.items.append(texts("reproduce.finding", ["findings": ids])) }
        return [block, digests]
    }
}

extension String {
    /// The text with a small first letter.
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
