internal import AccessLog
internal import Ledger

/// What a followed run begins with: every input that is there, and names at which nothing lies yet.
struct FollowStart {
    /// An input that is there.
    struct Input {
        let prepared: PreparedInput
        let entry: LedgerRun.Entry?
        /// Whether its form is known: it has a line already.
        let isUnderstood: Bool
    }

    private(set) var ledger: LedgerRun?
    private(set) var names: [String]
    private(set) var problems: [String]
    private(set) var hasFaults: Bool
    private(set) var lateness: Int64
    /// Files with lines, plain and packed.
    private(set) var files: [Input] = []
    /// Names of pipes, with their numbers.
    private(set) var pipes: [(name: String, ordinal: Int32, isPush: Bool, entry: LedgerRun.Entry?)] = []
    /// Names of plain files without a line, with their numbers.
    private(set) var empty: [(name: String, ordinal: Int32, isPush: Bool, entry: LedgerRun.Entry?)] = []
    /// Names at which nothing lies.
    private(set) var missing: [(name: String, isPush: Bool)] = []

    init(_ request: ScanRequest, _ options: ParserOptions, isStopped: () -> Bool) throws(ScanError) {
        var present = request
        present.inputs = request.inputs.filter { ByteSource.exists($0) || $0 == "-" }
        present.pushLogs = request.pushLogs.filter { ByteSource.exists($0) || $0 == "-" }
        missing =
            request.inputs.filter { !present.inputs.contains($0) }.map { ($0, false) }
            + request.pushLogs.filter { !present.pushLogs.contains($0) }.map { ($0, true) }
        if let use = request.ledger { ledger = try LedgerRun(use, present, isFollowing: true) }
        names = ledger?.names ?? present.names
        let others = Set(present.names.filter { ByteSource.isPipe($0) || FileProbe.status($0)?.size == 0 })
        let prepared = try Preparation(present, options, ledger, others: others, isStopped: isStopped)
        problems = prepared.problems + missing.map { "\($0.name): no such file yet; waiting for it" }
        hasFaults = prepared.hasFaults
        lateness = prepared.lateness
        let entries = Dictionary((ledger?.entries ?? []).compactMap { $0 }.map { ($0.ordinal, $0) }) { first, _ in first
        }
        for input in prepared.inputs {
            files.append(
                Input(
                    prepared: input, entry: entries[input.index],
                    isUnderstood: input.first != nil || input.guess != nil))
        }
        for (index, name) in present.names.enumerated() where others.contains(name) {
            let entry = ledger?.entries[index]
            if ledger != nil, entry == nil { continue }
            let place = (
                name: name, ordinal: entry?.ordinal ?? Int32(index), isPush: index >= present.inputs.count, entry: entry
            )
            if ByteSource.isPipe(name) { pipes.append(place) } else { empty.append(place) }
        }
    }
}
