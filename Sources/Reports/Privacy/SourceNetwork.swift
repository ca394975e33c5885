/// Client addresses as outputs show them: networks, unless the operator asks for addresses.
enum SourceNetwork {
    /// `192.0.2.0/24`, `2001:db8:1::/48`; text that is no address stays as it is. A port and a zone do not show; a list
    /// of addresses, as proxies make, is masked one by one.
    static func masked(_ address: String) -> String {
        guard address.utf8.contains(UInt8(ascii: ",")) else { return network(of: address) ?? address }
        let parts = address.split(separator: ",", omittingEmptySubsequences: false)
        return parts.map { part in
            let bare = String(part.drop { $0 == " " })
            return network(of: bare) ?? bare
        }.joined(separator: ", ")
    }

    private static func network(of text: String) -> String? {
        if let octets = octets(text) ?? portless(text).flatMap(octets) { return network(octets) }
        guard let groups = groups(unbracketed(text)) else { return nil }
        if groups.prefix(5).allSatisfy({ $0 == 0 }), groups[5] == 0xFFFF {
            return network([groups[6] >> 8, groups[6] & 255, groups[7] >> 8])
        }
        var head = groups.prefix(3)
        while head.last == 0 { head.removeLast() }
        return head.map { String($0, radix: 16) }.joined(separator: ":") + "::/48"
    }

    private static func network(_ octets: [UInt16]) -> String { "\(octets[0]).\(octets[1]).\(octets[2]).0/24" }

    /// `192.0.2.17:52100` without its port.
    private static func portless(_ text: String) -> String? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 && UInt16(parts[1]) != nil ? String(parts[0]) : nil
    }

    /// `[2001:db8::1]:443` and `fe80::1%eth0` without what is not the address.
    private static func unbracketed(_ text: String) -> String {
        var bare = text[...]
        if bare.hasPrefix("["), let close = bare.firstIndex(of: "]") {
            bare = bare[bare.index(after: bare.startIndex)..<close]
        }
        return String(bare.prefix { $0 != "%" })
    }

    private static func octets(_ text: String) -> [UInt16]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let octets = parts.compactMap { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt8(part).map(UInt16.init) : nil
        }
        return octets.count == 4 ? octets : nil
    }

    /// The eight groups of RFC 4291 text.
    private static func groups(_ text: String) -> [UInt16]? {
        guard let gap = firstGap(in: text) else {
            guard let all = plainGroups(text[...]), all.count == 8 else { return nil }
            return all
        }
        guard let head = plainGroups(text[..<gap.lowerBound]), let tail = plainGroups(text[gap.upperBound...]),
            head.count + tail.count < 8
        else { return nil }
        return head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
    }

    private static func firstGap(in text: String) -> Range<String.Index>? {
        var index = text.startIndex
        while let colon = text[index...].firstIndex(of: ":") {
            let next = text.index(after: colon)
            if next < text.endIndex, text[next] == ":" { return colon..<text.index(after: next) }
            index = next
        }
        return nil
    }

    private static func plainGroups(_ text: Substring) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, let octets = octets(String(part)) {
                groups += [octets[0] << 8 | octets[1], octets[2] << 8 | octets[3]]
            } else if (1...4).contains(part.utf8.count), let group = UInt16(part, radix: 16), part.first != "+" {
                groups.append(group)
            } else {
                return nil
            }
        }
        return groups
    }
}
