/// Equal stretches of time that do not begin on round minutes.
///
/// Programs fire on round minutes and their clocks are a second off, so a border there would split one beat across two
/// slots at random. The border lies 137 s behind the hour for hours of 3,600 s, and in proportion for others.
struct Grid: Sendable, Equatable {
    /// Milliseconds of one block of twelve slots.
    let block: Int64
    /// Milliseconds of a slot.
    let slot: Int64
    private let offset: Int64

    /// The hours of every rule but B.
    static let hours = Grid(slotSeconds: 300)

    /// Blocks of twelve slots of so many seconds.
    init(slotSeconds: Int) {
        slot = Int64(slotSeconds) * 1000
        block = 12 * slot
        offset = Int64(137 * slotSeconds / 300) * 1000
    }

    /// The block that an instant lies in; its border belongs to the later one.
    func index(_ time: Int64) -> Int64 { (time - offset).floorDivided(by: block) }

    /// Where a block starts.
    func start(_ index: Int64) -> Int64 { index * block + offset }

    /// Where a block ends.
    func end(_ index: Int64) -> Int64 { start(index + 1) }

    /// The slot of an instant in its block, 0 to 11.
    func slotIndex(_ time: Int64, in index: Int64) -> Int { Int((time - start(index)) / slot) }
}

extension Int64 {
    /// Division that rounds down.
    func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    /// The remainder of rounding down, for a ring of so many places.
    func ringIndex(_ count: Int) -> Int {
        let remainder = Int(self % Int64(count))
        return remainder < 0 ? remainder + count : remainder
    }
}
