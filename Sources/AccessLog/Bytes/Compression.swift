/// A way of packing files, told by their first bytes.
public enum Compression: String, Sendable, CaseIterable {
    /// RFC 1952; read here.
    case gzip
    /// RFC 8878.
    case zstd
    /// Told by `BZh` and a level.
    case bzip2
    /// The container of LZMA2.
    case xz
    /// LZ4 frames.
    case lz4
    /// The compress(1) of old Unix.
    case compress
    /// An archive of files.
    case zip

    /// Bytes that are looked at to tell a compression.
    public static let headLength = 6

    /// Tells the compression of an input.
    ///
    /// - Parameter head: its first ``headLength`` bytes, or all where it has less.
    /// - Returns: `nil` for what is not packed in any of these ways.
    public static func tell(_ head: some Collection<UInt8>) -> Compression? {
        allCases.first { head.starts(with: $0.magic) && ($0 != .bzip2 || $0.isBzip2(head)) }
    }

    private var magic: [UInt8] {
        switch self {
        case .gzip: [0x1f, 0x8b]
        case .zstd: [0x28, 0xb5, 0x2f, 0xfd]
        case .bzip2: [0x42, 0x5a, 0x68]
        case .xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]
        case .lz4: [0x04, 0x22, 0x4d, 0x18]
        case .compress: [0x1f, 0x9d]
        case .zip: [0x50, 0x4b, 0x03, 0x04]
        }
    }

    /// A level from 1 to 9 follows the letters, then the mark of a block or of the end; text that begins with `BZh` is text.
    private func isBzip2(_ head: some Collection<UInt8>) -> Bool {
        let rest = head.dropFirst(3)
        guard let level = rest.first, (0x31...0x39).contains(level) else { return false }
        let mark = rest.dropFirst()
        return [0x31, 0x41].starts(with: mark.prefix(2)) || [0x17, 0x72].starts(with: mark.prefix(2))
    }

    /// The program that unpacks standard input to standard output, and its arguments; `nil` where none is run.
    public var program: (name: String, arguments: [String])? {
        switch self {
        case .zstd: ("zstd", ["-dcq"])
        case .bzip2: ("bzip2", ["-dc"])
        // A hostile file may name a dictionary of 4 GiB; the largest that xz writes unasked takes 65 MiB.
        case .xz: ("xz", ["-dcq", "--memlimit-decompress=256MiB"])
        case .gzip, .lz4, .compress, .zip: nil
        }
    }

    /// What unpacks a file by hand.
    var pipe: String {
        switch self {
        case .gzip, .compress: "gzip -dc"
        case .zstd: "zstd -dc"
        case .bzip2: "bzip2 -dc"
        case .xz: "xz -dc"
        case .lz4: "lz4 -dc"
        case .zip: "unzip -p"
        }
    }

    /// Why a file packed like this is not read.
    @inline(never)
    public func refusal(of file: String, because fact: String = "which is not read here") -> InputError {
        let name = file == "-" ? "" : " \(file)"
        return InputError(
            .unsupported, file: file,
            message: "is packed with \(rawValue), \(fact); pipe it: \(pipe)\(name) | abuse-scan -")
    }
}
