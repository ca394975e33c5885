/// The offsets of one time zone from UTC.
///
/// The past is a table of transitions, the future a rule of the POSIX `TZ` form; either may be missing. Made from the bytes
/// of a TZif file (RFC 9636), or one of the zones built in. A value: no files, no clock, no locks.
public struct TimeZoneRules: Sendable {
    /// The zone's name, `Europe/Oslo`.
    public let name: String

    /// The instants at which the offset changes, seconds since 1970 UTC, ascending.
    let transitions: [Int64]
    /// The offset from the transition of the same position on, seconds east; as many as there are transitions.
    let offsets: [Int64]
    /// The offset before the first transition.
    let firstOffset: Int64
    /// The rule from the last transition on.
    let rule: PosixZoneRule?

    /// Makes a zone from its parts.
    init(name: String, transitions: [Int64] = [], offsets: [Int64] = [], firstOffset: Int64, rule: PosixZoneRule? = nil)
    {
        self.name = name
        self.transitions = transitions
        self.offsets = offsets
        self.firstOffset = firstOffset
        self.rule = rule
    }

    /// The offset that holds at an instant.
    ///
    /// - Parameter seconds: seconds since 1970 UTC.
    /// - Returns: seconds east of UTC.
    public func offset(atUTC seconds: Int64) -> Int64 {
        let following = firstTransition(after: seconds)
        if following == transitions.count, let rule { return rule.offset(atUTC: seconds) }
        return following == 0 ? firstOffset : offsets[following - 1]
    }

    /// The next instant after `seconds` at which the offset may change, or `nil` if none comes.
    func nextTransition(after seconds: Int64) -> Int64? {
        let following = firstTransition(after: seconds)
        return following < transitions.count ? transitions[following] : rule?.nextTransition(after: seconds)
    }

    /// The position of the first transition that lies after `seconds` (binary search).
    private func firstTransition(after seconds: Int64) -> Int {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
