/// Files that are no text of a log, told by their first bytes once they are unpacked.
public enum ForeignContent: Sendable, CaseIterable {
    /// An archive of files (POSIX ustar), whose headers would stand in the first line of each.
    case tar
    /// Two bytes a letter, as PowerShell writes what is redirected.
    case utf16LittleEndian
    case utf16BigEndian
    case utf32
    /// RFC 4880, armored or not.
    case openPGP
    /// RFC 1950, a stream that is neither gzip nor a file format of its own.
    case zlib
    /// A program.
    case elf

    /// Tells what the first bytes of an input are, once they are unpacked.
    ///
    /// - Returns: `nil` for what may be a log.
    public static func tell(_ head: Span<UInt8>) -> ForeignContent? {
        allCases.first { $0.isTold(by: head) }
    }

    private func isTold(by head: Span<UInt8>) -> Bool {
        func begins(_ bytes: [UInt8]) -> Bool {
            bytes.count <= head.count && bytes.indices.allSatisfy { head[$0] == bytes[$0] }
        }
        switch self {
        case .tar: return Self.isTar(head)
        case .utf32: return begins([0xFF, 0xFE, 0, 0]) || begins([0, 0, 0xFE, 0xFF])
        case .utf16LittleEndian:
            return begins([0xFF, 0xFE]) && !begins([0xFF, 0xFE, 0, 0]) || Self.isWide(head, zeros: 1)
        case .utf16BigEndian: return begins([0xFE, 0xFF]) || Self.isWide(head, zeros: 0)
        case .openPGP:
            // A packet with the key that a passphrase makes, or with one for a public key of version 3.
            let isSymmetric = head.count > 2 && head[0] == 0x8C && head[1] < 0x40 && (4...6).contains(head[2])
            let isPublic = head.count > 3 && (head[0] == 0x84 && head[2] == 3 || head[0] == 0x85 && head[3] == 3)
            return begins(Array("-----BEGIN PGP MESSAGE".utf8)) || isSymmetric || isPublic
        case .zlib: return [0x01, 0x9C, 0xDA].contains { begins([0x78, $0]) }
        case .elf: return begins([0x7F, 0x45, 0x4C, 0x46])
        }
    }

    /// Whether the mark stands in its place and a name before it, which zeros fill up.
    private static func isTar(_ head: Span<UInt8>) -> Bool {
        guard head.count >= 512, (257..<262).spells("ustar", in: head), head[0] != 0 else { return false }
        return head[99] == 0 && head[107] == 0
    }

    /// Whether every other one of the first bytes is zero, and no byte between.
    private static func isWide(_ head: Span<UInt8>, zeros: Int) -> Bool {
        head.count >= 32 && (0..<32).allSatisfy { (head[$0] == 0) == ($0 % 2 == zeros) }
    }

    /// Why a file like this is not read.
    @inline(never)
    public func refusal(of file: String) -> InputError {
        let name = file == "-" ? "" : " \(file)"
        let fact =
            switch self {
            case .tar: "is a tar archive, which is not read here; pipe it: tar -xO\(name.isEmpty ? "" : "f")\(name)"
            case .utf16LittleEndian:
                "is text in UTF-16, which is not read here; pipe it: iconv -f UTF-16LE -t UTF-8\(name)"
            case .utf16BigEndian:
                "is text in UTF-16, which is not read here; pipe it: iconv -f UTF-16BE -t UTF-8\(name)"
            case .utf32: "is text in UTF-32, which is not read here; pipe it: iconv -f UTF-32 -t UTF-8\(name)"
            case .openPGP: "is encrypted with OpenPGP; pipe it: gpg -d\(name)"
            case .zlib:
                "is packed with zlib, which is not read here; pipe it: pigz -dc\(name.isEmpty ? "" : " <")\(name)"
            case .elf: "is a program, no log; name another file"
            }
        let way = self == .elf ? "" : " | abuse-scan -"
        return InputError(.unsupported, file: file, message: fact + way)
    }
}
