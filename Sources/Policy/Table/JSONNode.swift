/// A JSON value whose members keep their order.
indirect enum JSONNode: Sendable {
    case object([(name: String, value: JSONNode)])
    case array([JSONNode])
    case text(String)
    case integer(Int)
    case boolean(Bool)

    /// The value over several lines, two spaces a level; lists of single values stay on one line.
    func text(indent: Int = 0) -> String {
        switch self {
        case .object(let members) where members.isEmpty: "{}"
        case .object(let members):
            Self.block(
                "{", members.map { "\(Self.quoted($0.name)): \($0.value.text(indent: indent + 2))" }, "}", indent)
        case .array(let values) where values.allSatisfy(\.isSingle):
            "[" + values.map { $0.text() }.joined(separator: ", ") + "]"
        case .array(let values): Self.block("[", values.map { $0.text(indent: indent + 2) }, "]", indent)
        case .text(let text): Self.quoted(text)
        case .integer(let number): String(number)
        case .boolean(let flag): String(flag)
        }
    }

    private var isSingle: Bool {
        switch self {
        case .object, .array: false
        case .text, .integer, .boolean: true
        }
    }

    private static func block(_ open: String, _ lines: [String], _ close: String, _ indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return open + "\n" + lines.map { "\(margin)  \($0)" }.joined(separator: ",\n") + "\n\(margin)\(close)"
    }

    /// A string literal that is valid both as JSON and as a double-quoted text of YAML.
    static func quoted(_ text: String) -> String {
        "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\t": return "\\t"
        case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || isUnprintable(scalar):
            let hex = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: return String(scalar)
        }
    }

    /// Line separators, marks of direction and the byte order mark, which hide in a terminal or break a line.
    private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE...0xFFFF: true
        default: false
        }
    }
}

/// Writes single values in YAML.
enum YAMLText {
    /// The text as a plain scalar where every reader of YAML takes it for a text, also inside brackets; else in quotes.
    static func of(_ text: String) -> String {
        isPlain(text) ? text : JSONNode.quoted(text)
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, isLetter(first) || first == "_" else { return false }
        let words = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"]
        return text.last != " " && !words.contains(text.lowercased()) && text.unicodeScalars.allSatisfy(isSafe)
    }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        isLetter(scalar) || "0"..."9" ~= scalar || "_-./+@ ".unicodeScalars.contains(scalar)
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { "a"..."z" ~= scalar || "A"..."Z" ~= scalar }
}
