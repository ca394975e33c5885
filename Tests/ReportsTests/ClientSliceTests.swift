import Detection
import Testing

@testable import Reports

@Suite("The part of the clients that explains most")
struct ClientSliceTests {
    private func slice(_ clients: [(String?, String?, Int64)]) -> String {
        let shares = clients.enumerated().map {
            ClientShare(address: $1.0, agent: $1.1, requests: $1.2, since: Int64($0))
        }
        guard let slice = ClientSlice.smallest(of: shares, showIP: false) else { return "none" }
        return "\(slice.network ?? "*") \(slice.agent ?? "*") \(slice.requests) \(slice.sharePercent) % \(slice.since)"
    }

    @Test func oneNetworkWithOneAgentIsTheSmallest() {
        #expect(slice([("192.0.2.1", "A", 90), ("192.0.2.9", "B", 10)]) == "192.0.2.0/24 A 90 90 % 0")
        #expect(slice([("192.0.2.1", "A", 50), ("192.0.2.9", "A", 50)]) == "192.0.2.0/24 A 100 100 % 0")
    }

    @Test func elseOneNetworkOrOneAgent() {
        #expect(
            slice([("203.0.113.1", "C", 5), ("192.0.2.1", "A", 60), ("192.0.2.9", "B", 35)])
                == "192.0.2.0/24 * 95 95 % 1")
        #expect(slice([("192.0.2.1", "A", 60), ("203.0.113.9", "A", 35), ("192.0.2.1", "B", 5)]) == "* A 95 95 % 0")
    }

    @Test func whatIsBeyondThoseToldApartIsNeverPartOfIt() {
        #expect(slice([("192.0.2.1", "A", 89), (nil, nil, 11)]) == "none")
        #expect(slice([(nil, nil, 100)]) == "none")
        #expect(slice([]) == "none")
        #expect(slice([("192.0.2.1", "A", 89), ("203.0.113.9", "B", 11)]) == "none")
    }
}
