/// The blocks of one local day, for the points of that day.
struct PollingDay {
    /// The local day's start.
    var start = Int64.min
    var regularBlocks: Int64 = 0
    var regularPolls: Int64 = 0
    var polls: Int64 = 0
    var conditional: Int64 = 0
    /// Whether deliveries reached the key in a regular block, or the policy says that they do.
    var isPushActive = false
    /// The last regular block.
    var lastRegular = Int64.min

    /// Adds a block whose regularity is settled.
    mutating func add(_ cell: PollingBlocks.Cell, block: Int64, isRegular: Bool) {
        polls += cell.polls
        conditional += cell.conditional
        guard isRegular else { return }
        regularBlocks += 1
        regularPolls += cell.polls
        lastRegular = block
    }

    /// The points of the day: polls in a regular block against those that the shortest interval would make.
    var points: Int {
        guard regularBlocks > 0 else { return 0 }
        var confidence: Int64 = isPushActive ? 200 : 150
        if 5 * conditional >= 4 * polls { confidence /= 2 }
        return Points.points(observed: regularPolls, threshold: 12 * regularBlocks, confidence: confidence)
    }
}

extension PollingDay: StateElement {
    static var blank: Self { PollingDay() }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&start)
        coder.code(&regularBlocks)
        coder.code(&regularPolls)
        coder.code(&polls)
        coder.code(&conditional)
        coder.code(&isPushActive)
        coder.code(&lastRegular)
    }
}
