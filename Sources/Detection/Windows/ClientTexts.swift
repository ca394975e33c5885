internal import AccessLog

/// Address and agent of the clients that came last, so that one that comes again and again is made into text once.
final class ClientTexts {
    private static let size = 4096
    /// Bytes of a client that is remembered, at most.
    private static let longest = 256

    private struct Entry {
        var hash: UInt64 = 0
        /// Address and agent as sent, one behind the other.
        var bytes: [UInt8] = []
        var address = ""
        var agent: String?

        /// Whether it was made of these bytes.
        func isOf(_ address: Span<UInt8>, _ agent: Span<UInt8>) -> Bool {
            let known = bytes.span
            return known.count == address.count + agent.count && self.address.utf8.count == address.count
                && ByteOrder.compare(known.extracting(first: address.count), address) == 0
                && ByteOrder.compare(known.extracting(last: agent.count), agent) == 0
        }
    }

    private var entries = [Entry](repeating: Entry(), count: size)

    /// The texts of the client that an event comes from, and whose hash it has.
    func text(of client: UInt64, _ event: RequestEvent, _ block: Span<UInt8>) -> (address: String, agent: String?) {
        let place = Int(truncatingIfNeeded: client) & (Self.size - 1)
        let (address, agent) = (event.address.range, event.agent.range)
        // What one partner sends must never stand in what is said of another, so the texts are compared, not their hashes.
        if entries[place].hash == client, entries[place].isOf(block.extracting(address), block.extracting(agent)) {
            return (entries[place].address, entries[place].agent)
        }
        var made = Entry(
            hash: client, address: Text.string(block, address), agent: agent.isEmpty ? nil : Text.string(block, agent))
        if address.count + agent.count <= Self.longest, made.address.utf8.count == address.count {
            made.bytes.append(copying: block.extracting(address))
            made.bytes.append(copying: block.extracting(agent))
            entries[place] = made
        }
        return (made.address, made.agent)
    }
}
