import Detection
import Foundation
import Policy
import Reports
import Testing

@testable import Scanning

/// Logs packed by zstd, bzip2 and xz, unpacked by the installed programs: nothing may differ from the plain log.
@Suite("Unpacking by installed programs", .serialized)
struct UnpackingTests {
    static func isInstalled(_ program: String) -> Bool {
        ["/usr/bin/", "/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + program) }
    }

    /// The programs that pack, with arguments that make several frames or blocks too.
    static let packers = [
        ["zstd", "-q", "-1"], ["zstd", "-q", "--ultra", "-20"], ["bzip2", "-1"], ["bzip2", "-9"], ["xz", "-0"],
        ["xz", "-9e", "--block-size=20000"],
    ]

    private static let lines = (0..<20_000).map { number in
        let (hour, minute, second) = (number / 1200, number / 20 % 60, number % 20 * 3)
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "192.0.2.1 - alfa [02/Mar/2026:\(padded(hour)):\(padded(minute)):\(padded(second)) +0000] "
            + "\"GET /MSDEMO/Estates/\(number % 300) HTTP/1.1\" 200 \(number % 300) \"-\" \"Sync/1\""
    }

    private static func pack(_ file: String, _ packer: [String], into packed: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = packer + ["-c", file]
        _ = FileManager.default.createFile(atPath: packed, contents: nil)
        process.standardOutput = FileHandle(forWritingAtPath: packed)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    private static func scan(_ names: [String], threads: Int = 2) throws -> Scan.Outcome {
        var request = ScanRequest(inputs: names, policy: try Policy.profile(named: "vitec-hub"))
        request.threads = threads
        return try Scan(request).run()
    }

    @Test("results are those of the plain log", arguments: packers.filter { isInstalled($0[0]) })
    func equalToPlain(_ packer: [String]) throws {
        let folder = try LogFolder()
        let plain = try folder.write(Self.lines, "a.log", .plain)
        let packed = folder.path + "/a.packed"
        try Self.pack(plain, packer, into: packed)
        let expected = try Self.scan([plain])
        for threads in [1, 2] {
            let outcome = try Self.scan([packed], threads: threads)
            #expect(!outcome.hasFaults && outcome.model.summary.problems.isEmpty)
            #expect(outcome.model.findings.map(\.key) == expected.model.findings.map(\.key))
            #expect(outcome.model.findings.map(\.observed) == expected.model.findings.map(\.observed))
            #expect(outcome.model.keys == expected.model.keys)
            #expect(outcome.model.summary.lines == 20_000)
            #expect(outcome.model.summary.bytesInflated == expected.model.summary.bytesInflated)
            let size = try FileManager.default.attributesOfItem(atPath: packed)[.size] as? Int64
            #expect(outcome.model.summary.bytesRead == size)
        }
        #expect(!expected.model.findings.isEmpty)
    }

    @Test("lines out of order are read a second time", arguments: packers.filter { isInstalled($0[0]) })
    func secondPass(_ packer: [String]) throws {
        let folder = try LogFolder()
        let mixed = Array(Self.lines[9000...]) + Array(Self.lines[..<9000])
        let packed = folder.path + "/a.packed"
        try Self.pack(try folder.write(mixed, "a.log", .plain), packer, into: packed)
        let outcome = try Self.scan([packed])
        #expect(outcome.model.summary.isSecondPass && outcome.model.summary.late == 0)
        #expect(outcome.model.summary.identified == 20_000)
    }

    @Test("the same lines are known again", arguments: packers.filter { isInstalled($0[0]) })
    func identity(_ packer: [String]) throws {
        let folder = try LogFolder()
        let plain = try folder.write(Self.lines, "a.log", .plain)
        let packed = folder.path + "/b.packed"
        try Self.pack(plain, packer, into: packed)
        let outcome = try Self.scan([plain, packed, try folder.write(Self.lines, "c.gz", .members)])
        #expect(outcome.model.summary.lines == 20_000)
        #expect(
            outcome.model.summary.problems.sorted() == [
                "\(packed): holds the same bytes as \(plain); left out, so that nothing counts twice",
                "\(folder.path)/c.gz: holds the same bytes as \(plain); left out, so that nothing counts twice",
            ])
    }

    /// What each program says of a file that is cut.
    static let cuts = [
        ("zstd", "zstd ended with status 1 (/*stdin*\\ : Read error (39) : premature end)"),
        ("bzip2", "bzip2 ended with status 2"), ("xz", "xz ended with status 1 ((stdin): Unexpected end of input)"),
    ]

    @Test("a file that is cut is used up to there", arguments: cuts.filter { isInstalled($0.0) })
    func cut(_ program: String, _ fact: String) throws {
        let folder = try LogFolder()
        let plain = try folder.write(Self.lines, "a.log", .plain)
        let packed = folder.path + "/a.packed"
        try Self.pack(plain, program == "xz" ? ["xz", "-0", "--block-size=20000"] : [program, "-1"], into: packed)
        let whole = try Data(contentsOf: URL(fileURLWithPath: packed))
        try whole.dropLast(whole.count / 3).write(to: URL(fileURLWithPath: packed))
        let outcome = try Self.scan([packed])
        #expect(outcome.hasFaults)
        let problem = outcome.model.summary.problems.first ?? ""
        #expect(problem.hasPrefix("\(packed): \(fact)"), "\(problem)")
        #expect(problem.hasSuffix("of the file; what came before it is used; copy the file again"))
    }

    @Test func aMissingProgramIsSaidWithAPipe() throws {
        let started = ChildProgram.start(
            "no-such-program", [], input: OpenFile(-1), output: OpenFile(-1), errors: OpenFile(-1))
        guard case .failure(let failure) = started else {
            Issue.record("a program that is not there was started")
            return
        }
        #expect(failure.number == ENOENT)
    }

    /// Programs whose output nobody reads any more must not be left behind.
    @Test(.enabled(if: isInstalled("xz"))) func whoIsNotReadIsEnded() throws {
        let folder = try LogFolder()
        let packed = folder.path + "/a.xz"
        try Self.pack(try folder.write(Self.lines, "a.log", .plain), ["xz", "-0"], into: packed)
        let request = ScanRequest(inputs: [packed], policy: try Policy.profile(named: "vitec-hub"))
        for _ in 0..<20 {
            let file = try #require(try Doctor(request, mostLines: 1).run().files.first)
            #expect(file.lines == 1 && !file.isWhole && file.compression == "xz" && file.problem == nil)
        }
        #expect(Self.children(named: "xz") == 0)
    }

    /// Children of this process, ended ones that nobody waited for included.
    private static func children(named name: String) -> Int {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.count { process in
            guard Int(process) != nil, let bytes = FileManager.default.contents(atPath: "/proc/\(process)/stat") else {
                return false
            }
            let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
            return words.count > 3 && words[1] == "(\(name))" && words[3] == "\(getpid())"
        }
    }
}
