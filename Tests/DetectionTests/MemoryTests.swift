import AccessLog
import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

/// What a small memory may do: miss, never accuse, and find the steady poller in a flood.
@Suite("Memory limits")
struct MemoryTests {
    private static let start: Int64 = 1_772_409_600_000

    /// Limits that a few hundred lines reach.
    private static func small(keys: Int = 12) -> MemoryLimits {
        var limits = MemoryLimits(bytes: 0)
        limits.entries = 64
        limits.entriesPerKey = 16
        limits.keys = keys
        limits.targets = 4
        limits.touches = 8
        limits.linesBetweenLooks = 32
        return limits
    }

    private static func hidden(hours: Int64) -> [ModelLine] {
        (0..<hours * 60).map { minute in
            ModelLine(time: start + minute * 60_000, bytes: 4225, target: "/MSHIDE/Estates", user: "hidden")
        }
    }

    private static var options: ModelOptions {
        var options = ModelOptions()
        options.routes = [ModelRoute("GET /{installation}/Estates", push: .available)]
        return options
    }

    @Test("A poller is found in a flood of URLs and in a flood of keys", arguments: [true, false])
    func flood(ofKeys: Bool) throws {
        let flood = (0..<20_000 as Range<Int64>).map { number in
            ModelLine(
                time: Self.start + number * 1800, bytes: 100 + number, target: "/MSFLOD/Estates/\(number)",
                user: ofKeys ? "user-\(number)" : "flood")
        }
        let alone = try DetectorRun(Self.hidden(hours: 10), Self.options)
        let run = try DetectorRun(Self.hidden(hours: 10) + flood, Self.options, Self.small(keys: 200))
        #expect(alone.findings.map(\.rule) == [.polling, .repeatedFetch])
        #expect(run.findings.filter { $0.key.login == "hidden" } == alone.findings)
        #expect(!run.memory.isExact)
        if ofKeys {
            #expect(run.memory.forgottenKeys > 19_000)
        } else {
            let capped = try #require(run.memory.cappedKeys.first)
            #expect(capped.key == PartnerKey(login: "flood", installation: "MSFLOD"))
            #expect(capped.about > 18_400 && capped.about < 21_600)
        }
    }

    @Test("A flood of keys does not wait for the next look at the limits", arguments: [8, 100, 8192])
    func overrun(limit: Int) {
        var limits = Self.small(keys: limit)
        limits.linesBetweenLooks = .max
        var detector = Detector(DetectionOptions(), zone: .utc, limits: limits)
        let block: [UInt8] = []
        var (event, most) = (RequestEvent(), 0)
        for number in 0..<3 * limit {
            event.time = Self.start + Int64(number) * 1000
            event.key = UInt64(number) << 8 | 1
            detector.consume(event, in: block.span, file: 0)
            most = max(most, detector.keys.count)
        }
        #expect(most == limit + limit / 4)
        #expect(detector.finish().memory.forgottenKeys > 0)
    }

    @Test("Nothing is found that is not there, and what is found does not depend on chance", arguments: 1...40)
    func lowerBounds(seed: UInt64) throws {
        let (lines, options) = RandomLog.make(seed: seed, size: 1_500)
        let exact = try DetectorRun(lines, options)
        let first = try DetectorRun(lines, options, Self.small())
        let second = try DetectorRun(lines, options, Self.small())
        #expect(first.findings == second.findings, "seed \(seed)")
        for found in first.findings where found.kind == .finding {
            let isThere = exact.findings.contains { known in
                known.rule == found.rule && known.key == found.key && known.route == found.route
                    && known.target == found.target && known.started <= found.started
                    && known.ended ?? .max > found.started
            }
            #expect(isThere, "seed \(seed): \(found.rule) \(found.route) \(found.started)")
        }
        let excess = { (run: DetectorRun) in
            run.findings.filter { $0.rule == .repeatedFetch && $0.kind == .finding }.map(\.waste.requests).reduce(0, +)
        }
        #expect(excess(first) <= excess(exact), "seed \(seed)")
    }

    @Test("A count of hashes is right within five standard errors", arguments: [20_000, 300_000])
    func hyperLogLog(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        var registers = HyperLogLog()
        for _ in 0..<count {
            let hash = random.next()
            registers.add(hash)
            registers.add(hash)
        }
        #expect(abs(registers.estimate - Int64(count)) < Int64(count) * 8 / 100)
    }
}
