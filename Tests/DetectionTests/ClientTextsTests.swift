import AccessLog
import Testing

@testable import Detection

@Suite("Texts of clients")
struct ClientTextsTests {
    private let texts = ClientTexts()

    private func text(_ address: String, _ agent: [UInt8], hash: UInt64? = nil) -> (address: String, agent: String?) {
        let block = Array(address.utf8) + agent
        var event = RequestEvent()
        event.address = FieldRange(0..<address.utf8.count)
        event.agent = agent.isEmpty ? .none : FieldRange(address.utf8.count..<block.count)
        return texts.text(of: hash ?? event.client(in: block.span), event, block.span)
    }

    /// Hashes are no secret, so a partner could make a client with the hash of another's.
    @Test func clientsOfOneHashKeepTheirOwnTexts() {
        for _ in 0..<2 {
            #expect(text("192.0.2.1", Array("AlfaSync/2.3".utf8), hash: 7) == ("192.0.2.1", "AlfaSync/2.3"))
            #expect(text("192.0.2.1", Array("BetaSync/2.3".utf8), hash: 7) == ("192.0.2.1", "BetaSync/2.3"))
            #expect(text("192.0.2.9", Array("BetaSync/2.3".utf8), hash: 7) == ("192.0.2.9", "BetaSync/2.3"))
            #expect(text("192.0.2.9", [], hash: 7) == ("192.0.2.9", nil))
            #expect(text("", [], hash: 0) == ("", nil))
        }
    }

    @Test("texts are those that a line has, however often it comes", arguments: [0, 3, 300, 5000])
    func same(length: Int) {
        let agent = [UInt8](repeating: UInt8(ascii: "x"), count: length)
        for _ in 0..<3 {
            let found = text("2001:db8::7", agent)
            #expect(found.address == "2001:db8::7" && (found.agent ?? "").utf8.count == length)
        }
    }

    @Test func whatIsNoUTF8IsRepairedEachTime() {
        for _ in 0..<2 { #expect(text("192.0.2.1", [0x61, 0xFF]) == ("192.0.2.1", "a\u{FFFD}")) }
    }
}
