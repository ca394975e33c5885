internal import AccessLog

/// Every line in exactly one class.
struct LineTally: Sendable {
    static let places = 3

    var lines: Int64 = 0
    var identified: Int64 = 0
    var unidentified: Int64 = 0
    var outOfPeriod: Int64 = 0
    var late: Int64 = 0
    /// Late lines of a time that earlier runs have judged.
    var behind: Int64 = 0
    var directives: Int64 = 0
    var maxLateness: Int64 = 0
    /// Deliveries by push that arrived, and that did not.
    var delivered: Int64 = 0
    var failed: Int64 = 0
    private(set) var unreadable = [Int64](repeating: 0, count: UnreadableReason.allCases.count)
    private(set) var unreadablePlaces = [[String]](repeating: [], count: UnreadableReason.allCases.count)

    /// Counts a line that cannot be read.
    mutating func add(_ reason: UnreadableReason, file: String, line: Int64) {
        lines += 1
        let index = Int(reason.rawValue)
        unreadable[index] += 1
        if unreadablePlaces[index].count < Self.places { unreadablePlaces[index].append("\(file):\(line)") }
    }

    /// What has come since an earlier tally of the same lines; places are those of all.
    func since(_ before: LineTally) -> LineTally {
        var rest = self
        rest.lines -= before.lines
        rest.identified -= before.identified
        rest.unidentified -= before.unidentified
        rest.outOfPeriod -= before.outOfPeriod
        rest.late -= before.late
        rest.behind -= before.behind
        rest.directives -= before.directives
        rest.delivered -= before.delivered
        rest.failed -= before.failed
        for index in rest.unreadable.indices { rest.unreadable[index] -= before.unreadable[index] }
        return rest
    }

    /// Adds the lines of another input.
    mutating func add(_ other: LineTally) {
        lines += other.lines
        identified += other.identified
        unidentified += other.unidentified
        outOfPeriod += other.outOfPeriod
        late += other.late
        behind += other.behind
        directives += other.directives
        maxLateness = max(maxLateness, other.maxLateness)
        delivered += other.delivered
        failed += other.failed
        for index in unreadable.indices {
            unreadable[index] += other.unreadable[index]
            let room = Self.places - unreadablePlaces[index].count
            unreadablePlaces[index] += other.unreadablePlaces[index].prefix(room)
        }
    }
}
