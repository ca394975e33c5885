import AccessLog
import Benchmark
import Detection
import Samples

/// All rules over requests that lie in memory, and everything from lines to findings on one thread.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .ofLines
    Benchmark("all rules") { benchmark in
        let blocks = Sample.requests(Sample.options())
        benchmark.startMeasurement()
        blackHole(Sample.detect(blocks, Sample.options()))
    }
    Benchmark("whole scan without inflating") { benchmark in
        _ = Sample.blocks.count
        benchmark.startMeasurement()
        blackHole(Sample.detect(Sample.requests(Sample.options()), Sample.options()))
    }
}
