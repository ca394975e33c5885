import Detection
import Foundation
import Ledger
import ModelComparison
import ReferenceModel
import Reports
import Synchronization
import Testing

@testable import Policy
@testable import Scanning

@Suite("With a ledger, many runs find what one run finds")
struct LedgerScanTests {
    func scan(_ files: [String], _ sample: SampleLog, _ change: (inout ScanRequest) -> Void = { _ in }) throws
        -> ReportModel
    {
        var request = ScanRequest(inputs: files, policy: sample.policy)
        request.since = sample.options.since
        request.until = sample.options.until
        request.threads = 1
        change(&request)
        return try Scan(request).run().model
    }

    func scan(_ files: [String], _ sample: SampleLog, ledger: String, threads: Int = 1) throws -> ReportModel {
        var request = request(files, sample, ledger: ledger)
        request.threads = threads
        return try Scan(request).run().model
    }

    func request(_ files: [String], _ sample: SampleLog, ledger: String) -> ScanRequest {
        var request = ScanRequest(inputs: files, policy: sample.policy)
        request.since = sample.options.since
        request.until = sample.options.until
        request.ledger = LedgerUse(path: ledger)
        request.blockSize = 1 << 11
        request.maxLine = 600
        return request
    }

    /// The findings without the two values that say where a line lay.
    func findings(_ model: ReportModel) -> [String] {
        var bytes: [UInt8] = []
        ReportWriter(format: .ndjson).write(model) { piece in
            for index in piece.indices { bytes.append(piece[index]) }
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return lines.filter { !$0.contains(#""type":"summary""#) }
            .map { String($0).replacing(/"file":"[^"]*","line":\d+/, with: "") }
    }

    /// Expects the same, and says in few words what is not.
    func expect(
        _ found: [String], _ expected: [String], _ what: String, _ location: SourceLocation = #_sourceLocation
    ) {
        guard found != expected else { return }
        let missing = expected.filter { !found.contains($0) }.map { "missing  \($0.prefix(400))" }
        let extra = found.filter { !expected.contains($0) }.map { "invented \($0.prefix(400))" }
        Issue.record(
            "\(what): \(found.count) for \(expected.count)\n\((missing + extra).prefix(6).joined(separator: "\n"))",
            sourceLocation: location)
    }

    /// Everything that reports are made of, as text.
    func sums(_ path: String) throws -> [String] {
        let ledger = try LedgerFile.open(path, for: .reading)
        var rows: [String] = []
        try ledger.hourly(in: .min..<(.max)) { rows.append("\($0)") }
        try ledger.minutes(in: .min..<(.max)) { rows.append("\($0)") }
        return rows.sorted()
    }

    @Test("cut into files at any line, packed or not", arguments: Rounds.of(6))
    func cuts(_ number: Int) throws {
        let seed = UInt64(number) + 1300
        var random = SeededGenerator(seed: seed)
        let sample = try SampleLog(seed: seed, size: 900, jitter: 10_000)
        let folder = try LogFolder()
        let whole = try folder.write(sample.text, "whole.log", .plain)
        let expected = findings(try scan([whole], sample))
        let once = folder.path + "/once.db"
        expect(findings(try scan([whole], sample, ledger: once)), expected, "seed \(seed), one run")
        let often = folder.path + "/often.db"
        var rest = sample.text[...]
        var (found, run): ([String], Int) = ([], 0)
        while !rest.isEmpty {
            let count = Int.random(in: 1...[20, 200, 900][number % 3], using: &random)
            let packing = LogFolder.Packing.allCases.randomElement(using: &random) ?? .plain
            let file = try folder.write(Array(rest.prefix(count)), "\(run).log", packing)
            found = findings(try scan([file], sample, ledger: often, threads: 1 + run % 2))
            rest = rest.dropFirst(count)
            run += 1
        }
        expect(found, expected, "seed \(seed), \(run) runs")
        expect(try sums(often), try sums(once), "sums of seed \(seed), \(run) runs")
    }

    @Test("while the file grows byte by byte, and is packed at the end", arguments: Rounds.of(2))
    func growth(_ number: Int) throws {
        let seed = UInt64(number) + 1400
        var random = SeededGenerator(seed: seed)
        let sample = try SampleLog(seed: seed, size: 600, jitter: 10_000)
        let folder = try LogFolder()
        let whole = try folder.write(sample.text, "whole.log", .plain)
        let expected = findings(try scan([whole], sample))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: whole))
        let (log, ledger) = (folder.path + "/access.log", folder.path + "/l.db")
        var end = 0
        while end < bytes.count * 3 / 4 {
            end = min(bytes.count, end + Int.random(in: 1...bytes.count / 8, using: &random))
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: log, isDirectory: false).created())
            try file.seekToEnd()
            let written = Int(try file.offset())
            try file.write(contentsOf: bytes[written..<end])
            try file.close()
            _ = try scan([log], sample, ledger: ledger)
        }
        try FileManager.default.removeItem(atPath: log)
        let packed = try folder.write(sample.text, "access.log.1.gz", .best)
        let model = try scan([packed], sample, ledger: ledger)
        expect(findings(model), expected, "seed \(seed)")
        let again = try scan([packed, whole], sample, ledger: ledger)
        expect(findings(again), expected, "seed \(seed), once more")
        #expect(again.summary.lines == 0)
    }

    @Test("stopped anywhere, and started again", arguments: Rounds.of(4))
    func stops(_ number: Int) throws {
        let seed = UInt64(number) + 1600
        var random = SeededGenerator(seed: seed)
        let sample = try SampleLog(seed: seed, size: 900, jitter: 10_000)
        let folder = try LogFolder()
        // Lines of one time in several files, so that some lie behind the others when the run stops.
        var parts = [[String]](repeating: [], count: 3)
        for line in sample.text { parts[Int.random(in: 0..<3, using: &random)].append(line) }
        let files = try parts.enumerated().map { index, part in
            try folder.write(part, "\(index).log", [.plain, .best, .members][(index + number) % 3])
        }
        let expected = findings(try scan(files, sample))
        let ledger = folder.path + "/l.db"
        var inside = 0
        for stop in [3, 9, 20, 60].map({ $0 + Int.random(in: 0..<20, using: &random) }) {
            var request = request(files, sample, ledger: ledger)
            request.threads = 1
            let left = Countdown(stop)
            _ = try Scan(request, isStopped: { left.isOver() }).run()
            let inputs = try LedgerFile.open(ledger, for: .reading).past().inputs
            inside += inputs.filter { $0.state == .truncated && $0.lines > 0 }.count
        }
        #expect(inside > 0, "seed \(seed): no run was stopped inside of a file")
        expect(findings(try scan(files, sample, ledger: ledger)), expected, "seed \(seed)")
    }

    @Test("what earlier runs should have had is late, counted and said; the same lines again end the run")
    func behind() throws {
        let line = { (second: Int, path: Int) in
            let minute = second / 60
            let time = String(format: "21/Nov/2026:%02d:%02d:%02d", 8 + minute / 60, minute % 60, second % 60)
            return #"192.0.2.1 - alfa [\#(time) +0000] "GET /MSDEMO/Estates/\#(path) HTTP/1.1" 200 \#(4000 + path)"#
        }
        let sample = try SampleLog(seed: 1, size: 10, jitter: 10_000)
        let folder = try LogFolder()
        let ledger = folder.path + "/l.db"
        func scan(_ files: [String]) throws -> ReportModel {
            try self.scan(files, sample) { request in
                (request.since, request.until) = (nil, nil)
                request.ledger = LedgerUse(path: ledger)
            }
        }
        let first = try folder.write((0..<7200).map { line($0, $0) }, "first.log.gz", .best)
        #expect(try scan([first]).summary.identified == 7200)
        // Others of the same time: a server that was forgotten.
        let other = try folder.write((0..<1500).map { line($0, 100_000 + $0) }, "other.log.gz", .best)
        let late = try scan([other])
        #expect(late.summary.late == 1500)
        #expect(late.summary.inexact == "1500 late lines count in the totals only")
        #expect(late.summary.behind == 1500)
        // They wait for nobody: only the first file's last lines do.
        #expect(late.summary.ledger?.waiting == 11)
        // The same lines in another file.
        let part = try folder.write((600..<6000).map { line($0, $0) }, "part.log.gz", .best)
        let before = try Data(contentsOf: URL(fileURLWithPath: ledger))
        let error = #expect(throws: ScanError.self) { try scan([part]) }
        #expect(error?.description.hasPrefix("\(part) repeats lines of \(first) from 2026-11-21T08:1") == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: ledger)) == before)
    }

    @Test("a dry run tells the same and writes nothing at all")
    func dryRun() throws {
        let sample = try SampleLog(seed: 1500, size: 600, jitter: 10_000)
        let folder = try LogFolder()
        let half = sample.text.count / 2
        let first = try folder.write(Array(sample.text[..<half]), "1.log", .plain)
        let second = try folder.write(Array(sample.text[half...]), "2.log", .plain)
        let ledger = folder.path + "/l.db"
        func dry(_ file: String) throws -> ReportModel {
            try scan([file], sample) { request in
                request.ledger = LedgerUse(path: ledger)
                request.ledger?.isDryRun = true
            }
        }
        _ = try dry(first)
        #expect(!FileManager.default.fileExists(atPath: ledger))
        _ = try scan([first], sample, ledger: ledger)
        let content = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let before = try Data(contentsOf: URL(fileURLWithPath: ledger))
        let told = try dry(second)
        #expect(try Data(contentsOf: URL(fileURLWithPath: ledger)) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == content)
        #expect(findings(told) == findings(try scan([second], sample, ledger: ledger)))
    }

    @Test("other windows than those of the ledger end the run with a way out")
    func otherWindows() throws {
        let sample = try SampleLog(seed: 1501, size: 200, jitter: 10_000)
        let folder = try LogFolder()
        let file = try folder.write(sample.text, "1.log", .plain)
        let ledger = folder.path + "/l.db"
        _ = try scan([file], sample, ledger: ledger)
        let more = try folder.write(["x"], "2.log", .plain)
        let window = sample.policy.detection.polling.window
        let pushes = try folder.write(["time,login,installation,object path,status"], "push.csv", .plain)
        let error = #expect(throws: ScanError.self) {
            try scan([more], sample) { request in
                request.ledger = LedgerUse(path: ledger)
                request.policy.detection.polling.window = 25
                request.pushLogs = [pushes]
            }
        }
        #expect(
            error
                == ScanError(
                    "\(ledger): the windows were made with another push log (none, now one), window of polling (\(window), now 25); "
                        + "use the policy that it was made with, or begin a new ledger", .ledger))
    }
}

/// Says after so many questions that a run is to stop.
private final class Countdown: Sendable {
    private let left: Mutex<Int>

    init(_ questions: Int) { left = Mutex(questions) }

    func isOver() -> Bool {
        left.withLock { left in
            left -= 1
            return left < 0
        }
    }
}

extension URL {
    /// The same place, with a file at it.
    fileprivate func created() -> URL {
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil)
        }
        return self
    }
}
