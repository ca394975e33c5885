import Detection
import Foundation
import ReferenceModel
import Testing

@testable import AccessLog
@testable import Policy
@testable import Scanning

#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

@Suite("Threads that read and parse take turns and change nothing")
struct ReadingCrewTests {
    /// Inputs in blocks of a few lines, and what reading them needs.
    private struct Reading {
        let inputs: [PreparedInput]
        let request: ScanRequest
        let options: ParserOptions
        var settings: RunMaker.Settings

        init(_ names: [String]) throws {
            var request = ScanRequest(inputs: names, policy: try Policy.profile(named: "vitec-hub"))
            (request.maxLine, request.blockSize) = (200, 500)
            options = try Scan.parserOptions(request)
            inputs = try Preparation(request, options, isStopped: { false }).inputs
            settings = RunMaker.Settings(
                since: .min, until: .max, lateness: 60_000, maxLine: request.maxLine,
                detection: request.policy.detection)
            settings.backlog.runs = 3
            self.request = request
        }

        func open(_ crew: ReadingCrew) throws -> [ScanInput] {
            try inputs.map { try ScanInput($0, request, options, settings, crew) }
        }
    }

    private static func lines(_ count: Int) -> [String] {
        (0..<count).map { number in
            let time = String(format: "%02d:%02d:%02d", number / 3600, number / 60 % 60, number % 60)
            return "192.0.2.1 - partner\(number % 7) [15/Mar/2026:\(time) +0000] \"GET /site/\(number) HTTP/1.1\" 200 5"
        }
    }

    @Test("every line comes once and in order, whoever reads and whoever is waited for", arguments: [0, 1, 2, 5])
    func order(_ threads: Int) throws {
        let folder = try LogFolder()
        let counts = [1, 4, 700, 1500, 3000]
        let files = try counts.enumerated().map { index, count in
            try folder.write(Self.lines(count), "\(index).log", index % 2 == 0 ? .plain : .members)
        }
        for seed in UInt64(0)..<8 {
            var random = SeededGenerator(seed: seed)
            let crew = ReadingCrew(threads: threads)
            defer { crew.dismiss() }
            var reading = try Reading(files)
            reading.settings.backlog.runs = [1, 3, 8].randomElement(using: &random) ?? 1
            reading.settings.backlog.blocks = Int.random(in: 1...3, using: &random)
            let inputs = try reading.open(crew)
            var seen = [Int32: [Int64]]()
            var kept: [(ScanInput, EventRun)] = []
            while let input = inputs.filter({ !$0.isAtEnd }).randomElement(using: &random) {
                if let run = input.next(isStopped: { false }) {
                    seen[input.index, default: []] += run.content.order.map { run.content.events[Int($0)].line }
                    kept.append((input, run))
                }
                // Runs wait for others, as they do in a merge.
                while kept.count > Int.random(in: 0...12, using: &random) {
                    let (input, run) = kept.removeFirst()
                    input.recycle(run.content)
                }
            }
            for (index, count) in counts.enumerated() {
                #expect(seen[Int32(index)] == Array(1...Int64(count)), "file \(index), seed \(seed)")
                #expect(inputs[index].tally.lines == Int64(count) && inputs[index].state.fault == nil)
            }
        }
    }

    @Test("inputs may be let go at any time", arguments: [0, 1, 3])
    func letGo(_ threads: Int) throws {
        let folder = try LogFolder()
        let file = try folder.write(Self.lines(2000), "a.log", .fast)
        var random = SeededGenerator(seed: 5)
        for _ in 0..<40 {
            let crew = ReadingCrew(threads: threads)
            var inputs = try Reading([file]).open(crew)
            for _ in 0..<Int.random(in: 0..<20, using: &random) { _ = inputs[0].next(isStopped: { false }) }
            if Bool.random(using: &random) { inputs.removeAll() }
            crew.dismiss()
        }
    }

    @Test("a cut file brings what can be read, and says where it ends", arguments: [0, 2])
    func cut(_ threads: Int) throws {
        let folder = try LogFolder()
        let file = try folder.write(Self.lines(3000), "a.log", .best)
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: file))
        let crew = ReadingCrew(threads: threads)
        defer { crew.dismiss() }
        let input = try #require(try Reading([file]).open(crew).first)
        while !input.isAtEnd {
            if let run = input.next(isStopped: { false }) { input.recycle(run.content) }
        }
        #expect(input.tally.lines > 500 && input.tally.lines < 3000)
        #expect(input.state.fault?.description.contains("a.log") == true)
    }

    @Test("a pipe that falls silent keeps nobody from stopping", arguments: [0, 1])
    func silence(_ threads: Int) throws {
        let folder = try LogFolder()
        let name = folder.path + "/pipe"
        // Safe: here and below, the strings and bytes live for the calls.
        try #require(unsafe mkfifo(name, 0o600) == 0)
        let writer = unsafe Glibc.open(name, O_RDWR)
        defer { close(writer) }
        let text = Self.lines(40).map { $0 + "\n" }.joined()
        #expect(unsafe write(writer, text, text.utf8.count) == text.utf8.count)
        let crew = ReadingCrew(threads: threads)
        defer { crew.dismiss() }
        let input = try #require(try Reading([name]).open(crew).first)
        var lines = 0
        while let run = input.next(isStopped: { lines > 20 }) { lines += run.content.events.count }
        #expect(lines > 20 && lines <= 40 && !input.isAtEnd)
    }
}
