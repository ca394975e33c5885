import Benchmark
import Detection
import Samples

/// Detection of requests in which only polling is looked for; `traffic` of the suite of rule A is what to subtract.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .ofLines
    Benchmark("rule B and traffic") { benchmark in
        let options = Sample.options { $0.fingerprint = .none }
        let blocks = Sample.requests(options)
        benchmark.startMeasurement()
        blackHole(Sample.detect(blocks, options))
    }
}
