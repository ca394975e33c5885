import Foundation

/// Header fields of a message (RFC 5322), with everything beside ASCII encoded (RFC 2047, RFC 2231). Control characters
/// become spaces, so that no text can begin a line of its own.
enum MailHeader {
    /// The most columns of a line (RFC 5322, 2.1.1).
    private static let width = 76
    /// Bytes of UTF-8 in one encoded word, so that it stays within 75 characters (RFC 2047, 2).
    private static let wordBytes = 42

    /// A field of free text.
    static func text(_ name: String, _ value: String) -> String {
        let clean = cleaned(value)
        return field(name, isPlain(clean) ? clean.split(separator: " ").map(String.init) : encodedWords(clean))
    }

    /// A field of addresses, one after the other.
    static func addresses(_ name: String, _ mailboxes: [(name: String?, address: String)]) -> String {
        var tokens: [String] = []
        for (index, mailbox) in mailboxes.enumerated() {
            let comma = index + 1 < mailboxes.count ? "," : ""
            if let shown = mailbox.name.map(cleaned), !shown.isEmpty {
                tokens += phrase(shown) + ["<\(mailbox.address)>\(comma)"]
            } else {
                tokens.append(mailbox.address + comma)
            }
        }
        return field(name, tokens)
    }

    /// A field of words that are ASCII already, folded between them.
    static func tokens(_ name: String, _ tokens: [String]) -> String { field(name, tokens) }

    /// The parameter `filename`, plain where it can be, else by RFC 2231.
    static func fileName(_ name: String) -> String {
        let clean = cleaned(name)
        let isToken = clean.utf8.allSatisfy { isLetterOrDigit($0) || "-_.".utf8.contains($0) }
        if isToken, !clean.isEmpty { return "filename=\"\(clean)\"" }
        let coded = clean.utf8.map { byte in
            isLetterOrDigit(byte) || "-_.".utf8.contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + byte.hexDigits.uppercased()
        }
        return "filename*=utf-8''" + coded.joined()
    }

    private static func field(_ name: String, _ tokens: [String]) -> String {
        var lines = [name + ":"]
        for token in tokens {
            let last = lines.count - 1
            if lines[last].utf8.count + 1 + token.utf8.count > width, lines[last] != name + ":" {
                lines.append(" " + token)
            } else {
                lines[last] += " " + token
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func phrase(_ text: String) -> [String] {
        guard isPlain(text) else { return encodedWords(text) }
        let isAtoms = text.utf8.allSatisfy { isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~ ".utf8.contains($0) }
        if isAtoms { return text.split(separator: " ").map(String.init) }
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        // A quoted text is one token, which would not fit a line.
        return escaped.utf8.count < width - 12 ? ["\"\(escaped)\""] : encodedWords(text)
    }

    /// Words of RFC 2047 in base64, cut between characters.
    private static func encodedWords(_ text: String) -> [String] {
        var words: [[UInt8]] = [[]]
        for character in text.unicodeScalars {
            let bytes = Array(String(character).utf8)
            if words[words.count - 1].count + bytes.count > wordBytes { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.filter { !$0.isEmpty }.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }
    }

    /// Short printable ASCII that nothing would take for an encoded word.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { 0x20...0x7E ~= $0 } && !text.contains("=?")
            && text.split(separator: " ").allSatisfy { $0.utf8.count < width - 10 }
    }

    private static func cleaned(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate: UnicodeScalar(" ")
            default: scalar
            }
        }
        var result = ""
        result.unicodeScalars.append(contentsOf: scalars)
        return result.split(separator: " ").joined(separator: " ")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
    }
}

/// An address of e-mail, checked so that it cannot hold another header or another recipient.
struct MailAddress {
    let local: String
    let domain: String

    var text: String { "\(local)@\(domain)" }

    /// Reads a plain address (RFC 5321, dot-atom and domain name), `nil` for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254 else { return nil }
        let atom = "!#$%&'*+-/=?^_`{|}~."
        let isLocal = !parts[0].isEmpty && parts[0].utf8.allSatisfy { Self.isWord($0) || atom.utf8.contains($0) }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        let isDomain = labels.allSatisfy { label in
            !label.isEmpty && label.utf8.allSatisfy { Self.isWord($0) || $0 == UInt8(ascii: "-") }
                && label.first != "-" && label.last != "-"
        }
        let dots = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard isLocal, isDomain, dots.allSatisfy({ !$0.isEmpty }) else { return nil }
        (local, domain) = (String(parts[0]), String(parts[1]))
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
    }
}
