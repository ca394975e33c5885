import AccessLog
import ReferenceModel
import Testing

@testable import Detection

/// Lines lie in memory that is written over and moved; a list of them all must say the same.
@Suite("First lines of hours") struct ExampleLogTests {
    private struct Line {
        var hour: Int64
        var number: Int64
        var method: String
        var target: String
    }

    private static func add(_ line: Line, to log: inout ExampleLog) {
        let block = Array((line.method + line.target).utf8)
        var event = RequestEvent()
        event.line = line.number
        event.time = line.number * 1000
        event.method = FieldRange(0..<line.method.utf8.count)
        event.requestTarget = FieldRange(line.method.utf8.count..<block.count)
        log.add(event, block.span, file: 3, hour: line.hour)
    }

    private static func texts(_ log: ExampleLog, _ hours: ClosedRange<Int64>) -> [String] {
        var examples: [Example] = []
        log.fill(&examples, from: hours)
        return examples.map { "\($0.line) \($0.time) \($0.method) \($0.target)" }
    }

    @Test("keeps what a list keeps", arguments: 1...6 as ClosedRange<UInt64>)
    func asAList(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var (log, kept) = (ExampleLog(), [Line]())
        var (hour, counted, number): (Int64, [Int64: Int], Int64) = (100, [:], 0)
        for _ in 0..<4000 {
            switch Int.random(in: 0..<60, using: &random) {
            case 0..<3: hour += Int64.random(in: 1...3, using: &random)
            case 3:
                let first = hour - Int64.random(in: 0...5, using: &random)
                log.forget(before: first)
                kept.removeAll { $0.hour < first }
            case 4:
                let gone = hour - Int64.random(in: 0...3, using: &random)
                log.forget(gone)
                kept.removeAll { $0.hour == gone }
            case 5 where seed % 2 == 0:
                log.removeAll()
                (kept, counted) = ([], [:])
            case 6:
                let copy = try StateCoder.read(StateCoder.write { $0.code(&log) }.span) { coder throws(SnapshotError) in
                    var copy = ExampleLog()
                    coder.code(&copy)
                    return coder.isBroken ? nil : copy
                }
                log = try #require(copy)
            case 7..<12:
                let first = hour - Int64.random(in: 0...6, using: &random)
                let expected = kept.filter { (first...hour).contains($0.hour) }.prefix(8)
                #expect(
                    Self.texts(log, first...hour)
                        == expected.map { "\($0.number) \($0.number * 1000) \($0.method) \($0.target)" })
            default:
                number += 1
                let length = Int.random(in: 0...300, using: &random)
                let line = Line(
                    hour: hour, number: number, method: ["GET", "HEAD", ""].randomElement(using: &random) ?? "",
                    target: "/" + String(repeating: "x", count: length) + "\(number)")
                Self.add(line, to: &log)
                counted[hour, default: 0] += 1
                if counted[hour, default: 0] <= 8 { kept.append(line) }
            }
        }
    }
}
