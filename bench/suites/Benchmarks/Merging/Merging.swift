import Benchmark
import Samples

@testable import Detection
@testable import Scanning

/// Puts blocks in order, and merges the runs of eight files that overlap.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .ofLines
    Benchmark("sort") { benchmark in
        var contents = runs(Sample.requests(Sample.options()))
        benchmark.startMeasurement()
        for index in contents.indices { contents[index].sort() }
        blackHole(contents.count)
    }
    Benchmark("merge") { benchmark in
        var contents = runs(Sample.requests(Sample.options()).map(dealt))
        for index in contents.indices { contents[index].sort() }
        benchmark.startMeasurement()
        var (merge, taken) = (EventMerge(ranks: Array(0..<8)), 0)
        for start in stride(from: 0, to: contents.count, by: 8) {
            for file in 0..<min(8, contents.count - start) {
                merge.add(EventRun(contents[start + file], input: Int32(file)))
            }
            merge.release(before: .max, { _, range in taken += range.count }, done: { _ in })
        }
        blackHole(taken)
    }
}

private func runs(_ blocks: [[Sample.Requests]]) -> [SortedEvents] { blocks.flatMap(runs) }

private func runs(_ blocks: [Sample.Requests]) -> [SortedEvents] {
    blocks.map { block in
        var content = SortedEvents()
        content.bytes = block.bytes
        content.events = block.events
        return content
    }
}

/// Deals the requests of a block to eight files, which then overlap.
private func dealt(_ block: Sample.Requests) -> [Sample.Requests] {
    (0..<8).map { file in
        var part = block
        part.events = block.events.filter { $0.key % 8 == UInt64(file) }
        return part
    }.filter { !$0.events.isEmpty }
}
