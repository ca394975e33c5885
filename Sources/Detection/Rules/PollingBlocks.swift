/// The counted requests of one poll target in the last blocks, and which of these were regular.
struct PollingBlocks {
    /// What one block holds.
    struct Cell {
        var polls: Int64 = 0
        var changes: Int64 = 0
        var bytes: Int64 = 0
        var milliseconds: Int64 = 0
        /// 429 and 503.
        var refused: Int64 = 0
        /// 200, 203, 206 and 304.
        var good: Int64 = 0
        /// 304, and HEAD of any status.
        var conditional: Int64 = 0
        var notModified: Int64 = 0
        /// Deliveries of what is polled.
        var pushes: Int64 = 0
        /// Deliveries of anything to the key, and those that failed.
        var sent: Int64 = 0
        var failed: Int64 = 0
        /// Whether the log of deliveries was silent in it.
        var isSilent = false

        /// Polls that brought nothing which a push or the first of them did not.
        var avoidable: Int64 { max(0, polls - max(changes, pushes) - 1) }

        static func += (left: inout Cell, right: Cell) {
            left.polls += right.polls
            left.changes += right.changes
            left.bytes += right.bytes
            left.milliseconds += right.milliseconds
            left.refused += right.refused
            left.good += right.good
            left.conditional += right.conditional
            left.notModified += right.notModified
            left.pushes += right.pushes
        }

        /// Whether the block can tell a clock from people.
        var isEvaluable: Bool { 100 * refused <= polls && 2 * good >= polls && isPushWorking }
        /// Whether deliveries to the key arrived, as far as anybody can tell.
        var isPushWorking: Bool { !isSilent && 20 * failed <= sent }
    }

    /// Blocks in the window.
    let window: Int
    /// One bit a block, the newest is bit 0: regular by itself.
    private(set) var first: UInt64 = 0
    /// Regular as one of a pair.
    private(set) var second: UInt64 = 0
    /// Blocks in a row without a request.
    private(set) var idle = 0
    private var cells: [Cell]
    private var slots = InlineArray<12, UInt32>(repeating: 0)
    private var previousSlots = InlineArray<12, UInt32>(repeating: 0)
    private var previousIsEvaluable = false

    /// Requests and the sum of their squares by slot, of the block judged last and of it and the one before.
    struct Spread: Equatable {
        var requests: Int64 = 0
        var squares: Int64 = 0

        var isRegular: Bool { PollingRule.isRegular(requests: requests, squares: squares) }
    }

    /// The counts of the block judged last, in twelve slots.
    private(set) var alone = Spread()
    /// Those of it and the one before, in twelve slots of twice the length.
    private(set) var paired = Spread()
    /// Whether both of them can be judged.
    private(set) var canPair = false
    /// Whether the block before the one judged last is regular, for good.
    private(set) var previousIsRegular = false

    init(window: Int) {
        self.window = window
        // The block before the open one is asked for until its pair is settled.
        cells = [Cell](repeating: Cell(), count: max(2, window))
    }

    /// Blocks in the ring.
    var ring: Int { window }
    /// Regular blocks by each detector, and by either.
    var firstCount: Int { first.nonzeroBitCount }
    var secondCount: Int { second.nonzeroBitCount }
    var regular: UInt64 { first | second }

    /// Counts one request in the open block.
    mutating func count(slot: Int, block: Int64, _ request: Cell) {
        slots[slot] += 1
        cells[block.ringIndex(cells.count)] += request
    }

    subscript(block: Int64) -> Cell { cells[block.ringIndex(cells.count)] }

    /// Counts a delivery to the key in the open block.
    mutating func count(push isTouching: Bool, isDelivered: Bool, block: Int64) {
        let place = block.ringIndex(cells.count)
        cells[place].sent += 1
        cells[place].failed += isDelivered ? 0 : 1
        cells[place].pushes += isTouching && isDelivered ? 1 : 0
    }

    /// Judges the open block, in which the log of deliveries may have been silent.
    mutating func close(_ block: Int64, isSilent: Bool = false) {
        cells[block.ringIndex(cells.count)].isSilent = isSilent
        let cell = self[block]
        let isEvaluable = cell.isEvaluable
        let mask: UInt64 = window >= 64 ? .max : 1 << UInt64(window) - 1
        (alone, paired) = (spreadAlone, spreadPaired)
        canPair = isEvaluable && previousIsEvaluable
        previousIsRegular = regular & 1 != 0 || (canPair && paired.isRegular)
        first = (first << 1 | (isEvaluable && alone.isRegular ? 1 : 0)) & mask
        second = (second << 1) & mask
        if canPair, paired.isRegular { second = (second | 3) & mask }
        idle = cell.polls == 0 ? idle + 1 : 0
        previousSlots = slots
        previousIsEvaluable = isEvaluable
        slots = .init(repeating: 0)
    }

    /// Empties the place of the next block.
    mutating func open(_ block: Int64) { cells[block.ringIndex(cells.count)] = Cell() }

    private var spreadAlone: Spread {
        var spread = Spread()
        for index in 0..<12 {
            let count = Int64(slots[index])
            spread.requests += count
            spread.squares += count * count
        }
        return spread
    }

    private var spreadPaired: Spread {
        var spread = Spread()
        for index in 0..<6 {
            let before = Int64(previousSlots[2 * index]) + Int64(previousSlots[2 * index + 1])
            let now = Int64(slots[2 * index]) + Int64(slots[2 * index + 1])
            spread.requests += before + now
            spread.squares += before * before + now * now
        }
        return spread
    }
}

extension PollingBlocks: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&first)
        coder.code(&second)
        coder.code(&idle)
        coder.codeRing(&cells)
        for index in slots.indices { coder.code(&slots[index]) }
        for index in previousSlots.indices { coder.code(&previousSlots[index]) }
        coder.code(&previousIsEvaluable)
        coder.code(&alone)
        coder.code(&paired)
        coder.code(&canPair)
        coder.code(&previousIsRegular)
    }
}

extension PollingBlocks.Spread: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&requests)
        coder.code(&squares)
    }
}

extension PollingBlocks.Cell: StateElement {
    static var blank: Self { PollingBlocks.Cell() }

    /// Whether every number is zero, as in a block that nobody asked in.
    private var isEmpty: Bool {
        let few = polls | changes | bytes | milliseconds | refused | good | conditional | notModified
        return few | pushes | sent | failed == 0 && !isSilent
    }

    mutating func code(_ coder: inout StateCoder) {
        if !coder.isReading, isEmpty {
            _ = coder.passZeros(12)
            return
        }
        coder.code(&polls)
        coder.code(&changes)
        coder.code(&bytes)
        coder.code(&milliseconds)
        coder.code(&refused)
        coder.code(&good)
        coder.code(&conditional)
        coder.code(&notModified)
        coder.code(&pushes)
        coder.code(&sent)
        coder.code(&failed)
        coder.code(&isSilent)
    }
}
