import Foundation
import Testing

@testable import AccessLog

@Suite("Bytes and lines against gzip(1) and plain splitting")
struct ByteStreamTests {
    /// Files of one test, removed at the end.
    private final class Folder {
        let path = NSTemporaryDirectory() + "bytes-\(UUID().uuidString)"

        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }

        func write(_ bytes: [UInt8]) throws -> String {
            let file = path + "/" + UUID().uuidString
            try Data(bytes).write(to: URL(fileURLWithPath: file))
            return file
        }

        func gzip(_ bytes: [UInt8], _ level: Int) throws -> [UInt8] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["gzip", "-\(level)", "-n", "-c", try write(bytes)]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let packed = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return Array(packed)
        }
    }

    private struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) ^ (state << 31)
        }
    }

    private func decode(_ file: String, staging: Int = 1 << 17) throws -> (bytes: [UInt8], fault: InputError?) {
        var stream = ByteStream(try ByteSource.open(file), stagingSize: staging)
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 777)
        while true {
            let count = stream.fill(&buffer, from: 0)
            if count == 0 { break }
            all += buffer[..<count]
        }
        return (all, stream.fault)
    }

    private func lines(_ file: String, blockSize: Int, maxLine: Int) throws -> (lines: [[UInt8]], overlong: Int) {
        var reader = LineReader(ByteStream(try ByteSource.open(file)), blockSize: blockSize, maxLine: maxLine)
        var (bytes, count, overlong) = ([UInt8](), 0, 0)
        var found: [[UInt8]] = []
        var dropped = 0
        while reader.next(into: &bytes, count: &count, overlong: &overlong) {
            dropped += overlong
            var cutter = LineCutter(count: count)
            while let line = cutter.line(in: bytes.span) {
                if line.count > maxLine { dropped += 1 } else { found.append(Array(bytes[line])) }
            }
        }
        return (found, dropped)
    }

    private func text(_ random: inout Random, lines: Int, longest: Int) -> [UInt8] {
        var text: [UInt8] = []
        for _ in 0..<lines {
            for _ in 0..<Int.random(in: 0...longest, using: &random) {
                text.append(UInt8.random(in: 32...126, using: &random))
            }
            if Int.random(in: 0..<9, using: &random) == 0 { text.append(13) }
            text.append(10)
        }
        if Bool.random(using: &random) { text += Array("no newline".utf8) }
        return text
    }

    @Test("many members, any staging size, padding", arguments: 1...12)
    func members(_ seed: Int) throws {
        var random = Random(state: UInt64(seed))
        let folder = try Folder()
        let text = text(&random, lines: 300, longest: 90)
        var packed: [UInt8] = []
        var at = 0
        while at < text.count {
            let end = min(text.count, at + Int.random(in: 1...6000, using: &random))
            packed += try folder.gzip(Array(text[at..<end]), [1, 6, 9][seed % 3])
            at = end
        }
        packed += try folder.gzip([], 6)
        if seed % 2 == 0 { packed += [UInt8](repeating: 0, count: 300) }
        let file = try folder.write(packed)
        for staging in [8, 61, 4096, 1 << 17] {
            let decoded = try decode(file, staging: staging)
            #expect(decoded.bytes == text, "seed \(seed), staging \(staging)")
            #expect(decoded.fault == nil)
        }
        let identity = ContentIdentity(of: ByteStream(try ByteSource.open(file)))
        #expect(identity == ContentIdentity(of: ByteStream(try ByteSource.open(try folder.write(text)))))
        #expect(identity.length == Int64(text.count))
    }

    @Test func truncationAnywhereKeepsAPrefix() throws {
        let folder = try Folder()
        var random = Random(state: 5)
        let text = text(&random, lines: 12, longest: 60)
        let packed = try folder.gzip(text, 6)
        for length in 6..<packed.count {
            let decoded = try decode(try folder.write(Array(packed[..<length])))
            #expect(decoded.bytes.elementsEqual(text.prefix(decoded.bytes.count)), "cut at \(length)")
            #expect(decoded.fault?.code == .truncated)
            #expect(
                decoded.fault?.message
                    == "ends inside gzip member 1, at byte \(length); what came before it is used; copy the file again")
        }
    }

    @Test func flippedBitsAreFaultsAndNeverCrash() throws {
        let folder = try Folder()
        var random = Random(state: 6)
        let packed = try folder.gzip(text(&random, lines: 200, longest: 60), 6)
        for _ in 0..<200 {
            var broken = packed
            let place = Int.random(in: 20..<packed.count, using: &random)
            broken[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            let decoded = try decode(try folder.write(broken))
            #expect(decoded.fault != nil, "byte \(place)")
        }
    }

    @Test("lines are those of plain splitting, whatever the blocks", arguments: 1...10)
    func lines(_ seed: Int) throws {
        var random = Random(state: UInt64(seed) + 100)
        let folder = try Folder()
        let text = text(&random, lines: 500, longest: 120)
        let maxLine = 100
        var expected: [[UInt8]] = []
        var overlong = 0
        for piece in text.split(separator: 10, omittingEmptySubsequences: false) {
            let line = piece.last == 13 ? Array(piece.dropLast()) : Array(piece)
            if line.count > maxLine { overlong += 1 } else { expected.append(line) }
        }
        // What follows the last newline is no line if it is empty.
        if text.last == 10 { expected.removeLast() }
        for file in [try folder.write(text), try folder.write(try folder.gzip(text, 6))] {
            for blockSize in [1, 300, 5000, 1 << 18] {
                let found = try lines(file, blockSize: blockSize, maxLine: maxLine)
                #expect(found.lines == expected, "seed \(seed), blocks of \(blockSize)")
                #expect(found.overlong == overlong)
            }
        }
    }

    @Test func hugeLinesAreDroppedOneByOne() throws {
        let folder = try Folder()
        let huge = [UInt8](repeating: 120, count: 3_000_000)
        let text = Array("a\n".utf8) + huge + Array("\nb\n".utf8) + huge + Array("\n".utf8) + huge
        let found = try lines(try folder.write(text), blockSize: 1 << 16, maxLine: 1 << 10)
        #expect(found.lines == [Array("a".utf8), Array("b".utf8)])
        #expect(found.overlong == 3)
    }

    @Test func aCutLastLineIsNoLine() throws {
        let folder = try Folder()
        let packed = try folder.gzip(Array("first\nsecond line that is cut\n".utf8), 6)
        let found = try lines(try folder.write(Array(packed.dropLast(14))), blockSize: 1 << 16, maxLine: 1 << 10)
        #expect(found.lines.count <= 1)
    }

    @Test func rewindingReadsTheSameAgain() throws {
        let folder = try Folder()
        let file = try folder.write(try folder.gzip(Array("a\nb\n".utf8), 6))
        var stream = ByteStream(try ByteSource.open(file))
        var buffer = [UInt8](repeating: 0, count: 100)
        #expect(stream.fill(&buffer, from: 0) == 4)
        let canRewind = stream.rewind()
        #expect(canRewind)
        #expect(stream.fill(&buffer, from: 0) == 4)
    }
}
