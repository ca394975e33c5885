import Foundation

/// A temporary folder with logs, removed at the end.
final class LogFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "abuse-scan-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// How a file is written.
    enum Packing: CaseIterable {
        case plain, fast, best, members
    }

    /// Writes lines to a file, plain or by gzip(1).
    func write(_ lines: [String], _ name: String, _ packing: Packing) throws -> String {
        let file = path + "/" + name
        let half = lines.count / 2
        let pieces = packing == .members ? [lines[..<half], lines[half...]] : [lines[...]]
        var bytes = Data()
        for piece in pieces {
            let text = Data(piece.map { $0 + "\n" }.joined().utf8)
            bytes += packing == .plain ? text : try Self.gzip(text, packing == .fast ? "-1" : "-9")
        }
        try bytes.write(to: URL(fileURLWithPath: file))
        return file
    }

    /// What gzip(1) makes of bytes.
    static func gzip(_ bytes: Data, _ level: String) throws -> Data {
        let input = NSTemporaryDirectory() + UUID().uuidString
        try bytes.write(to: URL(fileURLWithPath: input))
        defer { try? FileManager.default.removeItem(atPath: input) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", level, "-n", "-c", input]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let packed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return packed
    }
}
