import AccessLog
import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

@Suite("Traces of one key")
struct TraceTests {
    /// Where random logs come from: each kind reaches other rules.
    enum Source: CaseIterable, CustomTestStringConvertible {
        case mixed, refusals, haste, overload, quotas, fanOuts, walks

        var testDescription: String { "\(self)" }

        func log(_ seed: UInt64) -> (lines: [ModelLine], options: ModelOptions) {
            switch self {
            case .mixed: RandomLog.make(seed: seed, size: 900)
            case .refusals: RandomLog.makeWithRefusals(seed: seed, size: 400)
            case .haste: RandomLog.makeWithRefusedHaste(seed: seed, size: 400)
            case .overload: RandomLog.makeWithOverload(seed: seed, size: 400)
            case .quotas: RandomLog.makeWithQuotas(seed: seed, size: 400)
            case .fanOuts: RandomLog.makeWithFanOuts(seed: seed, size: 300)
            case .walks: RandomLog.makeWithWalks(seed: seed, size: 300)
            }
        }
    }

    private static func text(_ key: PartnerKey) -> String { "\(key.login ?? "")/\(key.installation ?? "")" }

    /// Runs over one random log: without a trace, and with one of each key that has findings.
    private func runs(
        _ source: Source, _ seed: UInt64, _ body: (Finding, KeyTrace, RuleTrace, TimeZoneRules) throws -> Void
    ) throws {
        let (lines, options) = source.log(seed)
        let plain = try DetectorRun(lines, options)
        let zone = try TimeZoneRules.onThisMachine(options.timeZone)
        for key in Set(plain.result.keys.map(\.key)) where plain.findings.contains(where: { covers($0, key) }) {
            let request = TraceRequest(key: Self.text(key), day: Int64.min..<Int64.max)
            let traced = try DetectorRun(lines, options, trace: request)
            #expect(traced.findings == plain.findings, "seed \(seed): a trace changes findings")
            let trace = try #require(traced.result.traces.first { $0.key == key }, "seed \(seed): no trace of \(key)")
            for finding in traced.findings where finding.kind == .finding && covers(finding, key) {
                let subject = trace.rules.first { matches(finding, $0.subject) }
                try body(finding, trace, #require(subject, "seed \(seed): nothing of \(finding.modelText)"), zone)
            }
        }
    }

    private func covers(_ finding: Finding, _ key: PartnerKey) -> Bool {
        guard case .quota(let evidence) = finding.evidence else { return finding.key == key }
        switch evidence.scope {
        case .key: return finding.key == key
        case .login: return finding.key.login == key.login
        case .installation: return finding.key.installation == key.installation
        }
    }

    private func matches(_ finding: Finding, _ subject: RuleTrace.Subject) -> Bool {
        guard finding.rule == subject.rule, finding.route == subject.route, finding.target == subject.target else {
            return false
        }
        switch finding.evidence {
        case .closedDoor(let evidence): return subject.detail == String(evidence.status)
        case .quota(let evidence): return subject.detail == evidence.scope.rawValue
        case .wastefulScan(let evidence): return subject.detail == evidence.kind.rawValue
        default: return true
        }
    }

    @Test(
        "show the figures of every finding's evidence, and the days of its points", arguments: Source.allCases,
        Rounds.of(3))
    func figuresEqualTheEvidence(_ source: Source, _ number: Int) throws {
        let seed = UInt64(number) &* 0x9e37_79b9 &+ 41
        try runs(source, seed) { finding, _, trace, zone in
            let episode = trace.episodes.first { $0.started == finding.started }
            let worst = try #require(episode?.worst, "seed \(seed): no episode of \(finding.modelText)")
            #expect(shown(worst, finding.evidence) == expected(finding.evidence), "seed \(seed): \(finding.modelText)")
            if finding.rule != .quota {
                #expect(trace.nearest?.fires == true, "seed \(seed): \(finding.modelText)")
                #expect(finding.points == finding.days.map(\.points).max(), "seed \(seed): \(finding.modelText)")
            }
            let days = Set(chargedInstants(finding, trace).map { zone.startOfDay(containing: $0) })
            #expect(finding.days.map(\.day) == days.sorted(), "seed \(seed): \(finding.modelText)")
        }
    }

    /// The figures that a trace shows, under the names of the evidence.
    private func shown(_ evaluation: Evaluation, _ evidence: Evidence) -> [String: Int64] {
        var figures: [String: Int64] = ["from": evaluation.windowStart, "to": evaluation.windowEnd]
        for figure in evaluation.figures { figures[figure.name] = figure.value }
        for way in evaluation.ways.reversed() {
            for condition in way.conditions { figures[condition.name] = condition.value }
        }
        return figures.filter { expected(evidence).keys.contains($0.key) }
    }

    private func expected(_ evidence: Evidence) -> [String: Int64] {
        switch evidence {
        case .repeatedFetch(let figures):
            [
                "from": figures.windowStart, "to": figures.windowEnd, "excess": figures.excess,
                "share_percent": figures.sharePercent, "fetches": figures.fetches, "duplicates": figures.duplicates,
                "tolerated": figures.tolerated,
            ]
        case .polling(let figures):
            [
                "from": figures.windowStart, "to": figures.windowEnd, "polls": figures.polls,
                "regular_blocks": figures.regularBlocks, "regular_polls": figures.regularPolls,
            ]
        case .closedDoor(let figures):
            [
                "from": figures.windowStart, "to": figures.windowEnd, "requests": figures.requests,
                "share_percent": figures.sharePercent, "bad_hours": figures.badHours,
            ]
        case .ignoredBackoff(let figures):
            [
                "from": figures.windowStart, "to": figures.windowEnd, "premature": figures.premature,
                "after_429": figures.after429, "after_503": figures.after503, "requests": figures.requests,
            ]
        case .quota(let figures):
            [
                "from": figures.windowStart, "to": figures.windowEnd, "units": figures.peak,
            ]
        case .overload(let figures):
            ["from": figures.windowStart, "to": figures.windowEnd, "day_minutes": figures.minutes]
        case .fanOut(let figures):
            [
                "from": figures.windowStart, "to": figures.windowEnd, "requests": figures.requests,
                "share_percent": figures.sharePercent, "fan_outs": figures.fanOuts, "mean_size": figures.meanSize,
            ]
        case .wastefulScan(let figures):
            [
                "from": figures.windowStart, "to": figures.windowEnd, "saved_requests": figures.saved,
            ].merging(
                figures.kind == .tinyPages ? ["requests": figures.requests] : ["scans": figures.scans]
            ) { mine, _ in mine }
        case .roundTheClock, .parallelDuplicates: [:]
        }
    }

    /// Instants of the days that cost points: hour ends at which the trigger held, or the starts of regular blocks.
    private func chargedInstants(_ finding: Finding, _ trace: RuleTrace) -> [Int64] {
        let last = finding.ended ?? .max
        switch finding.rule {
        case .quota, .roundTheClock: return []
        case .polling:
            let inside = trace.hours.filter { $0.windowEnd <= last }
            let first = trace.hours.first { $0.windowEnd >= finding.started }?.windowStart ?? .max
            var regular: [Int64] = []
            for (place, evaluation) in inside.enumerated() {
                guard let hour = evaluation.hour else { continue }
                let follows = place + 1 < inside.count ? inside[place + 1] : nil
                let isLifted = follows?.liftsHourBefore != nil && follows?.hour?.start == hour.end
                if hour.start >= first, hour.kind == .counts || isLifted { regular.append(hour.start) }
            }
            return regular
        case .overload:
            return trace.hours.filter { $0.windowEnd >= finding.started && $0.windowEnd <= last && $0.fires }
                .map { $0.windowEnd - 1 }
        default:
            return trace.hours.filter { $0.windowEnd >= finding.started && $0.windowEnd <= last && $0.fires }
                .map(\.windowEnd)
        }
    }

    @Test func theRandomLogsReachEveryRuleThatFires() throws {
        var seen: Set<RuleName> = []
        for source in Source.allCases {
            for number in 0..<14 {
                let (lines, options) = source.log(UInt64(number) &* 0x9e37_79b9 &+ 41)
                for finding in try DetectorRun(lines, options).findings where finding.kind == .finding {
                    seen.insert(finding.rule)
                }
            }
        }
        #expect(Set(RuleName.allCases).subtracting(seen) == [.roundTheClock, .parallelDuplicates])
    }

    @Test(
        arguments: [
            ("alfa", ["alfa/A", "alfa/B", "alfa/"]), ("alfa/A", ["alfa/A"]), ("alfa/", ["alfa/"]), ("alfa/C", []),
            ("Alfa", []), ("alf", []), ("beta", ["beta/A"]),
        ])
    func aKeyHasSeveralForms(_ text: String, _ expected: [String]) throws {
        let start = ModelGrid.hour(0)
        let lines = [("alfa", "/A/x"), ("alfa", "/B/x"), ("alfa", "/health"), ("beta", "/A/x")].map {
            ModelLine(time: start, bytes: 10, target: $0.1, user: $0.0)
        }
        let run = try DetectorRun(lines, ModelOptions(), trace: TraceRequest(key: text))
        #expect(Set(run.result.traces.map { Self.text($0.key) }) == Set(expected))
    }
}
