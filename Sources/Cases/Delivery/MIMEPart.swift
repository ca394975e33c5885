import Foundation

/// A file that goes with a message.
public struct MailFile: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its media type, `application/json`.
    public var type: String
    /// Its bytes.
    public var bytes: [UInt8]
    /// The id by which the HTML part shows it, `nil` for an attachment.
    public var contentID: String?

    /// Makes a file.
    public init(name: String, type: String, bytes: [UInt8], contentID: String? = nil) {
        self.name = name
        self.type = type
        self.bytes = bytes
        self.contentID = contentID
    }
}

/// A part of a message (RFC 2045, RFC 2046), with the line ends of local mail programs.
indirect enum MIMEPart {
    case text(String, subtype: String)
    case file(MailFile)
    case multipart(String, [MIMEPart])

    /// Headers and body; boundaries are made of the seed and the place in the tree, and stand in no body, since bodies are
    /// quoted-printable or base64, in which `=_` cannot occur.
    func lines(seed: String, place: String = "0") -> [String] {
        switch self {
        case .text(let text, let subtype):
            return [
                "Content-Type: text/\(subtype); charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
            ] + QuotedPrintable.lines(text)
        case .file(let file):
            let coded = Data(file.bytes).base64EncodedString()
            var lines = [
                "Content-Type: \(file.type)", "Content-Transfer-Encoding: base64",
                "Content-Disposition: \(file.contentID == nil ? "attachment" : "inline");",
                " \(MailHeader.fileName(file.name))",
            ]
            if let id = file.contentID { lines.append("Content-ID: <\(id)>") }
            lines.append("")
            return lines + coded.chunks(of: 76)
        case .multipart(let subtype, let parts):
            let boundary = "=_\(place)_\(seed)"
            var lines = ["Content-Type: multipart/\(subtype);", " boundary=\"\(boundary)\"", ""]
            for (index, part) in parts.enumerated() {
                lines += ["--" + boundary] + part.lines(seed: seed, place: "\(place).\(index)") + [""]
            }
            return lines + ["--\(boundary)--"]
        }
    }
}

/// The encoding quoted-printable (RFC 2045, 6.7).
enum QuotedPrintable {
    private static let width = 76

    /// Lines of at most 76 characters.
    static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap(line)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func line(_ text: Substring) -> [String] {
        var lines: [String] = []
        var current = ""
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            let isSpace = byte == 0x20 || byte == 0x09
            let isPlain = 0x21...0x7E ~= byte && byte != UInt8(ascii: "=") || isSpace && index + 1 < bytes.count
            // A dot or "From " at the start of a line is changed by some programs on the way.
            let isRisky = current.isEmpty && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F"))
            let piece = isPlain && !isRisky ? String(UnicodeScalar(byte)) : "=" + byte.hexDigits.uppercased()
            if current.utf8.count + piece.utf8.count > width - 1 {
                lines.append(current + "=")
                current = ""
            }
            current += piece
        }
        return lines + [current]
    }
}

extension String {
    /// Pieces of so many ASCII characters.
    fileprivate func chunks(of size: Int) -> [String] {
        var rest = self[...]
        var pieces: [String] = []
        while !rest.isEmpty {
            pieces.append(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return pieces
    }
}
