import Detection

extension JSONText {
    /// The figures of `parallel_duplicates`.
    mutating func append(fieldsOf evidence: ParallelDuplicatesEvidence) {
        field("duplicates", evidence.duplicates)
        field("fetches", evidence.fetches)
        field("share_percent", evidence.sharePercent)
        append(windowFrom: evidence.windowStart, to: evidence.windowEnd)
    }
}
