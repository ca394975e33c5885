import Foundation

/// The built program, run as a user runs it.
struct Program {
    struct Result {
        var status: Int32
        var output: String
        var errors: String
    }

    /// The root of the project.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The program lies beside the test bundle, whatever the configuration.
    static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path

    static func binary() -> String {
        for folder in [path, root + "/.build/debug", root + "/.build/release"] {
            let file = folder + "/abuse-scan"
            if FileManager.default.isExecutableFile(atPath: file) { return file }
        }
        return root + "/.build/debug/abuse-scan"
    }

    /// Runs it with arguments in a shell-free way; `input` becomes standard input.
    static func run(_ arguments: [String], input: Data = Data(), folder: String = root) throws -> Result {
        try run(binary(), arguments, input: input, folder: folder)
    }

    /// Runs a line of shell in which `$A` is the program.
    static func shell(_ line: String, folder: String) throws -> Result {
        try run("/bin/bash", ["-c", "A='\(binary())'; \(line)"], input: Data(), folder: folder)
    }

    private static func run(_ program: String, _ arguments: [String], input: Data, folder: String) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let temporary = NSTemporaryDirectory() + UUID().uuidString
        for name in ["in", "out", "err"] {
            _ = FileManager.default.createFile(atPath: temporary + name, contents: name == "in" ? input : nil)
        }
        defer { for name in ["in", "out", "err"] { try? FileManager.default.removeItem(atPath: temporary + name) } }
        process.standardInput = FileHandle(forReadingAtPath: temporary + "in")
        process.standardOutput = FileHandle(forWritingAtPath: temporary + "out")
        process.standardError = FileHandle(forWritingAtPath: temporary + "err")
        try process.run()
        process.waitUntilExit()
        func text(_ name: String) -> String {
            String(decoding: FileManager.default.contents(atPath: temporary + name) ?? Data(), as: UTF8.self)
        }
        return Result(status: process.terminationStatus, output: text("out"), errors: text("err"))
    }
}

/// A folder for one test, with a readable log in it.
final class WorkFolder: Sendable {
    let path: String
    static let line =
        "192.0.2.1 - alfa [02/Mar/2026:07:02:17 +0000] \"GET /MSDEMO/Estates HTTP/1.1\" 200 120 \"-\" \"Sync/1\" rt=0.010\n"

    init() throws {
        path = NSTemporaryDirectory() + "abuse-scan-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try write("good.log", Data(Self.line.utf8))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ bytes: Data) throws {
        try bytes.write(to: URL(fileURLWithPath: path + "/" + name))
    }

    func run(_ arguments: String...) throws -> Program.Result {
        try Program.run(arguments, folder: path)
    }
}
