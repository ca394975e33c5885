/// Takes an address out of texts: what is left names its network only (/24, /48).
struct AddressMask: Sendable {
    private let address: [UInt8]
    private let network: [UInt8]

    init(_ address: String) {
        self.address = Array(address.utf8)
        network = Array(Self.network(of: address).utf8)
    }

    /// `192.0.2.0` of `192.0.2.7`, `2001:db8:1::` of `2001:db8:1:2::3`; `-` of what is no address.
    private static func network(of address: String) -> String {
        let bytes = address.split(separator: ".", omittingEmptySubsequences: false)
        if bytes.count == 4, bytes.allSatisfy({ UInt8($0) != nil }) {
            return bytes.dropLast().joined(separator: ".") + ".0"
        }
        let parts = address.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        let groups = (parts.first ?? "").split(separator: ":")
        guard address.contains(":"), groups.allSatisfy({ UInt16($0, radix: 16) != nil }) else { return "-" }
        return groups.prefix(3).joined(separator: ":") + "::"
    }

    /// The text with every whole occurrence replaced, `nil` where there is none.
    func masked(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var (place, copied) = (0, 0)
        while place + address.count <= bytes.count {
            guard isOccurrence(bytes, place) else {
                place += 1
                continue
            }
            result += bytes[copied..<place] + network
            place += address.count
            copied = place
        }
        guard copied > 0 else { return nil }
        return String(decoding: result + bytes[copied...], as: UTF8.self)
    }

    private func isOccurrence(_ bytes: [UInt8], _ place: Int) -> Bool {
        guard bytes[place] == address[0], bytes[place..<place + address.count].elementsEqual(address) else {
            return false
        }
        let end = place + address.count
        return (place == 0 || !Self.isPart(bytes[place - 1])) && (end == bytes.count || !Self.isPart(bytes[end]))
    }

    /// Whether a byte may belong to a longer address.
    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): true
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
        default: false
        }
    }
}
