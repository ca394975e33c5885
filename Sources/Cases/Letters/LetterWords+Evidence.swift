import AccessLog
import Detection

extension LetterWords {
    /// Sources and samples that a letter shows.
    private static let shownSources = 6
    private static let shownSamples = 5

    /// Part 4: the heading of the tables.
    var evidence: LetterBlock {
        var block = LetterBlock(heading: texts("heading.evidence"))
        let bounds = told.compactMap(\.inexact)
        block.paragraphs = bounds.prefix(1).map { texts("inexact", ["why": $0]) }
        if letter.kind == .resolved { return LetterBlock() }
        if block.paragraphs.isEmpty { block.paragraphs = told.prefix(1).map { name(of: $0) + ":" } }
        return block
    }

    func name(of finding: CaseFinding) -> String {
        let name = texts("\(finding.rule.rawValue).name", values(of: finding))
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// One table a finding; the name of the first stands above it already.
    func table(_ finding: CaseFinding) -> [LetterBlock] {
        let isFirst = finding.id == told.first?.id
        return [LetterBlock(paragraphs: isFirst ? [] : [name(of: finding) + ":"], rows: rows(of: finding))]
    }

    /// The picture: the score of each day against the limit.
    var picture: LetterBlock {
        guard letter.kind != .quota, !letter.days.isEmpty else { return LetterBlock() }
        let heading = texts("heading.picture", ["limit": String(DayMark.abuse)])
        return LetterBlock(heading: heading, bars: letter.days.map(bar))
    }

    private func bar(_ mark: DayMark) -> LetterBlock.Bar {
        let note =
            switch mark.verdict {
            case .uncovered: texts("picture.uncovered")
            case .fault: texts("picture.fault")
            case .exempt: texts("picture.exempt")
            case .abuse, .clean, .between: ""
            }
        return LetterBlock.Bar(
            label: forms.shortDate(mark.date), value: note.isEmpty ? String(mark.score) : "",
            percent: note.isEmpty ? max(0, min(100, mark.score)) : 0, isAbove: mark.verdict == .abuse, note: note)
    }

    /// The networks and agents that the calls came from.
    var sources: LetterBlock {
        var block = LetterBlock(heading: texts("heading.sources"))
        var seen: [String] = []
        for client in told.flatMap(\.clients).prefix(Self.shownSources) {
            let line = texts(
                "source",
                [
                    "network": client.network ?? texts("source.others"),
                    "agent": client.agent ?? texts("source.unknown"), "calls": forms.number(client.requests),
                ])
            if !seen.contains(line) { seen.append(line) }
        }
        block.items = seen
        return block
    }

    /// Lines that the partner can find in its own log.
    var samples: LetterBlock {
        let lines = told.prefix(1).flatMap { $0.samples.prefix(8) } + told.dropFirst().flatMap { $0.samples.prefix(2) }
        return LetterBlock(
            heading: texts("heading.samples", ["zone": calendar.zone.name]),
            samples: lines.prefix(told.count == 1 ? 8 : 8).map(sample))
    }

    private func sample(_ line: CaseFinding.Sample) -> LetterBlock.Sample {
        LetterBlock.Sample(
            stamp: forms.stamp(line.time), method: line.method, target: line.target, status: String(line.status),
            bytes: line.bytes.map { String($0) + LanguageForms.glue + "B" } ?? "",
            place: [line.file, String(line.line)].compactMap(\.self).joined(separator: ":"))
    }

    /// Parts 5 to 8: expected against seen, why it hurts, the fix and how to see it, what is not claimed.
    var explanations: [LetterBlock] {
        func words(_ part: String) -> [String] {
            var seen: [String] = []
            for finding in told {
                let text = texts("\(finding.rule.rawValue).\(part)", values(of: finding))
                if !seen.contains(text) { seen.append(text) }
            }
            return seen
        }
        return [
            LetterBlock(heading: texts("heading.expected"), paragraphs: words("expected")),
            LetterBlock(heading: texts("heading.hurts"), paragraphs: words("hurts")),
            LetterBlock(heading: texts("heading.fix"), paragraphs: words("fix") + words("check")),
            LetterBlock(
                heading: texts("heading.not_claimed"),
                paragraphs: words("not_claimed") + (letter.kind == .quota ? [] : [texts("not_claimed.general")])),
        ]
    }
}
