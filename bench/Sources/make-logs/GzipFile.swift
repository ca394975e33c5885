import Foundation

/// A file that is written through `gzip`, so that its streams are those that real logs have.
final class GzipFile {
    private let process = Process()
    private let pipe = Pipe()
    private var buffer: [UInt8] = []

    init(_ path: String, level: Int = 6) throws {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["-\(level)", "-c", "-n"]
        process.standardInput = pipe
        process.standardOutput = FileHandle(forWritingAtPath: path)
        try process.run()
        buffer.reserveCapacity(1 << 20)
    }

    func write(_ bytes: [UInt8]) throws {
        buffer.append(contentsOf: bytes)
        if buffer.count >= 1 << 20 - 4096 { try flush() }
    }

    private func flush() throws {
        try pipe.fileHandleForWriting.write(contentsOf: Data(buffer))
        buffer.removeAll(keepingCapacity: true)
    }

    func close() throws {
        try flush()
        try pipe.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
