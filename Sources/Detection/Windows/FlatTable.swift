internal import AccessLog
internal import CMemory

/// What a ``FlatTable`` holds: a trivial value that carries its own hash.
protocol FlatEntry: BitwiseCopyable {
    /// The identity.
    var hash: UInt64 { get }
    /// A new entry.
    init(hash: UInt64)
}

/// A table of trivial entries by their 64-bit hash: open addressing, linear probing, no removal but by rebuilding.
///
///     hash ─fold with the seed─► place and tag
///     tags     00 00 9d 41 00 e7 …   a byte for each place, 0 for an empty one: eight are looked at in one step, so that
///     numbers  ·  ·  2  0  ·  1      most often no entry is read but the one that is wanted, and none where nothing is there
///     entries  │ 0 │ 1 │ 2 │         one behind the other in the order in which they came, so that new ones share a page
///
/// Places follow from the hash mixed with a seed of the process, so nobody can aim at one; results never depend on
/// them. Whoever owns the table calls ``makeRoom(keeping:)`` before inserting, which drops what is no longer needed
/// before the table grows: the size follows what is live, not what was ever seen.
@safe struct FlatTable<Entry: FlatEntry>: ~Copyable {
    private var entries: UnsafeMutablePointer<Entry>
    /// A byte for each place, and behind the last the first few again, so that eight can be read from any place.
    private var tags: UnsafeMutablePointer<UInt8>
    /// The number of the entry by place.
    private var numbers: UnsafeMutablePointer<UInt32>
    /// The places, a power of two, less one.
    private var mask: Int
    /// Entries at which those that are no longer needed are dropped.
    private var limit: Int
    /// What places are mixed with; it may be set where the table is empty.
    var seed: UInt64
    /// Entries in use.
    private(set) var count = 0

    init(minimumCapacity: Int = 64) {
        seed = UInt64.random(in: .min ... .max) | 1
        let capacity = max(16, minimumCapacity).nextPowerOfTwo
        mask = capacity - 1
        limit = Self.room(capacity)
        unsafe entries = Self.bind(abuse_scan_aligned(Self.bytes(capacity)), Self.room(capacity))
        unsafe (tags, numbers) = Self.places(capacity)
    }

    deinit {
        // Safe: allocated in `init` or `fit`, used by nobody else; entries are trivial.
        unsafe abuse_scan_free(entries, Self.bytes(capacity))
        unsafe numbers.deallocate()
    }

    /// Entries that so many places are enough for.
    private static func room(_ capacity: Int) -> Int { capacity / 8 * 7 }

    private static func bytes(_ capacity: Int) -> Int { room(capacity) * MemoryLayout<Entry>.stride }

    private static func bind(_ memory: UnsafeMutableRawPointer?, _ room: Int) -> UnsafeMutablePointer<Entry> {
        guard let memory = unsafe memory else { preconditionFailure("no memory for a table") }
        // Safe: the memory is aligned to a cache line and as long as the entries, which are written before they are read.
        return unsafe memory.bindMemory(to: Entry.self, capacity: room)
    }

    /// Empty places: their numbers, and behind these in the same memory their tags.
    private static func places(_ capacity: Int) -> (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt32>) {
        let tags = capacity + TagWord.count
        // Safe: the memory is as long as both.
        let numbers = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity + tags / 4)
        let first = unsafe UnsafeMutableRawPointer(numbers + capacity).bindMemory(to: UInt8.self, capacity: tags)
        unsafe first.initialize(repeating: 0, count: tags)
        return unsafe (first, numbers)
    }

    /// Places of the table.
    var capacity: Int { mask + 1 }

    /// Asks for what tells where `hash` is, so that it is there when it is looked for a little later.
    @inline(__always)
    func prefetch(_ hash: UInt64) {
        let place = place(hash).first
        // Safe: the mask keeps the place inside; prefetching reads nothing.
        unsafe abuse_scan_prefetch(tags + place)
        unsafe abuse_scan_prefetch(numbers + place)
    }

    /// Asks for the entry of `hash`, as far as tags tell which it is.
    ///
    /// - Returns: its slot, -1 where there seems to be none; ``holds(_:at:)`` tells whether it is the one.
    @inline(__always)
    @discardableResult func expect(_ hash: UInt64) -> Int {
        var (place, tag) = place(hash)
        let wanted = ByteClass.eight(tag)
        while true {
            let word = word(place)
            let empty = ByteClass.zeros(word)
            let same = ByteClass.zeros(word ^ wanted) & ~empty & (empty &- 1)
            if same != 0 {
                // Safe: the mask keeps the place inside, and its tag says that there is a number; prefetching reads nothing.
                let slot = unsafe Int(numbers[(place + TagWord.first(same)) & mask])
                unsafe abuse_scan_prefetch(entries + slot)
                return slot
            }
            if empty != 0 { return -1 }
            place = (place + TagWord.count) & mask
        }
    }

    /// The slot of `hash`, or -1 and the first empty place of those where it might be.
    @inline(__always)
    private func seek(_ hash: UInt64, _ first: Int, _ tag: UInt8) -> (slot: Int, place: Int) {
        let wanted = ByteClass.eight(tag)
        var place = first
        while true {
            let word = word(place)
            let empty = ByteClass.zeros(word)
            // Those before the first empty one.
            var same = ByteClass.zeros(word ^ wanted) & ~empty & (empty &- 1)
            while same != 0 {
                // Safe: the mask keeps the place inside, and its tag says that there is the number of an entry.
                let slot = unsafe Int(numbers[(place + TagWord.first(same)) & mask])
                if unsafe entries[slot].hash == hash { return (slot, -1) }
                same &= same &- 1
            }
            if empty != 0 { return (-1, (place + TagWord.first(empty)) & mask) }
            place = (place + TagWord.count) & mask
        }
    }

    /// The slot of `hash`, or `nil`.
    @inline(__always)
    func find(_ hash: UInt64) -> Int? {
        let (first, tag) = place(hash)
        let slot = seek(hash, first, tag).slot
        return slot < 0 ? nil : slot
    }

    /// The entry in a slot, which may be from before a rebuilding, or none at all; it need not be the one that was looked for.
    @inline(__always)
    func peek(_ slot: Int) -> Entry? {
        // Safe: the slot is checked.
        slot >= 0 && slot < count ? unsafe entries[slot] : nil
    }

    /// Whether a slot, as of ``peek(_:)``, is that of `hash`.
    @inline(__always)
    func holds(_ hash: UInt64, at slot: Int) -> Bool {
        // Safe: the slot is checked.
        unsafe slot >= 0 && slot < count && entries[slot].hash == hash
    }

    /// The slot of `hash`, which is made if there is none. There must be room.
    @inline(__always)
    mutating func findOrInsert(_ hash: UInt64) -> (slot: Int, isNew: Bool) {
        let (first, tag) = place(hash)
        let (slot, place) = seek(hash, first, tag)
        if slot >= 0 { return (slot, false) }
        precondition(count < Self.room(capacity))
        // Safe: there is room for one more.
        unsafe entries[count] = Entry(hash: hash)
        mark(place, tag, count)
        count += 1
        // The next new ones lie behind it. Safe: prefetching reads nothing.
        unsafe abuse_scan_prefetch(entries + count + 7)
        return (count - 1, true)
    }

    /// Puts the number of an entry into a place.
    @inline(__always)
    private func mark(_ place: Int, _ tag: UInt8, _ number: Int) {
        // Safe: the place is inside, and behind the tag of the last one there are eight more.
        unsafe tags[place] = tag
        if place < TagWord.count { unsafe tags[capacity + place] = tag }
        unsafe numbers[place] = UInt32(truncatingIfNeeded: number)
    }

    /// The entry of a slot that `find` or `findOrInsert` returned since the last rebuilding.
    @inline(__always)
    subscript(slot: Int) -> Entry {
        unsafeAddress {
            // Safe: checked by `address`.
            unsafe UnsafePointer(address(slot))
        }
        unsafeMutableAddress {
            // Safe: checked by `address`.
            unsafe address(slot)
        }
    }

    /// Where the entry of a slot lies until the next rebuilding.
    @inline(__always)
    @unsafe func address(_ slot: Int) -> UnsafeMutablePointer<Entry> {
        precondition(slot >= 0 && slot < count)
        // Safe: checked above.
        return unsafe entries + slot
    }

    /// Makes room for one more entry: drops what `isLive` refuses, and grows if that was not enough.
    @inline(__always)
    mutating func makeRoom(keeping isLive: (Entry) -> Bool) {
        if count >= limit { rebuild(keeping: isLive) }
    }

    /// Makes an empty table as large as so many entries need.
    mutating func reserve(_ entries: Int) { fit(entries) }

    /// Drops what `isLive` refuses, moves the rest together, and has the table as large as that needs.
    @inline(never)
    mutating func rebuild(keeping isLive: (Entry) -> Bool) {
        var live = 0
        for number in 0..<count {
            // Safe: both are numbers of entries.
            guard unsafe isLive(entries[number]) else { continue }
            if live < number { unsafe entries[live] = entries[number] }
            live += 1
        }
        let isWhole = live == count
        count = live
        if !fit(live), !isWhole {
            // Safe: there are so many tags.
            unsafe tags.update(repeating: 0, count: capacity + TagWord.count)
            markAll()
        }
        // Half as many may come as stay, so that a rebuilding is worth it and what is over does not take much.
        limit = min(Self.room(capacity), live + live / 2 + 64)
    }

    /// Has as many places as so many entries need, unless it has about as many already: at most five eighths are taken, that the
    /// next rebuilding is some way off.
    ///
    /// - Returns: whether the places are others now.
    @discardableResult private mutating func fit(_ wanted: Int) -> Bool {
        let (old, new) = (capacity, max(16, (8 * wanted + 4) / 5 + 1).nextPowerOfTwo)
        guard new > old || 4 * new <= old else { return false }
        precondition(new <= 1 << 32, "more entries than can be numbered")
        // Safe: the memory is the table's own, and what is in use fits both sizes.
        unsafe entries = Self.bind(
            abuse_scan_resized(entries, count * MemoryLayout<Entry>.stride, Self.bytes(old), Self.bytes(new)),
            Self.room(new))
        unsafe numbers.deallocate()
        unsafe (tags, numbers) = Self.places(new)
        mask = new - 1
        limit = Self.room(new)
        markAll()
        return true
    }

    /// Gives every entry its place, where all are empty.
    private func markAll() {
        for number in 0..<count {
            // Safe: it is the number of an entry.
            var (place, tag) = unsafe place(entries[number].hash)
            while true {
                let empty = ByteClass.zeros(word(place))
                if empty != 0 {
                    mark((place + TagWord.first(empty)) & mask, tag, number)
                    break
                }
                place = (place + TagWord.count) & mask
            }
        }
    }

    /// Visits every entry, in an order that must not reach a result.
    func forEach(_ body: (Entry) -> Void) {
        // Safe: these are the numbers of entries.
        for number in 0..<count { unsafe body(entries[number]) }
    }

    /// The first place where a hash may be, and its tag, which is odd.
    @inline(__always)
    private func place(_ hash: UInt64) -> (first: Int, tag: UInt8) {
        let mixed = StableHash.fold(hash ^ seed, 0x9e37_79b9_7f4a_7c15)
        return (Int(truncatingIfNeeded: mixed) & mask, UInt8(truncatingIfNeeded: mixed >> 56) | 1)
    }

    /// The tags of eight places from one on.
    @inline(__always)
    private func word(_ place: Int) -> UInt64 {
        // Safe: behind the tag of the last place there are eight more.
        unsafe UInt64(littleEndian: UnsafeRawPointer(tags + place).loadUnaligned(as: UInt64.self))
    }
}

/// Eight tags in one number, the first in its lowest byte.
private enum TagWord {
    static var count: Int { 8 }

    /// The place of the first byte of which a bit is set.
    @inline(__always)
    static func first(_ bits: UInt64) -> Int { bits.trailingZeroBitCount &>> 3 }
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
