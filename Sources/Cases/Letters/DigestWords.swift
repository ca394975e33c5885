import AccessLog
import Detection

/// The operator's own mail being put into words.
struct DigestWords {
    /// Entries of a list; more are counted.
    private static let listed = 25

    let texts: LetterTexts
    let forms: LanguageForms

    /// The digest of a day.
    func rendered(_ digest: OperatorDigest) -> RenderedLetter {
        let title = texts("operator.title", ["date": forms.date(digest.date)])
        let blocks = [
            block("operator.tasks", digest.tasks.map(sentence)),
            block("operator.deadlines", digest.deadlines.map(sentence)),
            block("operator.letters", digest.letters.map(sentence)),
            block("operator.news", digest.news.compactMap(sentence)),
            block("operator.findings", digest.findings.map(sentence)),
        ].filter { !$0.isEmpty }
        return mail(
            title, blocks.isEmpty ? [LetterBlock(paragraphs: [texts("operator.none")])] : blocks, digest.language)
    }

    /// What cannot wait.
    func rendered(_ alert: OperatorAlert) -> RenderedLetter {
        let values = [
            "who": Self.who(alert.partner, alert.key), "key": alert.key, "minutes": forms.number(alert.minutes),
            "date": forms.date(alert.date), "finding": alert.finding,
        ]
        let paragraphs = [texts("alert.text", values), texts("alert.nothing", values)]
        return mail(texts("alert.title", values), [LetterBlock(paragraphs: paragraphs)], alert.language)
    }

    private func mail(_ title: String, _ blocks: [LetterBlock], _ language: LetterLanguage) -> RenderedLetter {
        let title = title.replacing(LanguageForms.glue, with: " ")
        return texts.letter(
            title,
            [
                "language": language.rawValue, "subject": title, "title": title,
                "underline": String(repeating: "=", count: title.count), "head": [[String: String]](),
                "blocks": blocks.map(\.values),
            ])
    }

    /// `Alfa AS (alfa-web, MSDEMO)`; the key alone where nobody knows the partner.
    private static func who(_ partner: String, _ key: String) -> String {
        partner == key ? key : "\(partner) (\(key))"
    }

    private func block(_ heading: String, _ items: [String]) -> LetterBlock {
        guard !items.isEmpty else { return LetterBlock() }
        let left = items.count - Self.listed
        return LetterBlock(
            heading: texts(heading, ["count": forms.number(Int64(items.count))]),
            items: items.prefix(Self.listed)
                + (left > 0 ? [texts("operator.more", ["count": forms.number(Int64(left))])] : []))
    }

    private func sentence(_ deadline: OperatorDigest.Deadline) -> String {
        texts(
            "operator.deadline",
            [
                "letter": deadline.letter, "title": texts("title.\(deadline.kind.rawValue)").lowercasedFirst,
                "partner": deadline.partner, "deadline": forms.deadline(deadline.at),
            ])
    }

    private func sentence(_ letter: Letter) -> String {
        let key = [letter.login, letter.installation].compactMap(\.self).joined(separator: ", ")
        return texts(
            "operator.letter",
            [
                "title": texts("title.\(letter.kind.rawValue)"), "who": Self.who(letter.partner ?? key, key),
                "letter": letter.id,
            ])
    }

    private func sentence(_ finding: OperatorDigest.Sight) -> String {
        var values: [String: Any] = [
            "who": Self.who(finding.partner, finding.key), "points": String(finding.points),
            "what": texts("\(finding.rule.rawValue).name", ["quota": finding.quota ?? ""]),
        ]
        if !finding.route.isEmpty { values["route"] = finding.route }
        return texts("operator.finding", values)
    }

    /// What is told of a step; the letters that were drafted have a list of their own, and what the operator's people did
    /// themselves they know.
    private func sentence(_ news: OperatorDigest.News) -> String? {
        var values: [String: Any] = ["case": news.id, "partner": news.partner]
        switch news.step {
        case .opened: return texts("news.opened", values)
        case .reopened: return texts("news.reopened", values)
        case .withdrawn(let letter):
            values["letter"] = letter
            return texts("news.withdrawn", values)
        case .paused(let until):
            values["until"] = forms.date(until)
            return texts("news.paused", values)
        case .resolved: return texts("news.resolved", values)
        case .recorded(.bounced(let letter, let why)):
            (values["letter"], values["why"]) = (letter, why)
            return texts("news.bounced", values)
        case .recorded(.failed(let letter, _, let output)):
            (values["letter"], values["why"]) = (letter, output)
            return texts("news.failed", values)
        case .recorded(.answered(let text)):
            values["text"] = text
            return texts("news.answered", values)
        default: return nil
        }
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
