import AccessLog
import Benchmark
import Foundation
import Samples

@testable import Traffic

/// Unpacks the lines with zlib, CRC and lengths checked, in blocks as the product does.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .ofLines
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("abuse-scan-inflate.log.gz").path
    Benchmark("inflate") { benchmark in
        for _ in benchmark.scaledIterations {
            var stream = ByteStream(try ByteSource.open(path))
            var buffer = [UInt8](repeating: 0, count: 1 << 18)
            var bytes = 0
            while case let filled = stream.fill(&buffer, from: 0), filled > 0 { bytes += filled }
            blackHole(bytes)
        }
    } setup: {
        let file = try GzipFile(path)
        for block in Sample.blocks { try file.write(block) }
        try file.close()
    } teardown: {
        try FileManager.default.removeItem(atPath: path)
    }
}
