internal import AccessLog
internal import Detection
internal import Policy

/// What the stamps of one run mean: all lines are put on one axis of time, the starts of requests or their ends.
///
/// The policy's own word holds for all files. Without it, each format says what it knows; one that knows nothing has ends,
/// which is the policy's default. Where the files differ, those with starts are moved to the ends by the request time.
struct StampAxis {
    /// What stamps are once they are on the axis.
    let logTime: LogTime
    /// What a report says of it, `nil` where it goes without saying.
    let sentence: String?
    private let isMixed: Bool

    /// Looks at the formats of the inputs that have lines.
    ///
    /// - Parameters:
    ///   - inputs: the inputs.
    ///   - said: the policy's own word.
    ///   - kept: the axis of earlier runs with the same ledger.
    init(_ inputs: [PreparedInput], said: LogTime?, kept: LogTime? = nil) {
        let formats = inputs.filter { !$0.isPush && $0.first != nil }.map(\.format)
        let starts = formats.filter { $0.stamp == .start }
        if let said {
            logTime = said
            isMixed = false
            sentence = StampAxis.contradiction(said, formats)
            return
        }
        if kept == .start {
            (logTime, isMixed) = (.start, false)
            sentence = StampAxis.sentence(starts.isEmpty ? formats : starts, isMixed: false)
            return
        }
        isMixed = !starts.isEmpty && (starts.count < formats.count || kept == .end)
        logTime = !starts.isEmpty && !isMixed ? .start : .end
        sentence = starts.isEmpty ? nil : StampAxis.sentence(starts, isMixed: isMixed)
    }

    /// Whether the stamps of a format must be moved to the ends of requests.
    func moves(_ format: LogFormat) -> Bool { isMixed && format.stamp == .start }

    private static func sentence(_ starts: [LogFormat], isMixed: Bool) -> String {
        let who = names(starts)
        if isMixed {
            return
                "Stamps of \(who) are the start of requests and were moved to their end by the request time, as the other "
                + "files have it; log_time in the policy leaves all as they are."
        }
        return "Stamps are the start of requests, as \(who) has them; log_time in the policy overrides it."
    }

    private static func contradiction(_ said: LogTime, _ formats: [LogFormat]) -> String? {
        let others = formats.filter { $0.stamp.map { $0 == .start } == (said == .end) }
        guard !others.isEmpty else { return nil }
        let (ours, theirs) = said == .end ? ("end", "start") : ("start", "end")
        return
            "Stamps count as the \(ours) of requests by the policy's log_time, though those of \(names(others)) are the "
            + "\(theirs)."
    }

    private static func names(_ formats: [LogFormat]) -> String {
        Set(formats.map { $0.name.hasPrefix("apache:") ? "apache" : $0.name }).sorted().joined(separator: ", ")
    }
}
