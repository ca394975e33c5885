import AccessLog
import ReferenceModel
import Testing

@testable import Detection

/// Resources with excess are an array of them with their texts, of which the eight worst are named.
@Suite struct ExcessResourcesTests {
    typealias Resource = RepeatedFetchEvidence.Resource

    /// Lists of all lengths, with few different numbers of excess so that texts decide, also through a snapshot.
    @Test(arguments: [0, 1, 7, 8, 9, 40, 256]) func theWorstAreNamed(count: Int) throws {
        var random = SeededGenerator(seed: UInt64(count))
        var resources = ExcessResources()
        var (plain, entries): ([Resource], [ResourceEntry]) = ([], [])
        for number in 0..<count {
            // Texts that begin alike, are empty or equal, or are ordered otherwise than their bytes.
            let text = ["", "/a", "/a/\(number)", "/å/\(number % 3)", "/a\u{30a}/1", "/\(1000 - number)"][number % 6]
            var entry = ResourceEntry(hash: UInt64(number) << 8 | 1)
            entry.first = UInt32(number + 1)
            #expect(resources.hasRoom)
            resources.list(&entry, target: Array(text.utf8).span)
            plain.append(
                Resource(
                    target: text, fetches: 0, excess: 0, bytes: 0, isUnchanged: true, first: Int64(number + 1) * 1000,
                    last: 0))
            entries.append(entry)
        }
        #expect(resources.hasRoom == (count < ExcessResources.most))
        for round in 0..<3 * count {
            let place = Int.random(in: 0..<count, using: &random)
            entries[place].fetches += 1
            entries[place].hasChanged = round % 5 == 0
            var event = RequestEvent()
            (event.time, event.bytes) = (Int64(round), Int64(round % 7))
            let isExcess = plain[place].excess < 2
            if isExcess { resources.note(entries[place], event) } else { resources.see(entries[place], event) }
            plain[place] = Resource(
                target: plain[place].target, fetches: Int64(entries[place].fetches),
                excess: plain[place].excess + (isExcess ? 1 : 0), bytes: event.bytes,
                isUnchanged: !entries[place].hasChanged, first: plain[place].first, last: event.time)
        }
        let sorted = plain.sorted { left, right in
            left.excess != right.excess ? left.excess > right.excess : left.target < right.target
        }
        let worst = Array(sorted.prefix(8))
        #expect(resources.worst.map(\.target) == worst.map(\.target))
        #expect(resources.worst.allSatisfy { plain.contains($0) })
        let copy = try StateCoder.read(StateCoder.write { $0.code(&resources) }.span) { coder in
            var copy = ExcessResources()
            coder.code(&copy)
            return copy
        }
        #expect(copy.worst.map(\.target) == worst.map(\.target))
        for entry in entries { #expect(copy.place(of: entry) == Int(entry.listed)) }
    }

    /// More resources than are listed, or hashes without any, are no state.
    @Test(arguments: [(3, 2), (257, 257)]) func damagedListsAreRefused(hashes: Int, resources: Int) throws {
        let bytes = StateCoder.write { coder in
            var (listed, known) = (
                [UInt64](repeating: 1, count: hashes), [Resource](repeating: .blank, count: resources)
            )
            coder.code(&listed, blank: { 0 }) { $1.codeHash(&$0) }
            coder.code(&known)
        }
        let isBroken = try StateCoder.read(bytes.span) { coder throws(SnapshotError) in
            var list = ExcessResources()
            coder.code(&list)
            return coder.isBroken
        }
        #expect(isBroken)
    }
}
