import ReferenceModel
import Testing

@testable import Detection

/// Hot tables are dictionaries that forget what is over.
@Suite struct FlatTableTests {
    /// Entries of which half are over at any time, against a dictionary; what is dropped may be found until then.
    @Test func tablesAreDictionaries() {
        var random = SeededGenerator(seed: 9)
        var table = FlatTable<NumberedHash>(minimumCapacity: 16)
        var expected: [UInt64: Int64] = [:]
        for round in 0..<20_000 {
            let hash = (random.next() % 4_000 + 1) << 40 | 1
            table.makeRoom { $0.value > Int64(round) - 3_000 }
            let (slot, isNew) = table.findOrInsert(hash)
            let value = table[slot].value
            if !isNew { #expect(value == expected[hash]) }
            let (isHeld, guess) = (table.holds(hash, at: slot), table.expect(hash))
            let isGuessed = table.holds(hash, at: guess)
            #expect(isHeld && (guess == slot || !isGuessed))
            table[slot].value = Int64(round)
            expected[hash] = Int64(round)
        }
        for (hash, value) in expected where value > 17_000 {
            let slot = table.find(hash)
            #expect(slot.map { table[$0].value } == value)
        }
        #expect(table.capacity <= 16_384)
    }

    /// Many entries in one place, around the end of the table too: hashes are chosen that a known seed puts there.
    @Test(arguments: [0, 5, 250, 255]) func placesGiveWay(first: UInt64) {
        var table = FlatTable<NumberedHash>(minimumCapacity: 256)
        table.seed = 1
        let near = (1...UInt64(400_000)).filter {
            StableHash.fold($0 ^ 1, 0x9e37_79b9_7f4a_7c15) & 255 == first
        }.prefix(120)
        for (number, hash) in near.enumerated() {
            let slot = table.find(hash)
            #expect(slot == nil)
            table[table.findOrInsert(hash).slot].value = Int64(number)
        }
        #expect(table.capacity == 256 && near.count == 120)
        for (number, hash) in near.enumerated() {
            let value = table.find(hash).map { table[$0].value }
            #expect(value == Int64(number))
        }
        var seen: Set<UInt64> = []
        table.forEach { seen.insert($0.hash) }
        #expect(seen == Set(near))
    }

    /// What is refused is gone, what stays is found, and a table that had many gives its memory back.
    @Test func rebuildingKeepsWhatIsLive() {
        var table = FlatTable<NumberedHash>(minimumCapacity: 16)
        for hash in 1...UInt64(100_000) {
            table.makeRoom { _ in true }
            table[table.findOrInsert(hash).slot].value = Int64(hash)
        }
        let full = table.capacity
        table.rebuild { $0.value % 1000 == 0 }
        #expect(table.count == 100 && table.capacity < full / 100)
        for hash in 1...UInt64(100_000) {
            let value = table.find(hash).map { table[$0].value }
            #expect(value == (hash % 1000 == 0 ? Int64(hash) : nil))
        }
        table.rebuild { _ in false }
        let slot = table.find(1000)
        #expect(table.count == 0 && slot == nil)
    }

    /// Slots from before a rebuilding, or of no table at all, are told from those that hold.
    @Test func slotsOfOldAreNotTrusted() {
        var table = FlatTable<NumberedHash>(minimumCapacity: 16)
        for hash in 1...UInt64(8) { table[table.findOrInsert(hash).slot].value = Int64(hash) }
        let slot = table.find(8) ?? -1
        table.rebuild { $0.value < 8 }
        for (hash, slot) in [(8, slot), (1, -1), (1, .min), (1, 7), (1, .max)] {
            let (isHeld, entry) = (table.holds(UInt64(hash), at: slot), table.peek(slot))
            #expect(!isHeld && entry == nil)
        }
        let isGuessed = table.holds(8, at: table.expect(8))
        #expect(!isGuessed)
    }
}
