import Detection

extension JSONText {
    /// The figures of `quota`; `period` and `projected` only for calendar ones.
    mutating func append(fieldsOf evidence: QuotaEvidence) {
        field("name", evidence.name)
        field("scope", evidence.scope.rawValue)
        field("per", evidence.per)
        if let period = evidence.period {
            field("period", period)
            field("projected", evidence.projected)
        }
        field("limit", evidence.limit)
        field("peak", evidence.peak)
        field("above", evidence.above)
        append(windowFrom: evidence.windowStart, to: evidence.windowEnd)
    }
}
