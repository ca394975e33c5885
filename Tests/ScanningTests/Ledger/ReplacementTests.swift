import Detection
import Foundation
import Ledger
import ModelComparison
import ReferenceModel
import Reports
import Testing

@testable import Scanning

/// Inputs that are taken out again: what is left is what a ledger holds that never read them.
extension LedgerScanTests {
    /// Four files and a plain one that is still written, of which half was read; the last lines of it are cut.
    struct Life {
        let sample: SampleLog
        let folder: LogFolder
        var files: [String] = []
        let growing: String
        let rest: Data

        init(_ seed: UInt64) throws {
            sample = try SampleLog(seed: seed, size: 700, jitter: 10_000)
            folder = try LogFolder()
            let size = sample.text.count / 5
            for (number, packing) in [LogFolder.Packing.plain, .best, .members, .fast].enumerated() {
                let part = Array(sample.text[number * size..<(number + 1) * size])
                files.append(try folder.write(part, "\(number).log", packing))
            }
            growing = try folder.write(Array(sample.text[(4 * size)...]), "access.log", .plain)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: growing))
            rest = bytes.suffix(bytes.count / 2)
            try bytes.dropLast(rest.count).write(to: URL(fileURLWithPath: growing))
        }

        func grow() throws {
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: growing))
            try file.seekToEnd()
            try file.write(contentsOf: rest)
            try file.close()
        }

        func ledger(_ name: String) -> String { folder.path + "/" + name }
    }

    func replace(
        _ names: [String], _ files: [String], _ life: Life, _ ledger: String, isDryRun: Bool = false,
        _ change: (inout ScanRequest) -> Void = { _ in }
    ) throws -> ReportModel {
        var request = request(files, life.sample, ledger: ledger)
        request.ledger?.replacing = names
        request.ledger?.isDryRun = isDryRun
        change(&request)
        return try Scan(request).run().model
    }

    @Test("a ledger that an input is taken out of is one that never read it", arguments: Rounds.of(3))
    func takenOut(_ number: Int) throws {
        let life = try Life(UInt64(number) + 1700)
        let (ledger, never) = (life.ledger("l.db"), life.ledger("never.db"))
        let wrong = [2, 0, 3][number % 3]
        for file in life.files + [life.growing] {
            _ = try scan([file], life.sample, ledger: ledger)
            if file != life.files[wrong] { _ = try scan([file], life.sample, ledger: never) }
        }
        // One of the others was packed and has another name since.
        let moved = life.files[1] + ".1.gz"
        try FileManager.default.moveItem(atPath: life.files[1], toPath: moved)
        if number % 2 == 0 { try life.grow() }
        let told = try replace([life.files[wrong]], [], life, ledger, isDryRun: true)
        let model = try replace([life.files[wrong]], [], life, ledger)
        let expected = try scan([life.growing, moved], life.sample, ledger: never)
        expect(findings(model), findings(expected), "taken out, \(number)")
        expect(findings(told), findings(model), "told before, \(number)")
        expect(try sums(ledger), try sums(never), "sums, \(number)")
        #expect(
            model.summary.ledger?.replaced.first?.hasSuffix("; nothing was read in its place.") == true)
        if number % 2 == 1 { try life.grow() }
        let next = try scan([life.growing], life.sample, ledger: ledger)
        expect(findings(next), findings(try scan([life.growing], life.sample, ledger: never)), "next run, \(number)")
        expect(try sums(ledger), try sums(never), "sums of the next run, \(number)")
        // It stays out, and counts again when it is asked for.
        let again = try scan([life.files[wrong]], life.sample, ledger: ledger)
        #expect(again.summary.lines == 0)
        #expect(again.summary.problems.first?.contains(": was taken out again by run 6") == true)
        _ = try replace([life.files[wrong]], [], life, ledger)
        let whole = life.ledger("whole.db")
        for file in [life.files[0], moved] + life.files[2...] + [life.growing] {
            _ = try scan([file], life.sample, ledger: whole)
        }
        expect(try sums(ledger), try sums(whole), "counted again, \(number)")
        #expect(try LedgerFile.open(ledger, for: .reading).check() == [])
    }

    @Test("another content in the place of an input counts as if it had been there from the beginning")
    func otherContent() throws {
        let life = try Life(1710)
        let (ledger, other) = (life.ledger("l.db"), life.ledger("other.db"))
        for file in life.files { _ = try scan([file], life.sample, ledger: ledger) }
        let size = life.sample.text.count / 5
        let part = life.sample.text[2 * size..<3 * size].enumerated().filter { $0.offset % 3 > 0 }.map(\.element)
        _ = try life.folder.write(part, "2.log", .best)
        let model = try replace([life.files[2]], [], life, ledger)
        var last: ReportModel?
        for file in life.files { last = try scan([file], life.sample, ledger: other) }
        expect(findings(model), try findings(#require(last)), "replaced")
        expect(try sums(ledger), try sums(other), "sums")
        #expect(model.summary.ledger?.replaced.first?.contains("what lies there now was read in its place") == true)
        let next = try scan(life.files + [life.growing], life.sample, ledger: ledger)
        expect(findings(next), findings(try scan([life.growing], life.sample, ledger: other)), "next run")
        let runs = try LedgerFile.open(ledger, for: .reading).runs()
        #expect(runs.map(\.id) == [5, 6])
        var steps: [String] = []
        try LedgerFile.open(ledger, for: .reading).history { if $0.kind == "recomputed" { steps.append($0.json) } }
        #expect(steps.first?.contains("\"without\":[\"\(life.files[2])\"]") == true)
    }

    @Test("what is missing, unknown or named twice is said, and nothing changes")
    func refusals() throws {
        let life = try Life(1720)
        let ledger = life.ledger("l.db")
        for file in life.files { _ = try scan([file], life.sample, ledger: ledger) }
        let before = try Data(contentsOf: URL(fileURLWithPath: ledger))
        func refusal(_ name: String, _ files: [String] = []) -> String {
            do {
                _ = try replace([name], files, life, ledger)
                return ""
            } catch {
                return "\(error)"
            }
        }
        let near = life.folder.path + "/22.log"
        #expect(
            refusal(near)
                == "--replace \(near): no run of \(ledger) has read it; did you mean \(life.files[2])?")
        #expect(
            refusal("x")
                == "--replace x: no run of \(ledger) has read it; abuse-scan ledger inputs --ledger \(ledger) lists what was read"
        )
        let hidden = try LogFolder()
        try FileManager.default.moveItem(atPath: life.files[1], toPath: hidden.path + "/elsewhere")
        let missing = refusal(life.files[2])
        #expect(
            missing.hasPrefix("\(ledger): nothing was changed, since 1 other input is not found, and all are needed"))
        #expect(missing.contains("\(life.files[1]) (\(life.sample.text.count / 5) lines from "))
        #expect(try Data(contentsOf: URL(fileURLWithPath: ledger)) == before)
        // A changed copy is no substitute; the log itself is one under any name.
        _ = try life.folder.write(["x"], "1.log", .plain)
        #expect(refusal(life.files[2]).contains("1 other input is not found"))
        #expect(refusal(life.files[2], [hidden.path + "/elsewhere"]) == "")
    }
}
