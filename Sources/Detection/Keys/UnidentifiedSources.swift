/// Lines without identity by source network: /24 for IPv4, /48 for IPv6; anything else by its text.
///
/// At most 4,096 networks are told apart (Misra–Gries): when they are used up, every count is lowered by one and the empty
/// ones make room, so a count is never too high.
struct UnidentifiedSources {
    private static let most = 4096
    private var counts: [UInt64: (network: String, lines: Int64)] = [:]

    /// Counts one line.
    mutating func count(_ address: Span<UInt8>) {
        let network = Self.networkLength(address)
        let hash = StableHash.hash(address.extracting(0..<network))
        if let known = counts[hash] {
            counts[hash] = (known.network, known.lines + 1)
            return
        }
        if counts.count >= Self.most {
            for key in Array(counts.keys) { counts[key]?.lines -= 1 }
            counts = counts.filter { $0.value.lines > 0 }
            return
        }
        counts[hash] = (Text.string(address, 0..<address.count), 1)
    }

    /// Bytes of the address that name its network.
    private static func networkLength(_ address: Span<UInt8>) -> Int {
        var separators = 0
        for index in address.indices {
            let byte = address[index]
            if byte == ASCII.dot || byte == ASCII.colon { separators += 1 }
            if separators == 3 { return index }
        }
        return address.count
    }

    /// Most lines first, then by text. The text is the first address seen of a network.
    var sorted: [(network: String, lines: Int64)] {
        counts.values.sorted { $0.lines != $1.lines ? $0.lines > $1.lines : $0.network < $1.network }
    }
}

extension UnidentifiedSources: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&counts, blank: { (0, ("", 0)) }) { hash, count, coder in
            coder.codeHash(&hash)
            coder.code(&count.network)
            coder.code(&count.lines)
        }
    }
}
