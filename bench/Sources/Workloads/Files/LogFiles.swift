import Foundation

/// The logs of three servers, each rotated when it likes, in files of all forms.
struct LogFiles {
    private let folder: String
    private var open: [LogFile?]
    private var until: [Int64]
    private var number = 0
    private var random: SeededRandom
    private(set) var paths: [String] = []

    init(_ folder: String, seed: UInt64, servers: Int = 3) throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        open = Array(repeating: nil, count: servers)
        until = Array(repeating: 0, count: servers)
        random = SeededRandom(seed, 11)
    }

    /// Writes a line of a second to the log of one of the servers.
    mutating func write(_ line: [UInt8], at second: Int64, server: Int) throws {
        let server = server % open.count
        if second >= until[server] || open[server] == nil { try rotate(server, second) }
        try open[server]?.write(line)
    }

    private mutating func rotate(_ server: Int, _ second: Int64) throws {
        try open[server]?.close()
        number += 1
        until[server] = second + Int64(random.within(30_000...260_000))
        let dice = random.below(10)
        let form = dice < 2 ? LogFile.Form.plain : dice < 8 ? .gzip : .members
        let path = "\(folder)/web\(server + 1)-access-\(1000 + number).log\(form == .plain ? "" : ".gz")"
        open[server] = try LogFile(path, form)
        paths.append(path)
    }

    /// Closes what is open, and gives one of the files a second time, unpacked or packed anew.
    mutating func close() throws {
        for server in open.indices { try open[server]?.close() }
        let source = paths[random.below(paths.count)]
        let copy = "\(folder)/copy-of-a-log"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = source.hasSuffix(".gz") ? ["-dc", source] : ["-9", "-c", source]
        _ = FileManager.default.createFile(atPath: copy, contents: nil)
        process.standardOutput = FileHandle(forWritingAtPath: copy)
        try process.run()
        process.waitUntilExit()
        paths.append(copy)
    }
}
