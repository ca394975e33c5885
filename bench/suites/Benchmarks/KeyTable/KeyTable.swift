import Benchmark
import Samples

@testable import Detection

/// Finds the entry of key and resource of each request, alone and with entries asked for ahead, as detection does.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .ofLines
    for ahead in [0, 14] {
        Benchmark(ahead == 0 ? "key table, not asked ahead" : "key table") { benchmark in
            let hashes = Sample.requests(Sample.options()).flatMap { block in
                block.events.map { StableHash.join($0.key, $0.resource) | 1 }
            }
            var table = FlatTable<ResourceEntry>(minimumCapacity: 4096)
            benchmark.startMeasurement()
            for place in hashes.indices {
                if ahead > 0, place + ahead < hashes.count {
                    table.prefetch(hashes[place + ahead])
                    table.expect(hashes[place + ahead / 2])
                }
                table.makeRoom { _ in true }
                let slot = table.findOrInsert(hashes[place]).slot
                table[slot].fetches += 1
            }
            benchmark.stopMeasurement()
            blackHole(table.count)
        }
    }
}
