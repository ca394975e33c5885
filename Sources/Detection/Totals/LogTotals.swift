/// What the groups of a log share: sums over all keys by minute and hour, and how far the log goes. Whoever holds one group
/// alone cannot know them.
///
/// Totals of parts of a log add up to those of the whole, in any order; so any engine that sums, takes the least and the
/// largest can add them.
public struct LogTotals: Sendable, Equatable {
    /// What is summed.
    public enum Kind: String, Sendable, CaseIterable {
        /// Lines by minute: requests, answers 5xx, lines without a request time, milliseconds within the minute; the first and
        /// the last stamp, also of lines that tell no more than their stamp.
        case minute = "m"
        /// Milliseconds that requests with stamps in other minutes were worked on in a minute.
        case beyond = "b"
        /// Watched requests of keys by hour of the grid, and how many met 5xx.
        case hour = "h"
        /// Deliveries by push that arrived, by minute, and the first and the last of them. A sum of
        /// 0 says that there is a log of deliveries.
        case push = "p"
        /// Writes by second: the first stamp, and when the last of them ended. Everything lies below the root, so they touch it.
        case write = "w"
        /// Writes to the root itself by millisecond: when the last of them ended. They touch everything.
        case root = "r"
        /// What became of the lines that were read: all of them, those that could not be read, those outside the period, and
        /// records. Its place is a number for the policy that they were prepared with.
        case lines = "n"
    }

    /// One sum.
    public struct Row: Sendable, Equatable {
        /// Up to four sums.
        public var sums = InlineSums()
        /// The first stamp, milliseconds since 1970 UTC; 0 where no line is counted.
        public var first: Int64 = 0
        /// The last stamp.
        public var last: Int64 = 0
        /// Whether there are stamps.
        public var hasStamps: Bool { first != 0 || last != 0 }

        /// Nothing.
        public init() {}

        mutating func see(_ time: Int64) {
            first = hasStamps ? min(first, time) : time
            last = max(last, time)
        }

        mutating func add(_ other: Row) {
            sums.add(other.sums)
            guard other.hasStamps else { return }
            see(other.first)
            see(other.last)
        }
    }

    /// Four sums by value.
    public struct InlineSums: Sendable, Equatable {
        /// The first sum.
        public var a: Int64 = 0
        /// The second sum.
        public var b: Int64 = 0
        /// The third sum.
        public var c: Int64 = 0
        /// The fourth sum.
        public var d: Int64 = 0

        /// Zeros.
        public init() {}

        mutating func add(_ other: InlineSums) {
            a += other.a
            b += other.b
            c += other.c
            d += other.d
        }
    }

    private var tables: [Kind: [Int64: Row]] = [:]

    /// No lines.
    public init() {}

    /// Whether nothing was counted, not even that there are no lines.
    public var isEmpty: Bool { tables.values.allSatisfy(\.isEmpty) }

    /// Whether there is a log of deliveries by push.
    public var hasPushLog: Bool { tables[.push] != nil }

    /// Adds a sum to that of its kind and place, a number of minutes or hours.
    public mutating func add(_ row: Row, _ kind: Kind, at place: Int64) {
        tables[kind, default: [:]][place, default: Row()].add(row)
    }

    /// The sums of a kind in the order of their places.
    public func rows(_ kind: Kind) -> [(place: Int64, row: Row)] {
        (tables[kind] ?? [:]).map { (place: $0.key, row: $0.value) }.sorted { $0.place < $1.place }
    }
}
