import Detection

extension JSONText {
    /// The figures of `fan_out`.
    mutating func append(fieldsOf evidence: FanOutEvidence) {
        field("fan_outs", evidence.fanOuts)
        field("mean_size", evidence.meanSize)
        field("requests", evidence.requests)
        field("share_percent", evidence.sharePercent)
        field("bulk_calls", evidence.bulkCalls)
        append(windowFrom: evidence.windowStart, to: evidence.windowEnd)
    }

    /// The figures of `parallel_duplicates`.
    mutating func append(fieldsOf evidence: ParallelDuplicatesEvidence) {
        field("duplicates", evidence.duplicates)
        field("fetches", evidence.fetches)
        field("share_percent", evidence.sharePercent)
        append(windowFrom: evidence.windowStart, to: evidence.windowEnd)
    }
}
