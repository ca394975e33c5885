internal import CMemory

/// What a ``FlatTable`` holds: a trivial value that carries its own hash and is empty when all of its bits are zero.
protocol FlatEntry: BitwiseCopyable {
    /// The identity; never 0, which marks an empty slot.
    var hash: UInt64 { get }
    /// A new entry.
    init(hash: UInt64)
    /// Whether most that is asked for is not there, so that a few bits tell it.
    static var isOftenMissing: Bool { get }
}

extension FlatEntry {
    static var isOftenMissing: Bool { false }
}

/// A table of trivial entries by their 64-bit hash: open addressing, linear probing, no removal but by rebuilding.
///
///     hash ─fold with the seed─► place: | part | … | slot |      parts are rebuilt one at a time, so growing a large
///                                                                 table never needs room for two of them
///
/// Slots are placed by the hash mixed with a seed of the process, so nobody can aim at one; results never depend on
/// places. Whoever owns the table calls ``makeRoom(for:keeping:)`` before inserting, which drops what is no longer needed
/// before a part grows: the size follows what is live, not what was ever seen.
@safe struct FlatTable<Entry: FlatEntry>: ~Copyable {
    /// One piece of the table: a power of two of slots.
    @unsafe private struct Part {
        var slots: UnsafeMutablePointer<Entry>
        var mask: Int
        var count = 0
        /// Where entries are often missing, four bits for each slot, some of which stand for an entry that is there: they lie closer
        /// together than the slots, in memory that is at hand.
        var bits: UnsafeMutablePointer<UInt64>?

        /// Says whether the entry of mixed bits may be there.
        @inline(__always)
        func mayHold(_ mixed: Int) -> Bool {
            guard let bits = unsafe bits else { return true }
            let bit = unsafe mixed & (4 * mask + 3)
            // Safe: there are four bits for each slot.
            return unsafe bits[bit >> 6] & (1 << UInt64(bit & 63)) != 0
        }

        @inline(__always)
        func mark(_ mixed: Int) {
            guard let bits = unsafe bits else { return }
            let bit = unsafe mixed & (4 * mask + 3)
            // Safe: as above.
            unsafe bits[bit >> 6] |= 1 << UInt64(bit & 63)
        }
    }

    private var parts: UnsafeMutablePointer<Part>
    /// What a part lay in before it was rebuilt, for the next one of the same size: pages that are there need not be asked for.
    private var spare: Part?
    /// Parts, a power of two, which is not shifted anew for each look at one.
    private let partCount: Int
    /// What places are mixed with; it may be set where the table is empty.
    var seed: UInt64
    /// Entries in use.
    private(set) var count = 0

    /// A table of two to the power of `partBits` parts.
    init(minimumCapacity: Int = 64, partBits: Int = 0) {
        partCount = 1 << partBits
        seed = UInt64.random(in: .min ... .max) | 1
        let capacity = max(16, minimumCapacity >> partBits).nextPowerOfTwo
        unsafe parts = .allocate(capacity: partCount)
        for index in 0..<partCount {
            // Safe: the index is below the number of parts allocated.
            unsafe (parts + index).initialize(
                to: Part(slots: Self.allocate(capacity), mask: capacity - 1, bits: Self.allocateBits(capacity)))
        }
    }

    deinit {
        // Safe: allocated in `init` or `rebuild`, used by nobody else; entries are trivial.
        for index in 0..<partCount { unsafe Self.free(parts[index]) }
        if let spare = unsafe spare { unsafe Self.free(spare) }
        unsafe parts.deallocate()
    }

    /// Empty slots, in the spare part if they fit.
    private mutating func takeSlots(_ capacity: Int) -> UnsafeMutablePointer<Entry> {
        guard let old = unsafe spare else { return unsafe Self.allocate(capacity) }
        unsafe spare = nil
        guard unsafe old.mask + 1 == capacity else {
            unsafe Self.free(old)
            return unsafe Self.allocate(capacity)
        }
        // Safe: the part has so many slots, and entries are trivial; its bits are nobody's any more.
        unsafe old.bits?.deallocate()
        unsafe UnsafeMutableRawPointer(old.slots).initializeMemory(
            as: UInt8.self, repeating: 0, count: capacity * MemoryLayout<Entry>.stride)
        return unsafe old.slots
    }

    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Entry> {
        guard let memory = unsafe abuse_scan_zeroed(capacity * MemoryLayout<Entry>.stride) else {
            preconditionFailure("no memory for a table")
        }
        // Safe: the memory is zeroed, aligned to a cache line and as long as the slots; entries are trivial.
        return unsafe memory.bindMemory(to: Entry.self, capacity: capacity)
    }

    private static func allocateBits(_ capacity: Int) -> UnsafeMutablePointer<UInt64>? {
        guard Entry.isOftenMissing else { return nil }
        let words = max(1, capacity / 16)
        let bits = UnsafeMutablePointer<UInt64>.allocate(capacity: words)
        // Safe: the memory is as long.
        unsafe bits.initialize(repeating: 0, count: words)
        return unsafe bits
    }

    private static func free(_ part: Part) {
        // Safe: the bits are the part's own.
        unsafe part.bits?.deallocate()
        // Safe: the slots were allocated with this length, and nobody uses them any more.
        unsafe abuse_scan_free(part.slots, (part.mask + 1) * MemoryLayout<Entry>.stride)
    }

    /// Slots of all parts.
    var capacity: Int {
        var sum = 0
        for index in 0..<partCount { sum += unsafe parts[index].mask + 1 }
        return sum
    }

    /// Bytes that the slots take.
    var size: Int { capacity * MemoryLayout<Entry>.stride }

    /// Asks for the line of `hash`, so that it is there when it is looked up a little later; where entries fill a line, those behind
    /// it are asked for as well, since it may have had to give way.
    @inline(__always)
    func prefetch(_ hash: UInt64, lines: Int = 1) {
        let place = place(hash)
        if Entry.isOftenMissing, let bits = unsafe parts[place.part].bits {
            // Safe: the mask keeps the bit inside; prefetching reads nothing.
            unsafe abuse_scan_prefetch(bits + (place.slot & (4 * parts[place.part].mask + 3)) >> 6)
        }
        // Safe: the mask keeps the slot inside the part; prefetching reads nothing.
        let slot = unsafe UnsafeRawPointer(parts[place.part].slots + (place.slot & parts[place.part].mask))
        for line in 0..<lines { unsafe abuse_scan_prefetch(slot + 64 * line) }
    }

    /// The slot of `hash`, or `nil`.
    @inline(__always)
    func find(_ hash: UInt64) -> Int? {
        let place = place(hash)
        let part = unsafe parts[place.part]
        if Entry.isOftenMissing, !(unsafe part.mayHold(place.slot)) { return nil }
        var slot = unsafe place.slot & part.mask
        while true {
            // Safe: the mask keeps the slot below the capacity.
            let found = unsafe part.slots[slot].hash
            if found == hash { return place.part << 48 | slot }
            if found == 0 { return nil }
            slot = unsafe (slot + 1) & part.mask
        }
    }

    /// Whether a slot, which may be of a table that was rebuilt since, or none at all, is that of `hash`, which is not 0.
    @inline(__always)
    func holds(_ hash: UInt64, at slot: Int) -> Bool {
        let (part, index) = (slot >> 48, slot & 0xffff_ffff_ffff)
        // Safe: the part was checked before, and the slot is checked before it is read.
        guard slot >= 0, part < partCount, unsafe index <= parts[part].mask else { return false }
        return unsafe parts[part].slots[index].hash == hash
    }

    /// The slot of `hash`, which is made if there is none. There must be room.
    @inline(__always)
    mutating func findOrInsert(_ hash: UInt64) -> (slot: Int, isNew: Bool) {
        let place = place(hash)
        let part = unsafe parts[place.part]
        var slot = unsafe place.slot & part.mask
        while true {
            // Safe: as in `find`; an empty slot exists, since no part is filled beyond three quarters.
            let found = unsafe part.slots[slot].hash
            if found == hash { return (place.part << 48 | slot, false) }
            if found == 0 { break }
            slot = unsafe (slot + 1) & part.mask
        }
        unsafe part.slots[slot] = Entry(hash: hash)
        if Entry.isOftenMissing { unsafe part.mark(place.slot) }
        unsafe parts[place.part].count += 1
        count += 1
        return (place.part << 48 | slot, true)
    }

    /// The entry of a slot that `find` or `findOrInsert` returned since the last rebuilding.
    @inline(__always)
    subscript(slot: Int) -> Entry {
        unsafeAddress {
            // Safe: checked by `pointer`.
            unsafe UnsafePointer(pointer(slot))
        }
        unsafeMutableAddress {
            // Safe: checked by `pointer`.
            unsafe pointer(slot)
        }
    }

    /// Where the entry of a slot lies until the next rebuilding.
    @inline(__always)
    @unsafe func address(_ slot: Int) -> UnsafeMutablePointer<Entry> { unsafe pointer(slot) }

    @inline(__always)
    private func pointer(_ slot: Int) -> UnsafeMutablePointer<Entry> {
        let (part, index) = (slot >> 48, slot & 0xffff_ffff_ffff)
        precondition(part >= 0 && part < partCount)
        // Safe: the part was checked above, the slot is checked here.
        precondition(unsafe index <= parts[part].mask)
        return unsafe parts[part].slots + index
    }

    /// Makes room for one more entry, which may be that of `hash`: drops what `isLive` refuses, and grows if that was not
    /// enough.
    @inline(__always)
    mutating func makeRoom(for hash: UInt64, keeping isLive: (Entry) -> Bool) {
        let part = place(hash).part
        // Safe: the part is one of those allocated.
        guard unsafe 4 * (parts[part].count + 1) > Self.fullest * (parts[part].mask + 1) else { return }
        rebuild(part, keeping: isLive)
    }

    /// Quarters of the slots that may be in use. Small entries are asked for in vain most of the time, which takes the longer the
    /// fuller the table is.
    private static var fullest: Int { MemoryLayout<Entry>.stride <= 16 ? 2 : 3 }

    /// Drops what `isLive` refuses everywhere.
    mutating func rebuild(keeping isLive: (Entry) -> Bool) {
        for part in 0..<partCount { rebuild(part, keeping: isLive) }
    }

    /// Makes an empty table as large as so many entries need.
    mutating func reserve(_ entries: Int) {
        for part in 0..<partCount { rebuild(part, atLeast: entries / partCount) { _ in true } }
    }

    /// Drops what `isLive` refuses from one part, and fits its capacity to the rest.
    @inline(never)
    private mutating func rebuild(_ part: Int, atLeast entries: Int = 0, keeping isLive: (Entry) -> Bool) {
        // Safe: the old slots are whole until they are freed below.
        let old = unsafe parts[part]
        let oldCapacity = unsafe old.mask + 1
        var live = 0
        for index in 0..<oldCapacity {
            let entry = unsafe old.slots[index]
            if entry.hash != 0, isLive(entry) { live += 1 }
        }
        live = max(live, entries)
        // At most four fifths of that, so that the next rebuilding is some way off.
        var capacity = max(16, live + 1).nextPowerOfTwo
        while 5 * (live + 1) > Self.fullest * capacity { capacity *= 2 }
        unsafe parts[part] = Part(slots: takeSlots(capacity), mask: capacity - 1, bits: Self.allocateBits(capacity))
        unsafe count -= old.count
        for index in 0..<oldCapacity {
            let entry = unsafe old.slots[index]
            if entry.hash != 0, isLive(entry) { self[findOrInsert(entry.hash).slot] = entry }
        }
        // Safe: nobody has the old slots any more; entries are trivial. A table of one part has no other that could use them.
        if partCount > 1, oldCapacity == capacity { unsafe spare = old } else { unsafe Self.free(old) }
    }

    /// Visits every entry, in no order that may reach a result.
    func forEach(_ body: (Entry) -> Void) {
        for part in 0..<partCount {
            // Safe: the slots up to the mask are allocated.
            for index in 0...(unsafe parts[part].mask) {
                let entry = unsafe parts[part].slots[index]
                if entry.hash != 0 { body(entry) }
            }
        }
    }

    @inline(__always)
    private func place(_ hash: UInt64) -> (part: Int, slot: Int) {
        let mixed = StableHash.fold(hash ^ seed, 0x9e37_79b9_7f4a_7c15)
        return (
            Int(truncatingIfNeeded: mixed >> 56) & (partCount - 1),
            Int(truncatingIfNeeded: mixed & 0x7fff_ffff_ffff)
        )
    }
}

extension Int {
    /// The smallest power of two that is not below.
    var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}

/// A hash and a number: an index into an array of states.
struct NumberedHash: FlatEntry {
    var hash: UInt64
    var value: Int64 = 0

    init(hash: UInt64) { self.hash = hash }
}
