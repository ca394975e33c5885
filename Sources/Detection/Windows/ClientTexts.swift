internal import AccessLog

/// Address and agent of the clients that came last, so that one that comes again and again is made into text once.
final class ClientTexts {
    private static let size = 4096
    /// Bytes of a client that is remembered, at most.
    private static let longest = 256

    private struct Entry {
        var hash: UInt64 = 0
        var address = ""
        var agent: String?
    }

    private var entries = [Entry](repeating: Entry(), count: size)

    /// The texts of the client that an event comes from, and whose hash it has.
    func text(of client: UInt64, _ event: RequestEvent, _ block: Span<UInt8>) -> (address: String, agent: String?) {
        let place = Int(truncatingIfNeeded: client) & (Self.size - 1)
        let (address, agent) = (event.address.range, event.agent.range)
        // What one partner sends must never stand in what is said of another, so the texts are compared, not their hashes.
        if entries[place].hash == client, Self.isSame(entries[place].address, block, address),
            Self.isSame(entries[place].agent ?? "", block, agent)
        {
            return (entries[place].address, entries[place].agent)
        }
        let made = Entry(
            hash: client, address: Text.string(block, address), agent: agent.isEmpty ? nil : Text.string(block, agent))
        if address.count + agent.count <= Self.longest { entries[place] = made }
        return (made.address, made.agent)
    }

    private static func isSame(_ text: String, _ block: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard text.utf8.count == range.count else { return false }
        var index = range.lowerBound
        for byte in text.utf8 {
            if block[index] != byte { return false }
            index += 1
        }
        return true
    }
}
