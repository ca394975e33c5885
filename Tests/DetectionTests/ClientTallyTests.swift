import AccessLog
import ReferenceModel
import Testing

@testable import Detection

/// The tally keeps the last clients' requests apart until they are asked for; a list that counts each at once must come to the same.
@Suite("Requests by client") struct ClientTallyTests {
    /// Sixteen places, given out as clients come, and again where nothing of a client is left.
    private struct Plain {
        var places: [(client: Int, counts: [Int64])] = []
        var others: [Int64]

        init(hours: Int) { others = [Int64](repeating: 0, count: hours) }

        mutating func count(_ client: Int, _ hour: Int) {
            if let place = places.firstIndex(where: { $0.client == client }) {
                places[place].counts[hour] += 1
            } else if places.count < 16 || places.contains(where: { $0.counts.allSatisfy { $0 == 0 } }) {
                var counts = [Int64](repeating: 0, count: others.count)
                counts[hour] = 1
                if places.count < 16 {
                    places.append((client, counts))
                } else if let idle = places.firstIndex(where: { $0.counts.allSatisfy { $0 == 0 } }) {
                    places[idle] = (client, counts)
                }
            } else {
                others[hour] += 1
            }
        }

        mutating func clear(_ hour: Int) {
            for place in places.indices { places[place].counts[hour] = 0 }
            others[hour] = 0
        }

        func sum(_ hour: Int) -> [String: Int64] {
            var sum: [String: Int64] = others[hour] > 0 ? ["others": others[hour]] : [:]
            for place in places where place.counts[hour] > 0 { sum["client \(place.client)"] = place.counts[hour] }
            return sum
        }
    }

    private static func sum(_ tally: ClientTally, _ hour: Int) -> [String: Int64] {
        var sum = ClientSum()
        tally.add(hour, from: 0, to: &sum)
        return Dictionary(uniqueKeysWithValues: sum.sorted.map { ($0.address ?? "others", $0.requests) })
    }

    @Test("counts what a plain list counts", arguments: [(1, 3, 1), (1, 40, 2), (4, 3, 3), (4, 6, 4), (25, 30, 5)])
    func asAPlainList(hours: Int, clients: Int, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var (tally, plain) = (ClientTally(hours: hours), Plain(hours: hours))
        var hour = 0
        for _ in 0..<5000 {
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<4:
                hour = (hour + 1) % hours
                tally.clear(hour)
                plain.clear(hour)
            case 4:
                for hour in 0..<hours { #expect(Self.sum(tally, hour) == plain.sum(hour)) }
            case 5:
                let copy = try? StateCoder.read(StateCoder.write { $0.code(&tally) }.span) { coder in
                    var copy = ClientTally(hours: hours)
                    coder.code(&copy)
                    return copy
                }
                tally = copy ?? tally
                #expect(copy != nil)
            default:
                // Some come more often than others.
                let drawn = (0..<2).map { _ in Int.random(in: 1...clients, using: &random) }
                let client = min(drawn[0], drawn[1])
                tally.count(UInt64(client), at: hour) { ("client \(client)", nil) }
                plain.count(client, hour)
            }
        }
        for hour in 0..<hours { #expect(Self.sum(tally, hour) == plain.sum(hour)) }
    }
}
