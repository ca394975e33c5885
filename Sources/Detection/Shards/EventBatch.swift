internal import CMemory
internal import Synchronization

/// Requests of several blocks in canonical order, by the places where they lie.
///
/// What was merged waits here until there is enough of it: memory is asked for ahead whichever files the requests are of, and
/// shards have something to do.
@safe public struct EventBatch: ~Copyable {
    /// Where one request lies.
    @safe struct Reference: BitwiseCopyable, Sendable {
        // Safe: what lies there is written by nobody as long as there are references to it.
        nonisolated(unsafe) fileprivate let place: UnsafePointer<RequestEvent>
        /// The number of the block that its texts lie in.
        let source: UInt32
        /// What is to be done with it.
        var role = Role.judge

        /// What a request means to who takes it.
        enum Role: UInt8, BitwiseCopyable {
            /// All rules take it.
            case judge
            /// A write somewhere, which touches the root.
            case touchRoot
            /// A write to the root, which touches everything.
            case touchAll
        }

        /// The request, where it lies.
        @inline(__always)
        var event: RequestEvent {
            unsafeAddress {
                // Safe: the batch holds the events as long as there are references to them.
                unsafe place
            }
        }

        /// Asks for the request's cache lines, but for the one that custom fields may reach into.
        @inline(__always)
        func prefetch() {
            // Safe: prefetching reads nothing.
            let start = unsafe UnsafeRawPointer(place)
            for line in 0..<4 { unsafe abuse_scan_prefetch(start + 64 * line) }
        }

        @inline(__always)
        fileprivate init(_ place: UnsafePointer<RequestEvent>, source: UInt32) {
            unsafe self.place = place
            self.source = source
        }

        /// The same for another purpose.
        func with(_ role: Role) -> Reference {
            var changed = self
            changed.role = role
            return changed
        }
    }

    /// Where the requests of a block lie, their order, their texts, and the number of their file.
    @safe struct Source: BitwiseCopyable, Sendable {
        // Safe: here and below, the batch holds what it was given until it is cleared, and nobody writes to it.
        nonisolated(unsafe) fileprivate let events: UnsafeBufferPointer<RequestEvent>
        nonisolated(unsafe) fileprivate let order: UnsafeBufferPointer<UInt32>
        nonisolated(unsafe) let text: UnsafeBufferPointer<UInt8>
        let file: Int32
    }

    /// Requests that it takes.
    public let capacity: Int
    /// Tells it from all others, and from those that it was before.
    public private(set) var number = nextNumber
    private static let numbers = Atomic(0)
    private static var nextNumber: Int { numbers.wrappingAdd(1, ordering: .relaxed).newValue }

    private(set) var references: [Reference] = []
    private(set) var sources: [Source] = []
    /// What holds the blocks meanwhile.
    private var owners: [(events: [RequestEvent], order: [UInt32], bytes: [UInt8])] = []

    /// Makes an empty one.
    public init(capacity: Int) {
        self.capacity = max(1, capacity)
        references.reserveCapacity(self.capacity)
    }

    /// Requests that wait.
    public var count: Int { references.count }
    /// Whether it takes no more.
    public var isFull: Bool { references.count == capacity }

    /// Takes a block, from which requests are to be added until the batch is cleared.
    ///
    /// - Parameters:
    ///   - events: the requests as they lie in the block.
    ///   - order: their places in canonical order.
    ///   - bytes: what their texts lie in.
    ///   - file: the input's place in the list of names, for examples.
    /// - Returns: the number that the block has until then.
    public mutating func addSource(_ events: [RequestEvent], order: [UInt32], _ bytes: [UInt8], file: Int32) -> Int {
        // Safe: the arrays are held here until nothing refers to them; whoever else would write to one gets a copy.
        unsafe events.withUnsafeBufferPointer { events in
            unsafe order.withUnsafeBufferPointer { order in
                unsafe bytes.withUnsafeBufferPointer { bytes in
                    unsafe sources.append(Source(events: events, order: order, text: bytes, file: file))
                }
            }
        }
        owners.append((events, order, bytes))
        return sources.count - 1
    }

    /// Adds requests of a block, as far as there is room.
    ///
    /// - Parameters:
    ///   - range: which requests, by their places in the block's order.
    ///   - source: the block's number.
    /// - Returns: how many were taken.
    public mutating func add(_ range: Range<Int>, of source: Int) -> Int {
        let taken = min(range.count, capacity - references.count)
        let block = sources[source]
        // Safe: here and below, the counts are asked for, and the places are checked by them.
        unsafe precondition(range.lowerBound >= 0 && range.upperBound <= block.order.count)
        guard let first = unsafe block.events.baseAddress else { return 0 }
        for place in range.lowerBound..<range.lowerBound + taken {
            let index = unsafe Int(block.order[place])
            unsafe precondition(index < block.events.count)
            unsafe references.append(Reference(first + index, source: UInt32(source)))
        }
        return taken
    }

    /// Lets go of all requests and their blocks.
    public mutating func clear() {
        references.removeAll(keepingCapacity: true)
        sources.removeAll(keepingCapacity: true)
        owners.removeAll(keepingCapacity: true)
        number = Self.nextNumber
    }
}
