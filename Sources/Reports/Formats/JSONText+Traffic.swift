import Detection

extension JSONText {
    /// The figures of `closed_door`.
    mutating func append(fieldsOf evidence: ClosedDoorEvidence) {
        field("status", Int64(evidence.status))
        field("requests", evidence.requests)
        field("share_percent", evidence.sharePercent)
        field("bad_hours", evidence.badHours)
        append(windowFrom: evidence.windowStart, to: evidence.windowEnd)
    }
}
