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

    /// The figures of `wasteful_scan`; `scans` only for full scans, `limit` only for tiny pages.
    mutating func append(fieldsOf evidence: WastefulScanEvidence) {
        field("kind", evidence.kind.rawValue)
        if evidence.kind == .fullScans { field("scans", evidence.scans) }
        field("requests", evidence.requests)
        if evidence.kind == .tinyPages { field("limit", evidence.limit) }
        field("max_page", evidence.maxPage)
        field("saved_requests", evidence.saved)
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
