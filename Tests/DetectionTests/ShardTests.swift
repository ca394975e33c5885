import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

/// What is judged side by side is what is judged in one place.
@Suite("Shards")
struct ShardTests {
    private static let kinds: [@Sendable (UInt64) -> (lines: [ModelLine], options: ModelOptions)] = [
        { RandomLog.make(seed: $0, size: 500) }, { RandomLog.makeWithOverload(seed: $0, size: 300) },
        { RandomLog.makeWithFanOuts(seed: $0, size: 300) }, { RandomLog.makeWithQuotas(seed: $0, size: 400) },
        { RandomLog.makeWithRefusals(seed: $0, size: 400) }, { RandomLog.makeWithRefusedHaste(seed: $0, size: 400) },
        { RandomLog.makeWithWalks(seed: $0, size: 300) }, { RandomLog.makeWithDuplicates(seed: $0, size: 400) },
    ]

    /// A random log, and some of it once more under other installations and for the root.
    private static func log(_ number: Int) -> (seed: UInt64, lines: [ModelLine], options: ModelOptions) {
        let seed = UInt64(number) &* 0x9e37_79b9 &+ 31
        let (lines, options) = kinds[number % kinds.count](seed)
        let others = lines.enumerated().filter { $0.offset % 3 == 0 }.map { offset, line in
            var line = line
            line.target = Array("/ZZ\(offset % 11)".utf8) + line.target
            if offset % 40 == 0 { line.target = Array("/".utf8) }
            if offset % 120 == 0 { (line.method, line.status) = ("PUT", 204) }
            return line
        }
        return (seed, lines + others, options)
    }

    @Test("find what one detector finds, whatever the batches are", arguments: Rounds.of(32))
    func sideBySide(_ number: Int) throws {
        let (seed, lines, options) = Self.log(number)
        let late = Array(lines.filter { $0.time % 7 == 0 }.prefix(20))
        let alone = try DetectorRun(lines, late: late, options).result
        for batch in [7, 100_000] {
            let divided = try DetectorRun(lines, late: late, options, batch: batch).result
            #expect(divided.findings == alone.findings, "seed \(seed), batch \(batch)")
            #expect(Self.rest(divided) == Self.rest(alone), "seed \(seed), batch \(batch)")
        }
    }

    @Test func logsReachTheBranches() throws {
        var rules: Set<RuleName> = []
        var minutes: Int64 = 0
        for number in 0..<64 {
            let (_, lines, options) = Self.log(number)
            let result = try DetectorRun(lines, options, batch: 64).result
            rules.formUnion(result.findings.map(\.rule))
            minutes += result.overload.minutes
        }
        #expect(rules.count >= 9, "\(rules)")
        #expect(minutes > 100)
    }

    /// What a result says beside its findings.
    private static func rest(_ result: DetectionResult) -> [String] {
        [
            "\(result.keys)", "\(result.unidentified)", "\(String(describing: result.firstTime))",
            "\(String(describing: result.lastTime))", "\(result.gaps)", "\(result.days)", "\(result.overload)",
            "\(result.faultyHours)", "\(result.memory)",
        ]
    }

    @Test("keep a write elsewhere from being held against a fetch of the root")
    func root() throws {
        var options = ModelOptions()
        (options.excess, options.sharePercent) = (1, 1)
        let start: Int64 = 1_772_409_600_000
        func lines(writing: String?) -> [ModelLine] {
            let fetches = (0..<600 as Range<Int64>).map { number in
                ModelLine(time: start + number * 300_000, bytes: 4225, target: "/", user: "reader")
            }
            guard let writing else { return fetches }
            return fetches
                + (0..<600 as Range<Int64>).map { number in
                    ModelLine(
                        time: start + number * 300_000 - 100_000, status: 204, method: "PUT", target: writing, user: "w"
                    )
                }
        }
        func repeats(_ writing: String?) throws -> Int {
            let found = try DetectorRun(lines(writing: writing), options, batch: 50).findings
            return found.filter { $0.rule == .repeatedFetch && $0.kind == .finding }.count
        }
        #expect(try repeats(nil) == 1)
        for other in ["/A1/Estates/1", "/B2/Estates/1", "/C3/Estates/1", "/D4/Estates/1", "/"] {
            #expect(try repeats(other) == 0, "\(other)")
        }
    }
}

/// What shards forget together.
extension ShardTests {
    /// Keys of as many installations; none for a flood of one key's URLs.
    @Test("forget no more than the whole has to, and find the steady poller", arguments: [0, 1, 2, 500])
    func flood(installations: Int) throws {
        let ofKeys = installations > 0
        let start: Int64 = 1_772_409_600_000
        let hidden = (0..<600 as Range<Int64>).map { minute in
            ModelLine(time: start + minute * 60_000, bytes: 4225, target: "/MSHIDE/Estates", user: "hidden")
        }
        let flood = (0..<20_000 as Range<Int64>).map { number in
            ModelLine(
                time: start + number * 1800, bytes: 100 + number,
                target: "/\(ofKeys ? "MS\(number % Int64(installations))" : "MSFLOD")/Estates/\(number)",
                user: ofKeys ? "user-\(number)" : "flood")
        }
        var options = ModelOptions()
        options.routes = [ModelRoute("GET /{installation}/Estates", push: .available)]
        var limits = MemoryLimits(bytes: 0)
        (limits.entries, limits.entriesPerKey, limits.keys, limits.targets) = (64, 16, 200, 4)
        (limits.touches, limits.linesBetweenLooks) = (8, 32)
        let alone = try DetectorRun(hidden, options)
        let run = try DetectorRun(hidden + flood, options, limits, batch: 100)
        #expect(alone.findings.map(\.rule) == [.polling, .repeatedFetch])
        #expect(run.findings.filter { $0.key.login == "hidden" } == alone.findings)
        #expect(!run.memory.isExact)
        if ofKeys { #expect(run.memory.forgottenKeys > 19_000) }
        #expect(ofKeys || run.memory.cappedKeys.map(\.key.login) == ["flood"])
        let other = try DetectorRun(hidden + flood, options, limits, batch: 3000)
        #expect(other.findings == run.findings)
        #expect("\(other.memory)" == "\(run.memory)")
    }

    @Test("share a limit so that a flood in one costs the others nothing", arguments: 1...200)
    func level(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let counts = (0..<8).map { _ in Int.random(in: 0...Int.random(in: 1...1000, using: &random), using: &random) }
        let rest = Int.random(in: 0...counts.reduce(0, +) + 5, using: &random)
        let level = DetectorShards.level(counts, leaving: rest)
        func left(_ level: Int) -> Int { counts.reduce(0) { $0 + min($1, level) } }
        #expect(left(level) <= rest)
        #expect(level == .max || left(level + 1) > rest)
    }

    @Test("find nothing that is not there", arguments: Rounds.of(16))
    func lowerBounds(_ number: Int) throws {
        let (seed, lines, options) = Self.log(number)
        var limits = MemoryLimits(bytes: 0)
        (limits.entries, limits.entriesPerKey, limits.keys, limits.targets) = (64, 16, 12, 4)
        (limits.touches, limits.linesBetweenLooks) = (8, 32)
        let exact = try DetectorRun(lines, options).findings
        let run = try DetectorRun(lines, options, limits, batch: 32)
        #expect(try DetectorRun(lines, options, limits, batch: 500).findings == run.findings, "seed \(seed)")
        for found in run.findings
        where found.kind == .finding && found.rule != .overload {
            let isThere = exact.contains { known in
                known.rule == found.rule && known.key == found.key && known.route == found.route
                    && known.target == found.target && known.started <= found.started
                    && known.ended ?? .max > found.started
            }
            #expect(isThere, "seed \(seed): \(found.rule) \(found.route) \(found.started)")
        }
    }
}
