import AccessLog
import Benchmark
import Samples

@testable import Detection

/// Makes targets comparable, each anew (`canonical URL`), and as lines do, which remember what they have seen (`request`).
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .ofLines
    Benchmark("canonical URL") { benchmark in
        let blocks = Sample.requests(Sample.options())
        var url = CanonicalURL(URLOptions())
        var length = 0
        benchmark.startMeasurement()
        for block in blocks {
            for event in block.events where url.read(block.bytes.span.extracting(event.requestTarget.range)) {
                length &+= url.count
            }
        }
        blackHole(length)
    }
    Benchmark("request") { benchmark in
        let (blocks, records) = try records()
        var reader = RequestReader(Sample.options())
        var (event, sum) = (RequestEvent(), UInt64(0))
        benchmark.startMeasurement()
        for (block, records) in zip(blocks, records) {
            for record in records {
                if reader.read(record, in: block.span, into: &event) {
                    sum &+= event.resource &+ event.key
                }
            }
        }
        blackHole(sum)
    }
}

/// The records of the sample, block by block.
private func records() throws -> ([[UInt8]], [[AccessRecord]]) {
    var (blocks, records) = (Sample.blocks, [[AccessRecord]]())
    var (parser, record) = (try LogFormats.combined.makeParser(ParserOptions()), AccessRecord())
    for index in blocks.indices {
        var text = blocks[index].mutableSpan
        var (cutter, own) = (LineCutter(count: text.count), [AccessRecord]())
        while let line = cutter.line(in: text.span) {
            if parser.parse(line, in: &text, into: &record) == .record { own.append(record) }
        }
        records.append(own)
    }
    return (blocks, records)
}
