/// Section `ledger`: how long a ledger keeps what runs leave behind.
public struct LedgerRetention: Sendable, Equatable {
    /// Everything but the history of cases, seconds.
    public var retention = 400 * 86_400
    /// Hourly roll-ups, seconds; older ones are folded into local days.
    public var keepHours = 92 * 86_400
    /// Sampled lines, by which an input that repeats another is told, seconds.
    public var keepSamples = 35 * 86_400
}

extension Sections {
    static let ledger = Section(
        standard: LedgerRetention(),
        settings: [
            .scalar("retention", \.retention, .kept, "How long all but the history of cases is kept"),
            .scalar("keep_hours", \.keepHours, .kept, "How long hourly sums are kept; older ones become daily sums"),
            .scalar("keep_samples", \.keepSamples, .kept, "How long an input that repeats another one is told"),
        ])
}

extension ScalarKind where Value == Int {
    fileprivate static var kept: ScalarKind { .seconds(86_400...3660 * 86_400) }
}
