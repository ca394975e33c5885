import Detection

extension JSONText {
    /// The figures of `ignored_backoff`.
    mutating func append(fieldsOf evidence: IgnoredBackoffEvidence) {
        field("premature", evidence.premature)
        field("after_429", evidence.after429)
        field("after_503", evidence.after503)
        field("requests", evidence.requests)
        field("share_percent", evidence.sharePercent)
        field("bad_hours", evidence.badHours)
        append(windowFrom: evidence.windowStart, to: evidence.windowEnd)
    }

    /// The figures of `closed_door`.
    mutating func append(fieldsOf evidence: ClosedDoorEvidence) {
        field("status", Int64(evidence.status))
        field("requests", evidence.requests)
        field("share_percent", evidence.sharePercent)
        field("bad_hours", evidence.badHours)
        append(windowFrom: evidence.windowStart, to: evidence.windowEnd)
    }
}
