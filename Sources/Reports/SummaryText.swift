/// The account of a run for stderr: every line in exactly one class.
public enum SummaryText {
    private static let shownSources = 3
    private static let reasons = [
        "shape": "not of the file's format", "time": "without a readable time", "request": "with an unreadable request",
        "url": "with a URL over the limits", "too_long": "over the line limit",
    ]

    /// Plain sentences, wrapped at the options' width, without line ends.
    public static func render(_ summary: RunSummary, options: ReportOptions = .standard) -> [String] {
        let sentences =
            [read(summary), classes(summary), remainder(summary), unidentified(summary, options.showIP)]
            + unreadable(summary) + [secondPass(summary), late(summary), behind(summary)]
            + [
                summary.directives > 0
                    ? "\(counted(summary.directives, "blank line or directive", "blank lines and directives")) not counted."
                    : ""
            ]
            + [pushLog(summary), ledger(summary)] + replaced(summary) + problems(summary)
        return sentences.filter { !$0.isEmpty }.flatMap { sentence in
            Wrapping.lines(DisplayText.safe(sentence), width: options.width, hanging: 2)
        }
    }

    private static func ledger(_ summary: RunSummary) -> String {
        guard let note = summary.ledger else { return "" }
        let kept =
            note.isDryRun
            ? "Would be run \(note.run) of ledger \(note.path); nothing was written"
            : "Run \(note.run) of ledger \(note.path)"
        guard note.waiting > 0 else { return kept + "." }
        return "\(kept); \(counted(Int64(note.waiting), "line waits", "lines wait")) for later ones."
    }

    private static func replaced(_ summary: RunSummary) -> [String] {
        (summary.ledger?.replaced ?? []) + (summary.ledger?.warnings ?? [])
    }

    private static func read(_ summary: RunSummary) -> String {
        let size =
            summary.bytesInflated == summary.bytesRead
            ? Figures.bytes(summary.bytesRead)
            : "\(Figures.bytes(summary.bytesRead)), unpacked \(Figures.bytes(summary.bytesInflated))"
        let head = "Read \(counted(summary.lines, "line")) of \(counted(Int64(summary.files), "file")) (\(size.glued))"
        guard summary.elapsed > 0 else { return head + "." }
        let time = Figures.duration(milliseconds: Int64(clamping: summary.elapsed * 1000)).glued
        let rate = Int64(clamping: Double(summary.lines) / summary.elapsed)
        return "\(head) in \(time), \(Figures.short(rate).glued)\(Columns.glue)lines/s."
    }

    private static func classes(_ summary: RunSummary) -> String {
        let parts = [
            "\(number(summary.identified)) counted for \(counted(Int64(summary.keys), "key"))",
            "\(number(summary.unidentified)) unidentified", "\(number(summary.outOfPeriod)) out of the period",
            "\(number(unreadableLines(summary))) unreadable", "\(number(summary.late)) late",
        ]
        return parts.map(\.glued).joined(separator: ", ") + "."
    }

    private static func unreadableLines(_ summary: RunSummary) -> Int64 {
        summary.unreadable.reduce(0) { $0 + $1.lines }
    }

    /// Says so where the classes do not add up: then the program is wrong, and nobody should have to find out by adding.
    private static func remainder(_ summary: RunSummary) -> String {
        let known = summary.identified + summary.unidentified + summary.outOfPeriod + summary.late
        let rest = summary.lines - known - unreadableLines(summary)
        guard rest != 0 else { return "" }
        return "These classes do not add up to the lines read (\(number(rest)) differ): please report this as a fault."
    }

    private static func unidentified(_ summary: RunSummary, _ showIP: Bool) -> String {
        guard summary.unidentified > 0, !summary.unidentifiedSources.isEmpty else { return "" }
        var merged: [(network: String, lines: Int64)] = []
        for source in summary.unidentifiedSources {
            let network = showIP ? source.network : SourceNetwork.masked(source.network)
            if let index = merged.firstIndex(where: { $0.network == network }) {
                merged[index].lines += source.lines
            } else {
                merged.append((network, source.lines))
            }
        }
        merged.sort { $0.lines != $1.lines ? $0.lines > $1.lines : ByteOrder.precedes($0.network, $1.network) }
        let named = merged.prefix(shownSources).map { "\($0.network) (\(counted($0.lines, "line")))" }
        return "Most unidentified lines come from \(Figures.list(named)); they never lead to a notice."
    }

    private static func unreadable(_ summary: RunSummary) -> [String] {
        summary.unreadable.filter { $0.lines > 0 }.map { entry in
            let reason = reasons[entry.reason] ?? "unreadable (\(entry.reason))"
            let places = entry.places.isEmpty ? "" : ": " + entry.places.prefix(3).joined(separator: ", ")
            let hasMore = entry.lines > Int64(min(3, entry.places.count)) && !entry.places.isEmpty
            return "\(counted(entry.lines, "line")) \(reason)\(places)\(hasMore ? ", …" : "")."
        }
    }

    /// `8 lines came up to 47 min late; read twice with --lateness 47m.`
    private static func secondPass(_ summary: RunSummary) -> String {
        guard summary.isSecondPass else { return "" }
        let lines = summary.firstPassLate > 0 ? counted(summary.firstPassLate, "line") : "Lines"
        let late = Figures.duration(milliseconds: summary.maxLateness).glued
        return "\(lines) came up to \(late) late; read twice with "
            + "--lateness \(Figures.option(milliseconds: summary.lateness))."
    }

    private static func late(_ summary: RunSummary) -> String {
        let late = summary.late - summary.behind
        guard late > 0 else { return "" }
        let bound = Figures.duration(milliseconds: summary.lateness).glued
        let worst = Figures.duration(milliseconds: summary.maxLateness).glued
        let verb = late == 1 ? "was" : "were"
        return
            "\(counted(late, "line")) came more than \(bound) late (up to \(worst)) and \(verb) not counted; "
            + "raise --lateness to \(Figures.option(milliseconds: summary.maxLateness)), or read the log from a file."
    }

    /// `400 000 lines are of a time that earlier runs have judged, and were not counted; …`
    private static func behind(_ summary: RunSummary) -> String {
        guard summary.behind > 0 else { return "" }
        let verbs = summary.behind == 1 ? ("is", "was") : ("are", "were")
        return
            "\(counted(summary.behind, "line")) \(verbs.0) of a time that earlier runs have judged, and \(verbs.1) not counted; "
            + "to count them, begin a new ledger with all logs."
    }

    /// `Push log: 412 deliveries arrived, 3 failed; 2 lines unreadable: push.csv:7, push.csv:9.`
    private static func pushLog(_ summary: RunSummary) -> String {
        guard let log = summary.pushLog else { return "" }
        var parts = ["\(counted(log.delivered, "delivery", "deliveries")) arrived, \(number(log.failed)) failed"]
        if log.late > 0 { parts.append("\(number(log.late)) late") }
        if log.outOfPeriod > 0 { parts.append("\(number(log.outOfPeriod)) out of the period") }
        if log.unreadable > 0 {
            let places = log.unreadablePlaces.prefix(3).joined(separator: ", ")
            parts.append("\(counted(log.unreadable, "line")) unreadable: \(places)")
        }
        return "Push log: \(parts.joined(separator: "; "))."
    }

    private static func problems(_ summary: RunSummary) -> [String] {
        guard !summary.problems.isEmpty else { return [] }
        return ["\(counted(Int64(summary.problems.count), "problem")) with the input:"] + summary.problems
    }

    private static func number(_ value: Int64) -> String { Figures.grouped(value).glued }

    private static func counted(_ value: Int64, _ singular: String, _ plural: String? = nil) -> String {
        Figures.counted(value, singular, plural: plural).glued
    }
}
