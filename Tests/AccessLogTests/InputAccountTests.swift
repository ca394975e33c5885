import AccessLog
import Foundation
import Testing

@Suite("What was read of an input")
struct InputAccountTests {
    private static func identity(_ text: some Sequence<UInt8>) -> ContentIdentity {
        let bytes = Array(text)
        return ContentIdentity(crc: RunningChecksum.of(bytes.span), length: Int64(bytes.count))
    }

    @Test(arguments: [
        ("", 0, 0), ("ab", 0, 2), ("ab\n", 3, 0), ("ab\ncd", 3, 2), ("\n\n\n", 3, 0), ("a\r\nb\r\nc", 6, 1),
    ]) func countsWholeLinesOnly(_ text: String, whole: Int, unfinished: Int64) {
        var account = InputAccount()
        account.add(Array(text.utf8).span)
        #expect(account.content == Self.identity(text.utf8.prefix(whole)))
        #expect(account.lines == Int64(text.utf8.prefix(whole).count { $0 == 0x0a }))
        #expect(account.unfinished == unfinished)
        account.finishLastLine()
        #expect(account.content == Self.identity(text.utf8))
    }

    @Test func theCRCIsThatOfGzip() {
        #expect(RunningChecksum.of(Array("123456789".utf8).span) == 0xcbf4_3926)
    }

    /// Cuts, and stops between which the account is written down, change nothing.
    @Test func cutsDoNotMatter() {
        let text = (0..<120_000).map { "line \($0) \(String(repeating: "x", count: $0 % 70))\n" }.joined() + "half"
        let bytes = Array(text.utf8)
        var whole = InputAccount()
        whole.add(bytes.span)
        #expect(bytes.count > 5 << 20)
        #expect(whole.prefixes.map(\.length) == (13...21).map { 1 << $0 } + [4 << 20])
        #expect(whole.prefixes.allSatisfy { $0 == Self.identity(bytes[..<Int($0.length)]) })
        #expect(whole.head == Self.identity(bytes[..<4096]))
        for seed in UInt64(1)...4 {
            var random = Mixer(state: seed)
            var account = InputAccount()
            var place = 0
            while place < bytes.count {
                let end = min(bytes.count, place + Int.random(in: 1...300_000, using: &random))
                account.add(bytes.span.extracting(place..<end))
                place = end
                guard Bool.random(using: &random) else { continue }
                place = Int(account.content.length)
                account = InputAccount(
                    after: account.content, lines: account.lines, head: account.head, prefixes: account.prefixes)
                if place == 0 { account = InputAccount() }
            }
            #expect(account.content == whole.content, "seed \(seed)")
            #expect(account.lines == whole.lines, "seed \(seed)")
            #expect(account.prefixes == whole.prefixes, "seed \(seed)")
        }
    }

    @Test(arguments: [("a\nb\n", 2), (String(repeating: "x", count: 5000) + "\n", 4096), ("x", 0)])
    func theHeadIsALineOrFourKibibytes(_ text: String, length: Int) {
        var account = InputAccount()
        account.add(Array(text.utf8).span)
        #expect(account.head == (length == 0 ? nil : Self.identity(text.utf8.prefix(length))))
    }

    struct Mixer: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var word = state
            word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
            word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
            return word ^ (word >> 31)
        }
    }
}

@Suite("Reading goes on where it ended")
struct SkippingTests {
    private static let text = (0..<5000).map { "line \($0)\n" }.joined()

    private func lines(_ path: String, from offset: Int64, takesUnfinished: Bool = true) throws -> (
        String, InputAccount, Bool
    ) {
        var reader = LineReader(ByteStream(try ByteSource.open(path), stagingSize: 4096), blockSize: 700, maxLine: 200)
        reader.account = InputAccount()
        reader.takesUnfinishedLine = takesUnfinished
        let isThere = reader.skip(to: offset)
        var (bytes, count, overlong): ([UInt8], Int, Int) = ([], 0, 0)
        var text = ""
        while isThere, reader.next(into: &bytes, count: &count, overlong: &overlong) {
            text += String(decoding: bytes[..<count], as: UTF8.self)
        }
        return (text, reader.account ?? InputAccount(), isThere)
    }

    @Test(arguments: ["plain", "gzip", "members"], [0, 7, 10_000, 48_890])
    func behindAnOffset(_ packing: String, offset: Int) throws {
        let path = NSTemporaryDirectory() + UUID().uuidString
        try Data(Self.text.utf8).write(to: URL(fileURLWithPath: path))
        let pack = [
            "plain": "true", "gzip": "gzip -n $F; mv $F.gz $F",
            "members": "(head -c 9999 $F | gzip; tail -c +10000 $F | gzip) > $F.gz; mv $F.gz $F",
        ]
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", "F='\(path)'; " + (pack[packing] ?? "")]
        try process.run()
        process.waitUntilExit()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (text, account, isThere) = try lines(path, from: Int64(offset))
        #expect(isThere)
        #expect(text == String(Self.text.dropFirst(offset)))
        if packing != "plain" { #expect(account.content.length == Int64(Self.text.utf8.count)) }
        #expect(try lines(path, from: 60_000).2 == false)
    }

    @Test(arguments: [("a\nb", "a\n"), ("b", ""), ("a\n", "a\n"), ("a\n" + String(repeating: "x", count: 999), "a\n")])
    func anUnfinishedLineIsLeftForLater(_ text: String, _ read: String) throws {
        let path = NSTemporaryDirectory() + UUID().uuidString
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (seen, account, _) = try lines(path, from: 0, takesUnfinished: false)
        #expect(seen == read)
        #expect(account.content.length == Int64(read.utf8.count))
        #expect(try lines(path, from: 0).1.content.length == Int64(text.utf8.count))
    }
}
