internal import AccessLog
internal import Detection
internal import Foundation

/// The state of one group between two runs, as lines of prepared input that sort before the group's requests.
///
///     group ⇥ 00000000000000000000 ⇥ s ⇥ number ⇥ of ⇥ version ⇥ policy ⇥ watermark ⇥ a piece in base64
struct CarriedState {
    static let version = 1
    private static let piece = 48 * 1024
    private static let fields = 9

    private let policy: String
    private(set) var watermark = Int64.min
    private var pieces: [Substring] = []
    private var count = -1

    init(policy: String) { self.policy = policy }

    static func hex(_ group: UInt64) -> String {
        let digits = String(group, radix: 16, uppercase: true)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Writes the state of a group.
    ///
    /// - Returns: the number of lines.
    static func write(
        _ snapshot: [UInt8], group: UInt64, policy: String, watermark: Int64, to lines: inout [UInt8]
    ) -> Int64 {
        let text = Data(snapshot).base64EncodedString()
        let pieces = max(1, (text.utf8.count + piece - 1) / piece)
        var rest = text[...]
        for number in 0..<pieces {
            let head =
                "\(hex(group))\t00000000000000000000\ts\t\(padded(number))\t\(padded(pieces))\t\(version)\t\(policy)"
            lines += "\(head)\t\(watermark)\t\(rest.prefix(piece))\n".utf8
            rest = rest.dropFirst(piece)
        }
        return Int64(pieces)
    }

    private static func padded(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 8 - text.count)) + text
    }

    /// Adds a line of state.
    mutating func add(_ line: Range<Int>, _ block: Span<UInt8>) throws(ScanError) {
        let text = String(decoding: line.map { block[$0] }, as: UTF8.self)
        let parts = text.split(separator: "\t", omittingEmptySubsequences: false)
        guard parts.count == Self.fields, parts[2] == "s", let number = Int(parts[3]), let count = Int(parts[4]),
            let version = Int(parts[5]), let watermark = Int64(parts[7])
        else { throw ScanError("a line of state is damaged; give the whole output of --emit-state") }
        guard version == Self.version else {
            throw ScanError(
                "the state was written in form \(version), this program knows form \(Self.version); begin anew")
        }
        guard parts[6] == policy else {
            throw ScanError(
                "the state was made under another policy (\(parts[6]), now \(policy)); "
                    + "go on with that policy, or begin anew without the state")
        }
        guard number == pieces.count else { throw ScanError("a piece of the state is missing or there twice") }
        pieces.append(parts[8])
        self.count = count
        self.watermark = watermark
    }

    /// The detector's state.
    func snapshot() throws(ScanError) -> [UInt8] {
        guard pieces.count == count, let bytes = Data(base64Encoded: pieces.joined()) else {
            throw ScanError("a piece of the state is missing or damaged; give the whole output of --emit-state")
        }
        return [UInt8](bytes)
    }
}
