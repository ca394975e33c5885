import Foundation

/// One log file: plain, gzipped, or gzipped in several members one behind the other.
final class LogFile {
    enum Form: Int, CaseIterable {
        case plain, gzip, members
    }

    let path: String
    private let form: Form
    private var process: Process?
    private var handle: FileHandle
    private var buffer: [UInt8] = []
    private var pieces = 0

    init(_ path: String, _ form: Form) throws {
        self.path = path
        self.form = form
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw WorkloadError("\(path): cannot be written; is there room, and may you write there?") }
        self.handle = handle
        buffer.reserveCapacity(1 << 20)
    }

    func write(_ line: [UInt8]) throws {
        buffer += line
        if buffer.count >= 1 << 20 - 8192 { try flush() }
    }

    private func flush() throws {
        let data = Data(buffer)
        buffer.removeAll(keepingCapacity: true)
        if form == .plain { return try handle.write(contentsOf: data) }
        pieces += 1
        if form == .members, pieces % 4 == 0 { try endMember() }
        let process = try self.process ?? begin()
        guard let pipe = process.standardInput as? Pipe else { return }
        try pipe.fileHandleForWriting.write(contentsOf: data)
    }

    private func begin() throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["-1", "-c", "-n"]
        process.standardInput = Pipe()
        process.standardOutput = handle
        try process.run()
        self.process = process
        return process
    }

    private func endMember() throws {
        guard let process, let pipe = process.standardInput as? Pipe else { return }
        try pipe.fileHandleForWriting.close()
        process.waitUntilExit()
        self.process = nil
    }

    func close() throws {
        try flush()
        try endMember()
        try handle.close()
    }
}

/// Why a workload cannot be made: the place, the fact, the way out.
public struct WorkloadError: Error, CustomStringConvertible {
    /// The whole sentence.
    public let description: String

    init(_ text: String) { description = text }
}
