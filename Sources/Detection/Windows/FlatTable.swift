/// What a ``FlatTable`` holds: a trivial value that carries its own hash.
protocol FlatEntry: BitwiseCopyable {
    /// The identity; never 0, which marks an empty slot.
    var hash: UInt64 { get }
    /// An empty slot.
    static var empty: Self { get }
    /// A new entry.
    init(hash: UInt64)
}

/// A table of trivial entries by their 64-bit hash: open addressing, linear probing, no removal but by rebuilding.
///
/// Slots are placed by the hash mixed with a seed of the process, so nobody can aim at one; results never depend on
/// places. Whoever owns the table calls ``makeRoom(keeping:)`` before inserting, which drops what is no longer needed
/// before it grows: the size follows what is live, not what was ever seen.
@safe struct FlatTable<Entry: FlatEntry>: ~Copyable {
    /// Entries in use.
    private(set) var count = 0
    private(set) var capacity: Int
    private var slots: UnsafeMutablePointer<Entry>
    private let seed: UInt64

    init(minimumCapacity: Int = 64) {
        capacity = max(16, minimumCapacity).nextPowerOfTwo
        seed = UInt64.random(in: .min ... .max) | 1
        unsafe slots = Self.allocate(capacity)
    }

    deinit {
        // Safe: allocated in `init` or `rebuild`, used by nobody else; entries are trivial.
        unsafe slots.deallocate()
    }

    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Entry> {
        let slots = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
        unsafe slots.initialize(repeating: .empty, count: capacity)
        return unsafe slots
    }

    /// The slot of `hash`, or `nil`.
    @inline(__always)
    func find(_ hash: UInt64) -> Int? {
        var slot = place(hash)
        while true {
            // Safe: `place` and the mask keep the slot below the capacity.
            let found = unsafe slots[slot].hash
            if found == hash { return slot }
            if found == 0 { return nil }
            slot = (slot + 1) & (capacity - 1)
        }
    }

    /// The slot of `hash`, which is made if there is none. There must be room.
    @inline(__always)
    mutating func findOrInsert(_ hash: UInt64) -> (slot: Int, isNew: Bool) {
        var slot = place(hash)
        while true {
            // Safe: as in `find`; an empty slot exists, since the table is never filled beyond three quarters.
            let found = unsafe slots[slot].hash
            if found == hash { return (slot, false) }
            if found == 0 { break }
            slot = (slot + 1) & (capacity - 1)
        }
        unsafe slots[slot] = Entry(hash: hash)
        count += 1
        return (slot, true)
    }

    /// The entry of a slot that `find` or `findOrInsert` returned since the last rebuilding.
    @inline(__always)
    subscript(slot: Int) -> Entry {
        get {
            precondition(slot >= 0 && slot < capacity)
            // Safe: checked above.
            return unsafe slots[slot]
        }
        set {
            precondition(slot >= 0 && slot < capacity)
            // Safe: checked above.
            unsafe slots[slot] = newValue
        }
    }

    /// Whether the next insertion would fill the table beyond three quarters.
    var isFull: Bool { 4 * (count + 1) > 3 * capacity }

    /// Makes room for one more entry: drops what `isLive` refuses, and grows if that was not enough.
    mutating func makeRoom(keeping isLive: (Entry) -> Bool) {
        guard isFull else { return }
        rebuild(keeping: isLive)
    }

    /// Drops what `isLive` refuses, and fits the capacity to the rest.
    mutating func rebuild(keeping isLive: (Entry) -> Bool) {
        var live = 0
        forEach { if isLive($0) { live += 1 } }
        let old = unsafe slots
        let oldCapacity = capacity
        capacity = max(64, 2 * live + 16).nextPowerOfTwo
        unsafe slots = Self.allocate(capacity)
        count = 0
        for index in 0..<oldCapacity {
            // Safe: the old slots are whole until they are freed below.
            let entry = unsafe old[index]
            if entry.hash != 0, isLive(entry) { self[findOrInsert(entry.hash).slot] = entry }
        }
        // Safe: nobody has the old slots any more; entries are trivial.
        unsafe old.deallocate()
    }

    /// Visits every entry, in no order that may reach a result.
    func forEach(_ body: (Entry) -> Void) {
        for index in 0..<capacity {
            // Safe: below the capacity.
            let entry = unsafe slots[index]
            if entry.hash != 0 { body(entry) }
        }
    }

    @inline(__always)
    private func place(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: StableHash.fold(hash ^ seed, 0x9e37_79b9_7f4a_7c15)) & (capacity - 1)
    }
}

extension Int {
    /// The smallest power of two that is not below.
    var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}

/// A hash and a number: an index into an array of states, or a time.
struct NumberedHash: FlatEntry {
    var hash: UInt64
    var value: Int64 = 0

    static var empty: NumberedHash { NumberedHash(hash: 0) }

    init(hash: UInt64) { self.hash = hash }
}
