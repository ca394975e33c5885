import Foundation
import Testing

@testable import AccessLog

/// gzip as other programs than gzip(1) write it, and as transport and storage leave it.
@Suite("Gzip by other programs")
struct GzipByOthersTests {
    /// Files of one test, removed at the end.
    private final class Folder {
        let path = NSTemporaryDirectory() + "gzip-\(UUID().uuidString)"

        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }

        func write(_ bytes: [UInt8]) throws -> String {
            let file = path + "/" + UUID().uuidString
            try Data(bytes).write(to: URL(fileURLWithPath: file))
            return file
        }

        /// What a program writes to standard output, given a file.
        func run(_ program: String, _ arguments: String..., over bytes: [UInt8]) throws -> [UInt8] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [program] + arguments + [try write(bytes)]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let packed = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            return Array(packed)
        }

        func decode(
            _ bytes: [UInt8], staging: Int = 1 << 17
        ) throws -> (bytes: [UInt8], fault: String?, members: Int) {
            var stream = ByteStream(try ByteSource.open(try write(bytes)), stagingSize: staging)
            var all: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 5000)
            while true {
                let count = stream.fill(&buffer, from: 0)
                if count == 0 { break }
                all += buffer[..<count]
            }
            return (all, stream.fault?.message, stream.members)
        }
    }

    static func isInstalled(_ program: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/" + program)
    }

    private static let text = Array((0..<30_000).map { "\($0) a line of a log \($0 % 97)\n" }.joined().utf8)

    /// The parts that RFC 1952 allows in a header, in its order; the flags are their bits.
    private static func header(extra: [UInt8]?, name: String?, comment: String?, hasCheck: Bool) -> [UInt8] {
        let flags: UInt8 =
            (hasCheck ? 2 : 0) | (extra != nil ? 4 : 0) | (name != nil ? 8 : 0) | (comment != nil ? 16 : 0)
        var header: [UInt8] = [0x1f, 0x8b, 8, flags, 1, 2, 3, 4, 2, 255]
        if let extra { header += [UInt8(extra.count & 255), UInt8(extra.count >> 8)] + extra }
        if let name { header += Array(name.utf8) + [0] }
        if let comment { header += Array(comment.utf8) + [0] }
        if hasCheck {
            let check = crc32(header)
            header += [UInt8(check & 255), UInt8(check >> 8 & 255)]
        }
        return header
    }

    /// The CRC-32 of RFC 1952, bit by bit.
    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xffff_ffff
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
        }
        return ~crc
    }

    @Test("every part that a header may have, whatever the staging", arguments: [6, 7, 13, 64, 1 << 17])
    func headers(_ staging: Int) throws {
        let folder = try Folder()
        let text = Array(Self.text.prefix(20_000))
        let body = Array(try folder.run("gzip", "-n", "-c", over: text)[10...])
        for extra in [nil, [], Array("BC\u{2}\u{0}\u{5}\u{6}".utf8), [UInt8](repeating: 7, count: 40_000)] {
            for (name, comment) in [(nil, nil), ("access.log", nil), (nil, "rotated"), ("", "")] {
                for hasCheck in [false, true] {
                    let head = Self.header(extra: extra, name: name, comment: comment, hasCheck: hasCheck)
                    let decoded = try folder.decode(head + body, staging: staging)
                    #expect(decoded.bytes == text && decoded.fault == nil, "\(head.prefix(40))")
                }
            }
        }
    }

    @Test func aWrongHeaderCheckIsAFault() throws {
        let folder = try Folder()
        let body = try folder.run("gzip", "-n", "-c", over: Self.text)[10...]
        var head = Self.header(extra: nil, name: "access.log", comment: nil, hasCheck: true)
        head[head.count - 1] ^= 1
        let decoded = try folder.decode(head + body)
        #expect(decoded.bytes.isEmpty)
        #expect(decoded.fault?.hasPrefix("gzip member 1 is corrupt at byte ") == true)
    }

    @Test(.enabled(if: isInstalled("pigz")), arguments: ["-p4", "-p2 -i -b128", "-1 -R", "-0", "-11 -I1"])
    func pigz(_ options: String) throws {
        let folder = try Folder()
        let words = options.split(separator: " ").map(String.init)
        var packed: [UInt8] = []
        for piece in [Self.text[..<200_000], Self.text[200_000...]] {
            let first = words.first ?? "-6"
            let rest = words.dropFirst().first ?? "-k"
            packed += try folder.run("pigz", first, rest, words.count > 2 ? words[2] : "-n", "-c", over: Array(piece))
        }
        for staging in [6, 4096, 1 << 17] {
            let decoded = try folder.decode(packed, staging: staging)
            #expect(decoded.bytes == Self.text && decoded.fault == nil && decoded.members == 2)
        }
    }

    /// Blocks of 64 KiB, each a member with its size in an extra field, and an empty member as the end.
    @Test(.enabled(if: isInstalled("bgzip"))) func bgzip() throws {
        let folder = try Folder()
        let packed = try folder.run("bgzip", "-c", over: Self.text)
        for staging in [6, 4096, 1 << 17] {
            let decoded = try folder.decode(packed, staging: staging)
            #expect(decoded.bytes == Self.text && decoded.fault == nil)
            #expect(decoded.members == (Self.text.count + 0xfeff) / 0xff00 + 1)
        }
        let joined = try folder.decode(packed + packed)
        #expect(joined.bytes == Self.text + Self.text && joined.fault == nil)
    }

    @Test func emptyMembersAndPadding() throws {
        let folder = try Folder()
        let empty = try folder.run("gzip", "-n", "-c", over: [])
        let full = try folder.run("gzip", "-n", "-c", over: Self.text)
        let zeros = [UInt8](repeating: 0, count: 70_000)
        for packed in [
            empty + full, full + empty + empty, empty + zeros, full + zeros, full + [0], full + zeros + full,
        ] {
            let expected =
                packed.count > 2 * full.count ? Self.text + Self.text : packed.count > 100_000 ? Self.text : nil
            let decoded = try folder.decode(packed, staging: 4096)
            #expect(decoded.fault == nil)
            if let expected { #expect(decoded.bytes == expected) }
        }
        let nothing = try folder.decode(empty + empty)
        #expect(nothing.bytes.isEmpty && nothing.fault == nil && nothing.members == 2)
    }

    @Test("what follows the last member is left out and said", arguments: ["rubbish", "\u{1f}", "\u{0}\u{0}x", "{}"])
    func garbage(_ rubbish: String) throws {
        let folder = try Folder()
        let packed = try folder.run("gzip", "-n", "-c", over: Self.text)
        let zeros = rubbish.utf8.prefix { $0 == 0 }.count
        for staging in [6, 4096, 1 << 17] {
            let decoded = try folder.decode(packed + Array(rubbish.utf8), staging: staging)
            #expect(decoded.bytes == Self.text)
            #expect(
                decoded.fault
                    == "something that is not gzip follows member 1, at byte \(packed.count + zeros); it is left out")
        }
    }

    @Test func aHeaderThatIsCutIsTruncation() throws {
        let folder = try Folder()
        let packed = try folder.run("gzip", "-n", "-c", over: Self.text)
        for length in 2..<10 {
            let decoded = try folder.decode(packed + packed.prefix(length))
            #expect(decoded.bytes == Self.text)
            #expect(
                decoded.fault == "ends inside gzip member 2, at byte \(packed.count + length); "
                    + "what came before it is used; copy the file again")
        }
    }

    /// Found by fuzzing: a copy of earlier bytes may still be coming out when the input ends.
    @Test("however little is asked for at once, the same comes out of a member that is cut", arguments: [1, 2, 7, 100])
    func smallBuffers(_ asked: Int) throws {
        let folder = try Folder()
        let text = [UInt8](repeating: 120, count: 600) + Array("abc".utf8) + [UInt8](repeating: 121, count: 600)
        let packed = try folder.run("gzip", "-n", "-c", over: text)
        for length in 11..<packed.count {
            let file = try folder.write(Array(packed[..<length]))
            let whole = try folder.decode(Array(packed[..<length]))
            var stream = ByteStream(try ByteSource.open(file), stagingSize: 6)
            var buffer = [UInt8](repeating: 0, count: asked)
            var bytes: [UInt8] = []
            while true {
                let count = stream.fill(&buffer, from: 0)
                if count == 0 { break }
                bytes += buffer[..<count]
            }
            #expect(bytes == whole.bytes && stream.fault?.message == whole.fault, "cut at \(length)")
        }
    }

    /// Fifty times a million zeros: what is kept of it is one block, however long the line.
    @Test func aBombIsNeverKeptWhole() throws {
        let folder = try Folder()
        let zeros = try folder.run("gzip", "-9", "-n", "-c", over: [UInt8](repeating: 0, count: 1 << 20))
        let bomb = (0..<48).flatMap { _ in zeros }
        let file = try folder.write(bomb + (try folder.run("gzip", "-n", "-c", over: Array("\nlast\n".utf8))))
        var reader = LineReader(ByteStream(try ByteSource.open(file)), blockSize: 1 << 16, maxLine: 1 << 10)
        var (bytes, count, overlong, dropped) = ([UInt8](), 0, 0, 0)
        var lines: [String] = []
        while reader.next(into: &bytes, count: &count, overlong: &overlong) {
            dropped += overlong
            #expect(bytes.count == 1 << 16)
            lines += String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
        }
        #expect(dropped == 1 && lines == ["last"])
        #expect(reader.stream.bytesDecoded == (48 << 20) + 6)
    }

    @Test(
        "other compressions are told by their first bytes",
        arguments: [
            ([0x1f, 0x8b, 8, 0, 0, 0], Compression.gzip), ([0x28, 0xb5, 0x2f, 0xfd], .zstd),
            (Array("BZh91A".utf8), .bzip2), ([0x42, 0x5a, 0x68, 0x39, 0x17, 0x72], .bzip2), (Array("BZh".utf8), nil),
            (Array("BZhing".utf8), nil), ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], .xz), ([0x1f, 0x9d, 0x90], .compress),
            ([0x04, 0x22, 0x4d, 0x18], .lz4), (Array("PK\u{3}\u{4}".utf8), .zip), ([0x1f], nil), ([], nil),
        ] as [([UInt8], Compression?)])
    func magic(_ head: [UInt8], _ expected: Compression?) { #expect(Compression.tell(head) == expected) }

    @Test func whatNobodyUnpacksIsSaidWithAPipe() throws {
        let folder = try Folder()
        #expect(
            try folder.decode([0x1f, 0x9d, 0x90, 1, 2, 3, 4]).fault?.hasPrefix("is packed with compress, ") == true)
        let refusal = Compression.lz4.refusal(of: "access.log.lz4", because: "which is not read here")
        #expect(
            refusal.description == "access.log.lz4: is packed with lz4, which is not read here; "
                + "pipe it: lz4 -dc access.log.lz4 | abuse-scan -")
        #expect(
            Compression.zip.refusal(of: "-", because: "which is not read here").description
                == "-: is packed with zip, which is not read here; pipe it: unzip -p | abuse-scan -")
    }
}
