import ArgumentParser
import Foundation
import Policy
import Scanning

/// How logs are read, the same for every command that reads them.
struct ReadingOptions: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("Reads the names of logs from a file, one a line.", valueName: "file"),
        completion: .file())
    var filesFrom: String?

    @Flag(name: .customShort("0"), help: "The names in --files-from end with NUL.")
    var isNulSeparated = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A format such as combined, w3c, json, alb, haproxy or caddy, nginx:<log_format> or apache:<LogFormat>; told by "
                + "content otherwise.",
            valueName: "format"))
    var logFormat: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A log of what was delivered by push, JSON lines or CSV: time, login, installation, object path, status.",
            valueName: "file"), completion: .file())
    var pushLog: [String] = []

    @Option(name: .long, help: ArgumentHelp("The zone of stamps without one (default UTC).", valueName: "zone"))
    var assumeTz: String?

    @Option(
        name: .long,
        help: ArgumentHelp("How late a line may come in its file (default 10s, pipes 60s).", valueName: "duration"))
    var lateness: Moment.Span?

    @Flag(name: .long, help: "Never read files twice; late lines are left out and counted.")
    var onePass = false

    @Flag(name: .long, help: "Read logs that hold the same lines for a while, which otherwise end the run.")
    var allowOverlap = false

    @Option(name: .long, help: ArgumentHelp("The longest line that is read.", valueName: "size"))
    var maxLine = Size(bytes: 1 << 16)

    @Option(name: .long, help: ArgumentHelp("Memory for lines that wait for earlier ones.", valueName: "size"))
    var memory = Size(bytes: 512 << 20)

    @Option(
        name: .long, help: ArgumentHelp("Threads (default: one a core); no result depends on it.", valueName: "number"))
    var threads: Int?

    func validate() throws {
        if let threads, threads < 1 {
            throw ValidationError("--threads \(threads) is not a number of threads; give 1 or more.")
        }
        if isNulSeparated, filesFrom == nil { throw ValidationError("-0 belongs to --files-from; give both.") }
    }

    /// Whether logs are named or described; not told of options that have a value anyway.
    var isNamed: Bool {
        filesFrom != nil || logFormat != nil || !pushLog.isEmpty || assumeTz != nil || lateness != nil || onePass
            || allowOverlap || threads != nil
    }

    /// The request that these options make of files, and of those in --files-from; `mayBeEmpty` where logs are found without
    /// being named.
    func request(_ files: [String], _ policy: Policy, mayBeEmpty: Bool = false) throws -> ScanRequest {
        var request = ScanRequest(inputs: try names(files, mayBeEmpty: mayBeEmpty), policy: policy)
        request.logFormat = logFormat
        request.pushLogs = pushLog
        if !pushLog.isEmpty { try checkPushKey(policy) }
        request.assumedZone = assumeTz
        request.lateness = lateness.map { Int64($0.milliseconds) }
        request.isOnePass = onePass
        request.allowsOverlap = allowOverlap
        request.maxLine = maxLine.bytes
        request.memory = memory.bytes
        request.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        return request
    }

    /// A push log names a login and an installation; a key of other parts would never be met in it.
    private func checkPushKey(_ policy: Policy) throws {
        guard policy.namesLogin else {
            throw Failure(
                "--push-log names deliveries by login and installation, but the policy's key has other parts; "
                    + "leave out --push-log, or use key: [user, path[0]]")
        }
    }

    private func names(_ files: [String], mayBeEmpty: Bool) throws -> [String] {
        let names = files + (try listedNames())
        if !names.isEmpty || filesFrom != nil || mayBeEmpty { return names }
        guard !Terminal.isTerminal(0) else {
            throw Failure(
                "no log is named and standard input is a terminal; try: abuse-scan logs/*.gz (abuse-scan --help tells more)"
            )
        }
        return ["-"]
    }

    /// The names in --files-from.
    func listedNames() throws -> [String] { try filesFrom.map(listed) ?? [] }

    private func listed(_ path: String) throws -> [String] {
        let source = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
        guard let bytes = try source?.readToEnd() ?? (source == nil ? nil : Data()) else {
            throw Failure("\(path): cannot be read; --files-from wants a file with the names of logs")
        }
        let end = isNulSeparated ? UInt8(0) : UInt8(ascii: "\n")
        return bytes.split(separator: end).map { String(decoding: $0, as: UTF8.self) }.filter { !$0.isEmpty }
    }
}

/// A number of bytes, `64K 256M 2G`.
struct Size: ExpressibleByArgument {
    let bytes: Int

    init(bytes: Int) { self.bytes = bytes }

    init?(argument: String) {
        guard let size = ByteSize(argument), size.bytes > 0 else { return nil }
        bytes = size.bytes
    }

    var defaultValueDescription: String { ByteSize(bytes: bytes).description }
}
