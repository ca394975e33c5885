public import Benchmark

extension Benchmark.Configuration {
    /// What every suite measures: a round is one reading of all lines of the sample.
    public static var ofLines: Benchmark.Configuration {
        Benchmark.Configuration(
            metrics: [.cpuTotal, .wallClock, .instructions], timeUnits: .microseconds, warmupIterations: 1,
            scalingFactor: .one, maxDuration: .seconds(4), maxIterations: 15)
    }
}
