import Benchmark
import Foundation
import Samples

@testable import AccessLog

/// Reads lines of every format into records; `time` is the stamp of `combined` alone.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .ofLines
    Benchmark("parse combined") { benchmark in
        let blocks = Sample.blocks
        try parse(blocks, as: "combined", benchmark)
    }
    Benchmark("time") { benchmark in
        let stamps = Sample.blocks.map { block in
            block.split(separator: 0x0A).map { line in
                Array(line[(line.firstIndex(of: 0x5B) ?? 0 + 1)...].dropFirst().prefix(26))
            }
        }
        benchmark.startMeasurement()
        var (reader, sum) = (StampReader(assumedZone: nil), Int64(0))
        for block in stamps {
            for stamp in block { sum &+= reader.commonLog(stamp.span, at: 0, to: stamp.count)?.time ?? 0 }
        }
        blackHole(sum)
    }
    for name in formats() {
        Benchmark("parse \(name)") { benchmark in
            try parse(repeated(name), as: name, benchmark)
        }
    }
}

private let samples = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../testdata/formats")
    .standardized

/// Formats of which there are sample lines, beside `combined`.
private func formats() -> [String] {
    let known = Set(LogFormats.names)
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: samples.path)) ?? []
    return folders.filter { known.contains($0) && $0 != "combined" }.sorted()
}

/// The sample lines of a format, so often that there are as many as elsewhere; lines before them that it needs come once.
private func repeated(_ name: String) throws -> [[UInt8]] {
    let folder = samples.appendingPathComponent(name)
    let file = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".log") }
        .sorted()[0]
    let lines = [UInt8](try Data(contentsOf: folder.appendingPathComponent(file))).split(separator: 0x0A)
    let head = Array(lines.prefix { $0.first == 0x23 }.joined(separator: [0x0A]))
    let rest = lines.drop { $0.first == 0x23 }
    var (blocks, block, next) = ([head], [UInt8](), rest.startIndex)
    for _ in 0..<Sample.lines {
        block += rest[next] + [0x0A]
        next = next + 1 == rest.endIndex ? rest.startIndex : next + 1
        if block.count > 1 << 18 {
            blocks.append(block)
            block = []
        }
    }
    return blocks + [block]
}

/// Reads blocks; where texts are decoded in place, it is a copy that changes.
private func parse(_ blocks: [[UInt8]], as name: String, _ benchmark: Benchmark) throws {
    var parser = try LogFormats.named(name).makeParser(ParserOptions())
    var (copies, record, sum, read) = (blocks, AccessRecord(), Int64(0), 0)
    for index in copies.indices { copies[index].reserveCapacity(copies[index].count + 1) }
    benchmark.startMeasurement()
    for index in copies.indices {
        var text = copies[index].mutableSpan
        var cutter = LineCutter(count: text.count)
        while let line = cutter.line(in: text.span) {
            if parser.parse(line, in: &text, into: &record) == .record { read += 1 }
            sum &+= record.time &+ record.bytes
        }
    }
    benchmark.stopMeasurement()
    blackHole(sum)
    if read < Sample.lines / 2 { benchmark.error("only \(read) of \(Sample.lines) lines are of the format \(name)") }
}
