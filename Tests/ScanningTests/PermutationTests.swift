import Detection
import Foundation
import ModelComparison
import ReferenceModel
import Reports
import Testing

@testable import Policy
@testable import Scanning

@Suite("Results are a function of the lines alone")
struct PermutationTests {
    private func scan(_ files: [String], _ sample: SampleLog, _ change: (inout ScanRequest) -> Void = { _ in }) throws
        -> ReportModel
    {
        var request = ScanRequest(inputs: files, policy: sample.policy)
        request.since = sample.options.since
        request.until = sample.options.until
        request.threads = 1
        change(&request)
        return try Scan(request).run().model
    }

    /// The report without the two values that say where a line lay.
    private func ndjson(_ model: ReportModel) -> String {
        var bytes: [UInt8] = []
        ReportWriter(format: .ndjson).write(model) { piece in
            for index in piece.indices { bytes.append(piece[index]) }
        }
        return String(decoding: bytes, as: UTF8.self).replacing(/"file":"[^"]*","line":\d+/, with: "")
    }

    @Test("the whole way through text finds what the slow model finds", arguments: Rounds.of(12))
    func model(_ number: Int) throws {
        let sample = try SampleLog(seed: UInt64(number) + 500, size: 900)
        let folder = try LogFolder()
        let file = try folder.write(sample.text, "a.log.gz", .best)
        let found = try scan([file], sample)
        let expected = ReferenceModel.findings(lines: sample.lines, options: sample.options).map(\.description)
        #expect(found.findings.map(\.modelText) == expected, "seed \(number + 500)")
        let summary = found.summary
        let unreadable = summary.unreadable.reduce(0) { $0 + $1.lines }
        #expect(
            summary.identified + summary.unidentified + summary.outOfPeriod + summary.late + unreadable
                == Int64(sample.lines.count))
    }

    @Test("splitting, order, compression, blocks and threads change no byte", arguments: Rounds.of(5))
    func permutation(_ number: Int) throws {
        let seed = UInt64(number) + 900
        var random = SeededGenerator(seed: seed)
        let sample = try SampleLog(seed: seed, size: 900)
        let folder = try LogFolder()
        let whole = ndjson(try scan([try folder.write(sample.text, "whole.log", .plain)], sample))
        for round in 0..<4 {
            var parts = [[String]](repeating: [], count: 5)
            for line in sample.text { parts[Int.random(in: 0..<5, using: &random)].append(line) }
            for part in parts.indices where Bool.random(using: &random) { parts[part].shuffle(using: &random) }
            var files: [String] = []
            for (index, part) in parts.enumerated() where !part.isEmpty {
                let packing = LogFolder.Packing.allCases.randomElement(using: &random) ?? .plain
                files.append(try folder.write(part, "\(round)-\(index).log", packing))
            }
            files.shuffle(using: &random)
            let model = try scan(files, sample) { request in
                request.threads = [1, 2, 4, 8].randomElement(using: &random) ?? 1
                request.maxLine = 600
                request.blockSize = [1 << 11, 1 << 14, 1 << 18].randomElement(using: &random) ?? 1
            }
            #expect(ndjson(model) == whole, "seed \(seed), round \(round)")
        }
    }

    @Test("a file given twice, renamed or repacked counts once")
    func doubles() throws {
        let sample = try SampleLog(seed: 77, size: 600)
        let folder = try LogFolder()
        let once = try folder.write(sample.text, "a.log", .plain)
        let again = try folder.write(sample.text, "b.log.gz", .members)
        let model = try scan([once, again, once], sample)
        #expect(ndjson(model) == ndjson(try scan([once], sample)))
        #expect(
            model.summary.problems.contains(
                "\(again): holds the same bytes as \(once); left out, so that nothing counts twice"))
    }

    @Test("one pass leaves late lines out, and counts them")
    func late() throws {
        var sample = try SampleLog(seed: 78, size: 600).text
        sample.append(sample.removeFirst())
        let folder = try LogFolder()
        let file = try folder.write(sample, "a.log", .plain)
        let given = try SampleLog(seed: 78, size: 600)
        let once = try scan([file], given) { $0.isOnePass = true }
        #expect(once.summary.late == 1)
        #expect(once.summary.inexact == "1 late line counts in the totals only")
        let twice = try scan([file], given)
        #expect(twice.summary.late == 0)
        #expect(twice.summary.isSecondPass)
    }
}
