import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

@Suite("Quotas")
struct QuotaTests {
    @Test("equal a count by brute force on random logs", arguments: Rounds.of(40))
    func randomLog(_ number: Int) throws {
        let seed = UInt64(number) &* 0x9e37_79b9 &+ 5
        let log = RandomLog.makeWithQuotas(seed: seed, size: 400)
        try expectAgreement(log, seed: seed, rule: number < 10 ? nil : .quota)
    }

    @Test func randomLogsReachTheBranches() {
        var seen: Set<String> = []
        for number in 0..<80 {
            let (lines, options) = RandomLog.makeWithQuotas(seed: UInt64(number) &* 0x9e37_79b9 &+ 5, size: 400)
            let found = ReferenceModel.findings(lines: lines, options: options, rule: "quota")
            for finding in found {
                let kind = finding.text("period").map { $0.count == 7 ? "month" : "day" } ?? "sliding"
                seen.insert("\(finding.kind) \(kind)\(finding.ended == nil ? "" : " ended")")
                seen.insert(finding.text("scope") ?? "")
                if finding.target?.contains("/") == true { seen.insert("group") }
                if finding.integer("projected") != nil { seen.insert("projected") }
                if finding.login == nil { seen.insert("no login") }
                let again = found.contains { $0.target == finding.target && $0.started > finding.started }
                if finding.kind == .finding, finding.ended != nil, kind == "sliding", again { seen.insert("again") }
            }
        }
        let wanted: Set = [
            "finding day", "finding day ended", "finding month", "finding sliding", "finding sliding ended",
            "observation day", "observation day ended", "observation sliding", "observation sliding ended", "key",
            "login", "installation", "group", "projected", "no login", "again",
        ]
        #expect(wanted.subtracting(seen) == [])
    }

    private static let noon: Int64 = 1_772_449_200_000
    private static let day: Int64 = 86_400_000

    private func run(
        _ times: [Int64], until last: Int64? = nil, _ change: (inout Quota) -> Void = { _ in }
    ) throws -> [String] {
        var quota = Quota(name: "calls", match: "GET /maps/*", limit: 3, period: .sliding(seconds: 86_400))
        change(&quota)
        var lines = times.map { ModelLine(time: $0, target: "/maps/1") }
        if let last { lines.append(ModelLine(time: last, target: "/other", user: "-")) }
        return try DetectorRun(lines, ModelOptions()) { $0.quotas = [quota] }.findings.map(\.quotaText)
    }

    @Test func exactlyTheLimitIsAllowedAndOneMoreIsNot() throws {
        let three = (0..<3).map { Self.noon + $0 * 1000 }
        // Three of three are four fifths already.
        #expect(try run(three) == ["observation +2000 open 3/3 peak 3 above 0"])
        #expect(try run(three + [Self.noon + 3000]) == ["finding +3000 open 4/3 peak 4 above 1 seen +2000"])
        #expect(try run(Array(three.prefix(2))) == [])
    }

    @Test func anEventAsOldAsTheWindowDoesNotCount() throws {
        let three = (0..<3).map { Self.noon + $0 * 1000 }
        #expect(try run(three + [Self.noon + Self.day]).map { $0.prefix(11) } == ["observation"])
        let found = try run(three + [Self.noon + Self.day - 1])
        #expect(found == ["finding +86399999 open 4/3 peak 4 above 1 seen +2000"])
    }

    @Test func theEventsOfAStampCountTogether() throws {
        let found = try run([Int64](repeating: Self.noon, count: 5))
        #expect(found == ["finding +0 open 5/3 peak 5 above 2 seen +0"])
    }

    @Test func aSlidingFindingClearsADayAfterTheLastFall() throws {
        let four = (0..<4).map { Self.noon + $0 * 1000 }
        // U falls to 3 at the end of the first event's day and stays there; a day later the finding is over.
        let fall = Self.day
        #expect(
            try run(four, until: Self.noon + fall + Self.day)
                == ["finding +3000 ended +\(fall + Self.day) 4/3 peak 4 above 1 seen +2000"])
        #expect(
            try run(four, until: Self.noon + fall + Self.day - 1) == [
                "finding +3000 open 4/3 peak 4 above 1 seen +2000"
            ])
    }

    /// Days and months of the contract's zones: the last millisecond before a border and the border itself.
    @Test(
        arguments: [
            ("Europe/Oslo", Quota.Period.day, "2026-03-29", 1_774_738_800, 1_774_821_600),
            ("Europe/Oslo", .day, "2026-10-25", 1_792_879_200, 1_792_969_200),
            ("Europe/Oslo", .month, "2026-03", 1_772_319_600, 1_774_994_400),
            ("Europe/Oslo", .month, "2026-10", 1_790_805_600, 1_793_487_600),
            ("Africa/Cairo", .day, "2026-04-24", 1_776_981_600, 1_777_064_400),
            ("America/Santiago", .day, "2026-09-06", 1_788_667_200, 1_788_750_000),
        ] as [(String, Quota.Period, String, Int64, Int64)])
    func calendarPeriods(zone: String, period: Quota.Period, name: String, start: Int64, end: Int64) throws {
        var model = ModelOptions()
        model.timeZone = zone
        let quota = Quota(name: "calls", match: "GET /maps/*", limit: 1, period: period)
        let times = [start * 1000 - 1, start * 1000, end * 1000 - 1, end * 1000]
        let lines = times.map { ModelLine(time: $0, target: "/maps/1") }
        let found = try DetectorRun(lines, model) { $0.quotas = [quota] }.findings
        let finding = try #require(found.first { $0.kind == .finding })
        guard case .quota(let figures) = finding.evidence else { return }
        #expect(found.count { $0.kind == .finding } == 1)
        #expect(figures.period == name && figures.peak == 2 && figures.above == 1)
        #expect([figures.windowStart, figures.windowEnd] == [start * 1000, end * 1000])
        #expect(finding.started == end * 1000 - 1 && finding.ended == end * 1000)
        // The slow way to the same borders.
        let kind: ModelQuota.Period = period == .day ? .day : .month
        let periods = ReferenceModel.calendarPeriods(kind, from: start * 1000, to: start * 1000, zone: zone)
        #expect(periods.map(\.name) == [name])
        #expect(periods.map(\.start) == [start * 1000] && periods.map(\.end) == [end * 1000])
    }

    @Test(
        arguments: [
            ("GET", 200, true), ("GET", 304, true), ("GET", 404, true), ("GET", 403, true), ("GET", 429, false),
            ("GET", 401, false), ("GET", 500, false), ("GET", 503, false), ("HEAD", 200, false),
            ("OPTIONS", 200, false), ("POST", 201, true),
        ])
    func whatTheApiAccepted(method: String, status: Int, counts: Bool) throws {
        let quota = Quota(name: "calls", match: "* /maps/*", limit: 1, period: .day)
        let lines = (0..<2).map {
            ModelLine(time: Self.noon + $0, status: status, method: method, target: "/maps/1")
        }
        let found = try DetectorRun(lines, ModelOptions()) { $0.quotas = [quota] }.findings
        #expect(found.contains { $0.rule == .quota } == counts)
    }

    @Test func projectionsBeginWithAQuarterOfThePeriod() throws {
        let start: Int64 = 1_772_319_600_000
        let times = (0..<8).map { start + $0 }
        func projected(_ last: Int64) throws -> Int64? {
            let lines = times.map { ModelLine(time: $0, target: "/maps/1") }
            let end = [ModelLine(time: start + last, target: "/other", user: "-")]
            let quota = Quota(name: "calls", match: "GET /maps/*", limit: 10, period: .month)
            let found = try DetectorRun(lines + end, ModelOptions()) { $0.quotas = [quota] }.findings
            guard case .quota(let figures) = found.first?.evidence else { return nil }
            return figures.projected
        }
        let month: Int64 = 743 * 3_600_000
        #expect(try projected(month / 4) == 32)
        #expect(try projected(month / 4 - 1) == nil)
        #expect(try projected(month / 2) == 16)
        #expect(try projected(month) == nil)
    }

    @Test func lateLinesStillCountInTheirPeriod() throws {
        var model = ModelOptions()
        model.timeZone = "UTC"
        let midnight: Int64 = 1_772_409_600_000
        let lines = [-2, -1, 1].map { ModelLine(time: midnight + $0 * 1000, target: "/maps/1") }
        let late = ModelLine(time: midnight - 5000, target: "/maps/1")
        let quota = Quota(name: "calls", match: "GET /maps/*", limit: 2, period: .day)
        let found = try DetectorRun(lines, late: [late], model) { $0.quotas = [quota] }.findings
        let finding = try #require(found.first { $0.kind == .finding })
        #expect(found.count == 1 && finding.started == midnight - 1000 && finding.observed == 3)
    }
}

extension Finding {
    fileprivate var quotaText: String {
        guard case .quota(let figures) = evidence else { return rule.rawValue }
        let noon: Int64 = 1_772_449_200_000
        let end = ended.map { "ended +\($0 - noon)" } ?? "open"
        let seen = firstSeen.map { " seen +\($0 - noon)" } ?? ""
        return "\(kind.rawValue) +\(started - noon) \(end) \(observed)/\(threshold) peak \(figures.peak) "
            + "above \(figures.above)\(seen)"
    }
}
