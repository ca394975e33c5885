/// Finds what a field's path means: open addressing over the hash of the path, then the bytes themselves.
struct JSONFieldTable: Sendable {
    /// One name.
    struct Entry: Sendable {
        var hash: UInt64 = 0
        /// Where the name lies in ``JSONFieldTable/bytes``; empty in a free slot.
        var name = 0..<0
        var role = JSONRole.custom
        /// The position among the names of its role; the lowest that a line has wins.
        var rank: UInt8 = 0
        /// One bit for each of the four custom fields.
        var custom: UInt8 = 0
    }

    private var slots: [Entry]
    private var bytes: [UInt8] = []

    init(_ names: JSONFieldNames, customFields: [String]) {
        let count = names.names.values.reduce(customFields.count) { $0 + $1.count }
        var capacity = 64
        while capacity < count * 8 { capacity *= 2 }
        slots = Array(repeating: Entry(), count: capacity)
        for role in JSONRole.allCases {
            for (rank, name) in (names.names[role] ?? []).enumerated() {
                insert(name) { entry in
                    guard entry.role == .custom else { return }
                    entry.role = role
                    entry.rank = UInt8(min(rank, 254))
                }
            }
        }
        for (index, name) in customFields.prefix(4).enumerated() { insert(name) { $0.custom |= 1 << UInt8(index) } }
    }

    /// The hash of a key below its parent's; 0 is the parent of the outermost keys.
    @inline(__always)
    static func hash(_ key: Range<Int>, below parent: UInt64, _ bytes: Span<UInt8>) -> UInt64 {
        var head: UInt64 = 0
        var tail: UInt64 = 0
        if key.count >= 8 {
            head = ByteSearch.word(at: key.lowerBound, in: bytes)
            tail = ByteSearch.word(at: key.upperBound - 8, in: bytes)
        } else {
            head = ByteSearch.shortWord(at: key.lowerBound, count: key.count, in: bytes)
        }
        let mixed = (parent ^ head) &* 0x9E37_79B9_7F4A_7C15 ^ tail &* 0xC2B2_AE3D_27D4_EB4F ^ UInt64(key.count)
        return (mixed ^ mixed >> 29) &* 0xBF58_476D_1CE4_E5B9 | 1
    }

    /// The entry of the path that `keys` makes, the innermost key last.
    @inline(__always)
    func find(_ hash: UInt64, _ keys: InlineArray<8, FieldRange>, depth: Int, _ bytes: Span<UInt8>) -> Entry? {
        var slot = Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
        while slots[slot].hash != 0 {
            if slots[slot].hash == hash, spells(slots[slot].name, keys, depth: depth, bytes) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Whether a name is the keys with points between them; compared from the end.
    @inline(__always)
    private func spells(
        _ name: Range<Int>, _ keys: InlineArray<8, FieldRange>, depth: Int, _ block: Span<UInt8>
    ) -> Bool {
        var position = name.upperBound
        for level in stride(from: depth, through: 0, by: -1) {
            let key = keys[level].range
            guard position - name.lowerBound >= key.count else { return false }
            position -= key.count
            guard ByteSearch.isEqual(position, in: bytes.span, key.lowerBound, in: block, count: key.count) else {
                return false
            }
            if level == 0 { break }
            guard position > name.lowerBound, bytes[position - 1] == UInt8(ascii: ".") else { return false }
            position -= 1
        }
        return position == name.lowerBound
    }

    /// Enters a name as every path that it may spell: `a.b.c` is `{"a":{"b":{"c":…}}}`, `{"a.b.c":…}` and what lies between.
    private mutating func insert(_ name: String, _ change: (inout Entry) -> Void) {
        let start = bytes.count
        bytes += name.utf8
        let whole = start..<bytes.count
        if name.utf8.count(where: { $0 == UInt8(ascii: ".") }) <= 3 {
            return enterPaths(whole, whole, below: 0, change)
        }
        // A name of many points only as one key, and as one key a point.
        var path: UInt64 = 0
        var from = whole.lowerBound
        for index in whole where bytes[index] == UInt8(ascii: ".") {
            path = JSONFieldTable.hash(from..<index, below: path, bytes.span)
            from = index + 1
        }
        enter(JSONFieldTable.hash(from..<whole.upperBound, below: path, bytes.span), whole, change)
        enter(JSONFieldTable.hash(whole, below: 0, bytes.span), whole, change)
    }

    /// Enters all paths that the rest of a name may spell below a parent.
    private mutating func enterPaths(
        _ rest: Range<Int>, _ whole: Range<Int>, below parent: UInt64, _ change: (inout Entry) -> Void
    ) {
        enter(JSONFieldTable.hash(rest, below: parent, bytes.span), whole, change)
        for index in rest where bytes[index] == UInt8(ascii: ".") {
            let key = JSONFieldTable.hash(rest.lowerBound..<index, below: parent, bytes.span)
            enterPaths(index + 1..<rest.upperBound, whole, below: key, change)
        }
    }

    private mutating func enter(_ hash: UInt64, _ name: Range<Int>, _ change: (inout Entry) -> Void) {
        var slot = Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
        while slots[slot].hash != 0, slots[slot].hash != hash || !bytes[slots[slot].name].elementsEqual(bytes[name]) {
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot].hash = hash
        slots[slot].name = name
        change(&slots[slot])
    }
}
