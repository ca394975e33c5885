internal import AccessLog
internal import Detection
internal import Policy

/// What the stamps of a run mean: all lines stand on one axis of time, the starts of requests or their ends.
///
/// The policy's own word holds for all files, and no stamp is changed. Without it the axis is that of the ends, and a format
/// that is known to write starts is moved there by the request time; one that does not say counts as ends. So what a
/// file says does not depend on the files beside it, nor on runs before.
struct StampAxis {
    /// What a report says of it, `nil` where it goes without saying.
    let sentence: String?
    private let said: LogTime?

    /// Looks at the formats of the inputs that have lines.
    init(_ inputs: [PreparedInput], said: LogTime?) {
        self.said = said
        let formats = inputs.filter { !$0.isPush && $0.first != nil }.map(\.format)
        if let said {
            sentence = StampAxis.contradiction(said, formats)
            return
        }
        let starts = formats.filter { $0.stamp == .start }
        sentence =
            starts.isEmpty
            ? nil
            : "Stamps of \(StampAxis.names(starts)) are the start of requests and were moved to their end by the request "
                + "time; log_time in the policy leaves them as they are."
    }

    /// Whether the stamps of a format must be moved to the ends of requests.
    func moves(_ format: LogFormat) -> Bool { said == nil && format.stamp == .start }

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
