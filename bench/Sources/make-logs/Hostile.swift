import Foundation

/// Logs that somebody would write who wants the reader's memory or time; each hides one steady poller.
enum Hostile {
    static let kinds = ["unique-urls", "unique-keys", "tiny-members", "gzip-bomb", "long-lines", "hash-flood"]

    static func make(_ kind: String, _ arguments: Arguments) throws {
        guard kinds.contains(kind) else { throw Usage(text: "--hostile is one of \(kinds.joined(separator: ", "))") }
        let path = "\(arguments.folder)/\(kind).log.gz"
        var writer = LineWriter()
        var random = SeededRandom(state: arguments.seed)
        let output = kind == "tiny-members" ? nil : try GzipFile(path, level: kind == "gzip-bomb" ? 9 : 1)
        let members = kind == "tiny-members" ? try MemberFile(path) : nil
        func put(_ bytes: [UInt8]) throws {
            try output?.write(bytes)
            try members?.write(bytes)
        }
        let seconds: Int64 = 86_400
        var made = 0
        for second in 0..<seconds {
            if second % 60 == 1 {
                writer.line(
                    second, address: Array("192.0.2.7".utf8), user: Array("hidden".utf8), method: "GET",
                    target: Array("/MSHIDE/Estates".utf8), status: 200, size: 4225, agent: Array("Sync/1".utf8),
                    milliseconds: 20)
                try put(writer.bytes)
            }
            let due = Int(Int64(arguments.lines) * (second + 1) / seconds)
            while made < due {
                try put(line(kind, made, second, &random, &writer))
                made += 1
            }
        }
        try output?.close()
        try members?.close()
    }

    private static func line(
        _ kind: String, _ number: Int, _ second: Int64, _ random: inout SeededRandom, _ writer: inout LineWriter
    ) -> [UInt8] {
        if kind == "gzip-bomb" { return [UInt8](repeating: 0x41, count: 60_000) + [0x0A] }
        var target = "/MSFLOD/Estates/\(number)"
        var user = "flood"
        switch kind {
        case "unique-keys": user = "user-\(number)"
        case "long-lines": target += "?q=" + String(repeating: "x", count: 65_000)
        case "hash-flood": target = "/MSFLOD/Estates/\(random.next() << 32)"
        default: break
        }
        writer.line(
            second, address: Array("198.51.100.9".utf8), user: Array(user.utf8), method: "GET",
            target: Array(target.utf8), status: 200, size: 100 + number % 50_000, agent: Array("F/1".utf8),
            milliseconds: 5)
        return writer.bytes
    }
}

/// Writes each line as a gzip member of its own, stored without compression.
final class MemberFile {
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    init(_ path: String) throws {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        guard let handle = FileHandle(forWritingAtPath: path) else { throw Usage(text: "\(path): cannot be written") }
        self.handle = handle
    }

    func write(_ bytes: [UInt8]) throws {
        buffer += [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1]
        let count = UInt16(bytes.count)
        for number in [count, ~count] { buffer += [UInt8(number & 255), UInt8(number >> 8)] }
        buffer += bytes
        let crc = ~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 255)] ^ $0 >> 8 }
        for word in [crc, UInt32(bytes.count)] {
            for shift in 0..<4 { buffer.append(UInt8(truncatingIfNeeded: word >> UInt32(8 * shift))) }
        }
        if buffer.count > 1 << 20 { try flush() }
    }

    private func flush() throws {
        try handle.write(contentsOf: Data(buffer))
        buffer.removeAll(keepingCapacity: true)
    }

    func close() throws {
        try flush()
        try handle.close()
    }
}
