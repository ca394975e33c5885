import Foundation
import Testing

@testable import AccessLog

@Suite("JSON documents of records")
struct JSONRecordSplitterTests {
    /// The lines that a reader makes of a file, without blanks around them and without blank ones.
    private static func lines(_ bytes: [UInt8], maxLine: Int = 1 << 12) throws -> [String] {
        let file = NSTemporaryDirectory() + "records-\(UUID().uuidString)"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        var reader = LineReader(ByteStream(try ByteSource.open(file)), blockSize: 1, maxLine: maxLine)
        var (block, count, overlong) = ([UInt8](), 0, 0)
        var text: [UInt8] = []
        while reader.next(into: &block, count: &count, overlong: &overlong) { text += block[..<count] }
        return String(decoding: text, as: UTF8.self).split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    static let estates = "/MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z"
    static let three = [
        "07:02:17.000 GET \(estates) 200 4225 46 - 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
        "07:02:18.000 GET /MSDEMO/Estates/12 304 120 2000 - 2001:db8::7 || ||",
        "07:02:19.000 GET \(estates) 200 4225 46 - 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
    ]

    @Test("Records of a gateway, printed over many lines and in one", arguments: ["records", "records-one-line"])
    func gateway(_ name: String) throws {
        let bytes = Array(
            try Data(contentsOf: URL(fileURLWithPath: FormatFile.folder + "azure-appgw/\(name).json")))
        let lines = try Self.lines(bytes)
        var parser = try parser("azure-appgw")
        let rows = lines.map { parser.read($0).row }
        #expect(Array(rows.prefix(3)) == Self.three)
        #expect(rows.dropFirst(3).allSatisfy { $0.hasPrefix("07:02:20.000 GET /MSDEMO/Departments?X-Azure") })
        #expect(rows.count == (name == "records" ? 3 : 5))
        let head = Array(lines.joined(separator: "\n").utf8)
        #expect(LogFormats.detect(head.span).format?.name == "azure-appgw")
    }

    /// How records are put into a file.
    enum Packing: CaseIterable {
        case wrapped, wrappers, array, printed, lines
    }

    @Test("Every record becomes one line, whatever is in it", arguments: Packing.allCases, [UInt64](1...30))
    func random(_ packing: Packing, _ seed: UInt64) throws {
        var numbers = SeededNumbers(state: seed)
        let isPretty = packing == .printed || packing != .lines && numbers.next() % 2 == 0
        let records = try (0..<1 + Int(numbers.next() % 12)).map { _ in try numbers.record(isPretty: isPretty) }
        let space = ["", " ", "\n", "\r\n\t"].randomElement(using: &numbers) ?? ""
        let list = "[\(space)\(records.joined(separator: space + "," + space))\(space)]"
        let text =
            switch packing {
            case .wrapped: "\(space){\(space)\"records\"\(space):\(space)\(list)\(space)}\n"
            case .wrappers: records.map { "{\"records\": [\($0)]}" }.joined(separator: "\n")
            case .array: list + "\n"
            case .printed, .lines: records.joined(separator: "\n") + "\n"
            }
        let found = try Self.lines(Array(text.utf8), maxLine: 700)
        #expect(found == records.map { $0.replacing("\n", with: " ") }, "seed \(seed): \(text)")
    }

    @Test("Other files are left as they are")
    func others() throws {
        for text in [
            "{\"a\":1}\n{\"records\":[1]}\n", "[02/Mar/2026] x, y\n[1,2]\n", "a {\n b }\n", "{\"records\":1}\n{}\n",
            "{", "[", "",
        ] {
            let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(try Self.lines(Array(text.utf8)) == lines)
        }
    }

    @Test("Damaged documents never crash, and what is around the damage stays lines")
    func damaged() throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: FormatFile.folder + "azure-appgw/records.json")))
        var numbers = SeededNumbers(state: 5)
        for _ in 0..<300 {
            var damaged = bytes
            damaged[Int(numbers.next() % UInt64(bytes.count))] = UInt8.random(in: 0...255, using: &numbers)
            _ = try Self.lines(damaged)
        }
    }
}

extension SeededNumbers {
    /// An object with nested values and texts that hold brackets, quotes and escapes.
    fileprivate mutating func record(isPretty: Bool) throws -> String {
        let texts = ["{", "}],", "\"", "\\", "a\\\"b", "ø", "[{\"records\":[", "\n", ""]
        var object: [String: Any] = ["first": 1]
        for index in 0..<Int(next() % 4) {
            let text = texts.randomElement(using: &self) ?? ""
            object["k\(index)\(texts.randomElement(using: &self) ?? "")"] =
                next() % 2 == 0 ? [text, ["x": text]] as [Any] : ["y": [text], "z": [:] as [String: Any]]
        }
        let options: JSONSerialization.WritingOptions = isPretty ? [.sortedKeys, .prettyPrinted] : [.sortedKeys]
        return String(decoding: try JSONSerialization.data(withJSONObject: object, options: options), as: UTF8.self)
    }
}
