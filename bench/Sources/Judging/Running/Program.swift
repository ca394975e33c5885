import Foundation
import Workloads

/// The built program.
public struct Program: Sendable {
    /// Its path.
    public let path: String
    /// The rules that its policy schema names, and those that every program has.
    public let rules: Set<String>
    /// Whether it reads a log of deliveries by push.
    public let readsPushLogs: Bool
    /// What it calls itself.
    public let version: String

    /// Asks a program which rules it has.
    ///
    /// - Throws: ``JudgeError`` if there is none at the path or it does not answer.
    public init(_ path: String) throws {
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw JudgeError(
                "\(path): there is no program; build it with `swift build -c release --product abuse-scan` or give --program"
            )
        }
        self.path = path
        let schema = try Self.run(path, ["policy", "schema"])
        guard schema.status == 0,
            let object = try? JSONSerialization.jsonObject(with: schema.output) as? [String: Any],
            let sections = object["properties"] as? [String: Any]
        else { throw JudgeError("\(path): `policy schema` gives no JSON; is this abuse-scan?") }
        let all = [
            "repeated_fetch", "polling", "round_the_clock", "overload", "ignored_backoff", "closed_door", "fan_out",
            "wasteful_scan", "parallel_duplicates",
        ]
        rules = Set(all.filter { sections[$0] != nil } + ["quota"])
        let help = String(decoding: try Self.run(path, ["help", "scan"]).output, as: UTF8.self)
        readsPushLogs = help.contains("--push-log")
        version = String(decoding: try Self.run(path, ["--version"]).output, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Scans files and gives what is printed.
    ///
    /// - Throws: ``JudgeError`` if the program does not end well.
    public func scan(
        _ files: [String], of workload: Workload, policy: String, format: String, threads: Int = 2
    ) throws -> Data {
        var arguments = ["scan", "--policy", policy, "--format", format, "--threads", "\(threads)", "--no-progress"]
        if let logFormat = workload.logFormat { arguments += ["--log-format", logFormat] }
        if readsPushLogs { arguments += ["--push-log", workload.pushLog] }
        let run = try Self.run(path, arguments + files)
        guard run.status == 0 else {
            throw JudgeError("\(path) ended with status \(run.status) on \(files.count) files: \(run.problem)")
        }
        return run.output
    }

    private static func run(_ path: String, _ arguments: [String]) throws -> (
        status: Int32, output: Data, problem: String
    ) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let folder = FileManager.default.temporaryDirectory
        let name = folder.appendingPathComponent("judge-\(UUID().uuidString)")
        let (output, problems) = (name.appendingPathExtension("out"), name.appendingPathExtension("err"))
        for file in [output, problems] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        defer { for file in [output, problems] { try? FileManager.default.removeItem(at: file) } }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: problems)
        try process.run()
        process.waitUntilExit()
        let problem = String(decoding: try Data(contentsOf: problems).prefix(2000), as: UTF8.self)
        return (process.terminationStatus, try Data(contentsOf: output), problem)
    }
}
