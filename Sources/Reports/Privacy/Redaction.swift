/// Takes secrets and personal text out of targets and agents before any output sees them; what is taken out reads `***`.
/// Masking is idempotent, and a volatile `*` stays.
public enum Redaction {
    /// What stands where something was.
    static let mask: [UInt8] = Array("***".utf8)
    /// Targets within targets are looked into so deep; deeper ones are masked whole.
    static let maxDepth = 3

    /// A request target, absolute or not: userinfo, values of secret and of personal parameters, and values and path
    /// segments that are e-mail addresses, phone numbers, national identity numbers or JWTs (RFC 7519).
    public static func target(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard mayHoldPersonalText(bytes) else { return text }
        return String(decoding: target(bytes, depth: 0), as: UTF8.self)
    }

    /// A route template: like a target, after its method.
    public static func route(_ text: String) -> String {
        guard let space = text.utf8.firstIndex(of: UInt8(ascii: " ")) else { return target(text) }
        return text[...space] + target(String(text[text.utf8.index(after: space)...]))
    }

    /// Cheap and coarse: whether there is any byte without which nothing can be masked.
    private static func mayHoldPersonalText(_ bytes: [UInt8]) -> Bool {
        var digits = 0
        var last: UInt8 = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: ";"), UInt8(ascii: "#"),
                UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: "&"):
                return true
            case UInt8(ascii: "y") where last == UInt8(ascii: "e"): return true
            case 0x30...0x39: digits += 1
            case UInt8(ascii: "/"): digits = 0
            default: break
            }
            if digits >= 8 { return true }
            last = byte
        }
        return false
    }

    static func target(_ bytes: [UInt8], depth: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        let path = authorityEnd(bytes, into: &result)
        let query = bytes[path...].firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? bytes.endIndex
        append(path: bytes[path..<query], to: &result, depth: depth)
        append(query: bytes[query...], to: &result, depth: depth)
        return result
    }

    /// Appends scheme and authority without the userinfo (RFC 3986, 3.2.1), and says where the path begins.
    private static func authorityEnd(_ bytes: [UInt8], into result: inout [UInt8]) -> Int {
        guard let start = authorityStart(bytes) else { return 0 }
        let end = bytes[start...].firstIndex { "/?#".utf8.contains($0) } ?? bytes.endIndex
        result += bytes[..<start]
        if let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")) {
            result += mask + bytes[at..<end]
        } else {
            result += bytes[start..<end]
        }
        return end
    }

    private static func authorityStart(_ bytes: [UInt8]) -> Int? {
        let slashes = bytes.firstIndex { "/?#".utf8.contains($0) } ?? bytes.endIndex
        guard slashes + 1 < bytes.count, bytes[slashes] == UInt8(ascii: "/"), bytes[slashes + 1] == bytes[slashes],
            slashes == 0 || bytes[slashes - 1] == UInt8(ascii: ":")
        else { return nil }
        let start = slashes + 2
        if slashes > 0 { return start }
        // A path may begin with two slashes as well: then it is one with an authority only if that has userinfo.
        return bytes[start...].prefix { $0 != UInt8(ascii: "/") }.contains(UInt8(ascii: "@")) ? start : nil
    }

    private static func append(path: ArraySlice<UInt8>, to result: inout [UInt8], depth: Int) {
        appendParts(of: path, to: &result, separators: "/;") { part in
            masked(pair: part, depth: depth)
        }
    }

    /// Also fragments; `;` and further `?` separate pairs as well, since some clients take them so.
    private static func append(query: ArraySlice<UInt8>, to result: inout [UInt8], depth: Int) {
        appendParts(of: query, to: &result, separators: "?#&;") { part in
            masked(pair: part, depth: depth)
        }
    }

    private static func appendParts(
        of bytes: ArraySlice<UInt8>, to result: inout [UInt8], separators: String,
        transform: (ArraySlice<UInt8>) -> [UInt8]
    ) {
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex { separators.utf8.contains($0) } ?? bytes.endIndex
            if end > start { result += transform(bytes[start..<end]) }
            if end < bytes.endIndex { result.append(bytes[end]) }
            start = end + 1
        }
    }

    /// One parameter, or one path segment; a bare value where there is no `=`.
    private static func masked(pair: ArraySlice<UInt8>, depth: Int) -> [UInt8] {
        guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else {
            return isPersonal(pair, name: [], depth: depth) ? mask : Array(pair)
        }
        let (name, value) = (pair[..<equals], pair[(equals + 1)...])
        let shownName = isPersonal(name, name: [], depth: depth) ? mask : Array(name)
        let shownValue = isPersonal(value, name: name, depth: depth) ? mask : Array(value)
        return shownName + [UInt8(ascii: "=")] + shownValue
    }

    private static func isPersonal(_ raw: ArraySlice<UInt8>, name: ArraySlice<UInt8>, depth: Int) -> Bool {
        guard !raw.isEmpty, !raw.elementsEqual("*".utf8), !raw.elementsEqual(mask) else { return false }
        let value = decoded(raw)
        let kind = name.isEmpty ? ParameterKind.plain : ParameterKind(name: decoded(name))
        return kind.masks(value) || PersonalText.isPersonal(value) || holdsPersonalTarget(value, depth: depth)
    }

    /// A target inside a value, `redirect=https%3A%2F%2Fhost%2F%3Ftoken%3D…`.
    private static func holdsPersonalTarget(_ value: [UInt8], depth: Int) -> Bool {
        guard value.contains(where: { "=?/".utf8.contains($0) }) else { return false }
        return depth >= maxDepth || target(value, depth: depth + 1) != value
    }
}
