import AccessLog
import ReferenceModel
import Testing

@testable import Detection

/// A burst keeps its clients as bytes; a dictionary of the first sixteen must say the same.
@Suite("Clients of a burst") struct BurstClientsTests {
    private struct Client: Hashable {
        var address: String
        var agent: String
    }

    private static func sums(_ burst: BurstClients) -> [Client: UInt32] {
        var sums: [Client: UInt32] = [:]
        burst.forEach { hash, requests, text in
            let (address, agent) = text()
            sums[Client(address: hash == nil ? "others" : address, agent: agent ?? ""), default: 0] += requests
        }
        return sums
    }

    @Test("says what a dictionary says", arguments: [(2, 1), (16, 2), (40, 3), (40, 4)] as [(Int, UInt64)])
    func asADictionary(clients: Int, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var (burst, plain) = (BurstClients(), [Client: UInt32]())
        for _ in 0..<3000 {
            switch Int.random(in: 0..<100, using: &random) {
            case 0:
                burst.removeAll()
                plain = [:]
            case 1:
                burst = try StateCoder.read(StateCoder.write { $0.code(&burst) }.span) { coder in
                    var copy = BurstClients()
                    coder.code(&copy)
                    return copy
                }
            case 2...4: #expect(Self.sums(burst) == plain)
            default:
                let number = Int.random(in: 1...clients, using: &random)
                let agent = number % 5 == 0 ? "" : String(repeating: "å", count: number) + "/\(number)"
                let client = Client(address: "192.0.2.\(number % 7)", agent: agent)
                let block = Array((client.address + client.agent).utf8)
                var event = RequestEvent()
                event.address = FieldRange(0..<client.address.utf8.count)
                event.agent = FieldRange(client.address.utf8.count..<block.count)
                burst.count(event, block.span)
                let others = Client(address: "others", agent: "")
                let isNamed = plain[client] != nil || plain.keys.count { $0 != others } < 16
                plain[isNamed ? client : others, default: 0] += 1
            }
        }
        #expect(Self.sums(burst) == plain)
    }

    @Test("a state whose clients have no counts is refused")
    func countsMustBeThere() throws {
        var tally = ClientTally(hours: 1)
        tally.count(7, at: 0) { ("192.0.2.7", nil) }
        let bytes = StateCoder.write { $0.code(&tally) }
        // The same list of clients, with an empty list of counts behind it.
        let empty = StateCoder.write { coder in
            var (clients, counts, others, last, lastHash) = (1, [UInt32](), [UInt32(0)], 0, UInt64(0))
            var (hash, address, agent): (UInt64, String, String?) = (7, "192.0.2.7", nil)
            coder.codeCount(&clients)
            coder.codeHash(&hash)
            coder.code(&address)
            coder.code(&agent)
            coder.code(&counts)
            coder.codeRing(&others)
            coder.code(&last)
            coder.codeHash(&lastHash)
        }
        for (text, isRefused) in [(bytes, false), (empty, true)] {
            let isBroken = try StateCoder.read(text.span) { coder throws(SnapshotError) in
                var burst = BurstClients()
                coder.code(&burst)
                return coder.isBroken
            }
            #expect(isBroken == isRefused)
        }
    }
}
