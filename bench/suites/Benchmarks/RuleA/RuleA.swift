import Benchmark
import Detection
import Samples

/// Detection of requests in which only repeated fetches are looked for, beside that of requests which no rule on single
/// resources looks at: what differs is rule A.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .ofLines
    for isWatched in [false, true] {
        Benchmark(isWatched ? "rule A and traffic" : "traffic") { benchmark in
            let options = Sample.options { rule in
                rule.push = .none
                rule.watch = isWatched
            }
            let blocks = Sample.requests(options)
            benchmark.startMeasurement()
            blackHole(Sample.detect(blocks, options))
        }
    }
}
