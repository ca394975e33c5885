/// One number of a rule against its limit, as `explain` shows it.
public struct Condition: Sendable, Equatable {
    /// How the number is compared.
    public enum Form: Sendable, Equatable {
        /// At least so many.
        case atLeast
        /// More than so many.
        case above
        /// A part of a whole, in percent rounded down: at least so many percent.
        case share(part: Int64, whole: Int64)
        /// A ratio in percent, rounded down: at least so many percent, for which so many more are missing.
        case ratio(missing: Int64)
        /// Hundredths, rounded up: at most so many.
        case atMost
    }

    /// The name in JSON, `excess`.
    public let name: String
    /// What is counted, `excess fetch`; of a share and a ratio, what there is too little of.
    public let singular: String
    /// What is counted, `excess fetches`.
    public let plural: String
    /// What a share is of beside its part, `other fetch`; else empty.
    public let other: String
    /// What a share is of beside its part, `other fetches`; else empty.
    public let others: String
    /// The number, in the unit of its form.
    public let value: Int64
    /// Its limit, in the same unit.
    public let limit: Int64
    /// How the two are compared.
    public let form: Form
    /// Whether the number is on the side of the limit that fires. A rounded share cannot tell.
    public let isMet: Bool

    /// How far the number has come to its limit, in thousandths; 1000 only where it is met.
    public var progress: Int64 {
        if isMet { return 1000 }
        let (part, whole) = form == .atMost ? (limit, value) : (value, limit)
        return max(0, min(999, Int64(clamping: Int128(1000) * Int128(part) / Int128(max(1, whole)))))
    }

    /// At least `limit` of something.
    static func count(
        _ name: String, _ singular: String, _ plural: String, _ value: Int64, atLeast limit: Int64
    ) -> Condition {
        Condition(
            name: name, singular: singular, plural: plural, other: "", others: "", value: value, limit: limit,
            form: .atLeast,
            isMet: value >= limit)
    }

    /// More than `limit` of something.
    static func count(
        _ name: String, _ singular: String, _ plural: String, _ value: Int64, above limit: Int64
    ) -> Condition {
        Condition(
            name: name, singular: singular, plural: plural, other: "", others: "", value: value, limit: limit,
            form: .above, isMet: value > limit)
    }

    /// At least `percent` percent of a whole.
    static func share(
        _ name: String, _ singular: String, _ plural: String, other: String, others: String, _ part: Int64,
        of whole: Int64,
        atLeast percent: Int
    ) -> Condition {
        Condition(
            name: name, singular: singular, plural: plural, other: other, others: others,
            value: Int64(clamping: Int128(100) * Int128(part) / Int128(max(1, whole))), limit: Int64(percent),
            form: .share(part: part, whole: whole),
            isMet: Int128(100) * Int128(part) >= Int128(percent) * Int128(whole))
    }

    /// A ratio in percent of which the rule knows what is missing, 0 where nothing is.
    static func ratio(
        _ name: String, _ singular: String, _ plural: String, _ percent: Int64, atLeast limit: Int64, missing: Int64
    ) -> Condition {
        Condition(
            name: name, singular: singular, plural: plural, other: "", others: "", value: percent, limit: limit,
            form: .ratio(missing: missing), isMet: missing == 0)
    }

    /// At most `limit` hundredths of what `numerator` over `denominator` is.
    static func atMost(
        _ name: String, _ what: String, _ numerator: Int64, over denominator: Int64, hundredths limit: Int64
    ) -> Condition {
        Condition(
            name: name, singular: what, plural: what, other: "", others: "",
            value: Int64(
                clamping: (Int128(100) * Int128(numerator) + Int128(denominator) - 1) / Int128(max(1, denominator))),
            limit: limit, form: .atMost,
            isMet: Int128(100) * Int128(numerator) <= Int128(limit) * Int128(denominator))
    }
}
