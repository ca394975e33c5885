/// `quota`: more requests or units than an agreement allows; ``text`` says when it fires.
struct QuotaRule: Sendable {
    static let text = RuleText(
        sentence: "So many units in the period, where the agreement allows so many: a count, not an accusation.",
        firesWhen: "The units of the period exceed the limit, at the stamp at which they do; all requests of one stamp "
            + "count together. At four fifths of the limit an observation starts.",
        doesNotFireWhen: "The API refused the requests (401, 429, 5xx): nobody pays for those. Exactly the limit is "
            + "allowed.",
        evidence: "The largest sum, the units above the limit, the period, and for a running calendar period where it "
            + "will end at the present rate.",
        defaults: "None: every quota is one of the policy.")

    let quota: Quota

    /// How long a sliding window must have stayed within the limit until the finding clears, milliseconds.
    static let calm: Int64 = 86_400_000

    /// Whether a sum breaks the limit.
    func fires(_ units: Int64) -> Bool { units > quota.limit }

    /// Whether a sum is near the limit: the 80 % letter.
    func isNear(_ units: Int64) -> Bool { 5 * units >= 4 * quota.limit }

    /// Whether a sum keeps an observation open: half of what starts it.
    func isStillNear(_ units: Int64) -> Bool { 5 * units >= 2 * quota.limit }

    /// The units of a stamp that lie above the limit, where `units` is the sum with them.
    func above(_ added: QuotaAmount, _ units: Int64) -> Int64 { max(0, min(added.units, units - quota.limit)) }

    /// What requests above the limit cost: all of a stamp, or their share where the limit was broken within it.
    func waste(_ added: QuotaAmount, above: Int64) -> Waste {
        func share(_ amount: Int64) -> Int64 {
            above == added.units ? amount : Int64(Int128(amount) * Int128(above) / Int128(max(1, added.units)))
        }
        return Waste(
            requests: share(added.requests), bytes: share(added.bytes), serverMilliseconds: share(added.milliseconds))
    }

    /// Where a calendar period will end at its present rate, once a quarter of it has passed.
    func projection(_ units: Int64, _ span: CalendarSpan, at last: Int64) -> Int64? {
        let elapsed = last - span.start
        guard last < span.end, elapsed > 0, 4 * elapsed >= span.end - span.start else { return nil }
        return units + Int64(Int128(units) * Int128(span.end - last) / Int128(elapsed))
    }

    func points(peak: Int64) -> Int {
        Points.points(observed: peak, threshold: quota.limit, confidence: 200)
    }
}

/// What one or more requests add.
struct QuotaAmount: Equatable {
    var units: Int64 = 0
    var requests: Int64 = 0
    var bytes: Int64 = 0
    var milliseconds: Int64 = 0

    static func += (left: inout QuotaAmount, right: QuotaAmount) {
        left.units += right.units
        left.requests += right.requests
        left.bytes += right.bytes
        left.milliseconds += right.milliseconds
    }
}

extension Waste {
    static func += (left: inout Waste, right: Waste) {
        left.requests += right.requests
        left.bytes += right.bytes
        left.serverMilliseconds += right.serverMilliseconds
    }
}

extension QuotaAmount: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&units)
        coder.code(&requests)
        coder.code(&bytes)
        coder.code(&milliseconds)
    }
}
