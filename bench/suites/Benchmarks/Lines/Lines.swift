import AccessLog
import Benchmark
import Samples

/// Finds the lines of blocks.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .ofLines
    Benchmark("lines") { benchmark in
        let blocks = Sample.blocks
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations {
            var length = 0
            for block in blocks {
                var cutter = LineCutter(count: block.count)
                while let line = cutter.line(in: block.span) { length &+= line.count }
            }
            blackHole(length)
        }
    }
}
