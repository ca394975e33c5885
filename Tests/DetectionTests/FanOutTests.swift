import Foundation
import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

@Suite("Fan-outs")
struct FanOutTests {
    private static func seed(_ number: Int) -> UInt64 { UInt64(number) &* 0x9e37_79b9 &+ 3 }

    @Test("are found as the slow model finds them, on random logs", arguments: Rounds.of(10))
    func randomLog(_ number: Int) throws {
        let seed = Self.seed(number)
        let log = RandomLog.makeWithFanOuts(seed: seed, size: 300)
        try expectAgreement(log, seed: seed, rule: number < 10 ? nil : .fanOut)
    }

    @Test("are the same in whatever order lines of one stamp come", arguments: Rounds.of(4))
    func ties(_ number: Int) throws {
        let seed = Self.seed(number)
        let log = RandomLog.makeWithFanOuts(seed: seed, size: 300)
        try expectAgreement(log, seed: seed, rule: .fanOut, tie: seed | 1)
        try expectAgreement(log, seed: seed, rule: .fanOut, tie: .max)
    }

    @Test("what a new key does is its initial import", arguments: Rounds.of(6))
    func newKeys(_ number: Int) throws {
        let seed = Self.seed(number)
        var log = RandomLog.makeWithFanOuts(seed: seed, size: 300)
        let all = try DetectorRun(log.lines, log.options).findings.filter { $0.rule == .fanOut }.count
        log.options.newKey = [3_600_000, 30_000_000, 1 << 40][number % 3]
        try expectAgreement(log, seed: seed, rule: .fanOut)
        let rest = try DetectorRun(log.lines, log.options).findings.filter { $0.rule == .fanOut }.count
        #expect(rest <= all && (number % 3 != 2 || rest == 0), "seed \(seed)")
    }

    @Test("items that were pushed are no part of one, as in the slow model", arguments: Rounds.of(6))
    func pushes(_ number: Int) throws {
        let seed = Self.seed(number)
        let (lines, options) = RandomLog.makeWithFanOuts(seed: seed, size: 300)
        let pushes = lines.filter { $0.method == "GET" && !$0.user.isEmpty && $0.user != Array("-".utf8) }.enumerated()
            .filter { $0.offset % (number % 3 + 1) == 0 }.map { _, line in
                ModelPush(
                    time: line.time - [0, 1000, 3_600_000, 3_600_001][number % 4],
                    login: String(decoding: line.user, as: UTF8.self),
                    path: String(decoding: line.target.prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self))
            }
        let expected = ReferenceModel.findings(lines: lines, pushes: pushes, options: options, rule: "fan_out")
        let found = try DetectorRun(lines, pushes: pushes, options).findings.filter { $0.rule == .fanOut }
        #expect(found.map(\.modelText) == expected.map(\.description), "seed \(seed)")
        let without = ReferenceModel.findings(lines: lines, options: options, rule: "fan_out")
        if number % 3 == 0, number % 4 < 3 { #expect(found.isEmpty && !without.isEmpty, "seed \(seed)") }
    }

    @Test(.enabled(if: Int(ProcessInfo.processInfo.environment["MORE"] ?? "") != nil))
    func more() throws {
        for number in 1000..<1000 + (Int(ProcessInfo.processInfo.environment["MORE"] ?? "") ?? 0) {
            let seed = Self.seed(number)
            let log = RandomLog.makeWithFanOuts(seed: seed, size: 300)
            try expectAgreement(log, seed: seed, rule: .fanOut)
        }
    }

    @Test func randomLogsReachTheBranches() {
        var seen: Set<String> = []
        for number in 0..<80 {
            let (lines, options) = RandomLog.makeWithFanOuts(seed: Self.seed(number), size: 300)
            let found = ReferenceModel.findings(lines: lines, options: options, rule: "fan_out").filter {
                $0.rule == "fan_out"
            }
            for finding in found {
                seen.insert("\(finding.kind)\(finding.ended == nil ? "" : " ended")")
                if finding.integer("window_end") == lines.map(\.time).max() { seen.insert("at max τ") }
                if finding.firstSeen ?? .max < finding.started { seen.insert("seen earlier") }
                let size = (finding.integer("mean_size") ?? 0) * (finding.integer("fan_outs") ?? 0)
                if size > finding.integer("requests") ?? 0 { seen.insert("over the window") }
                if finding.integer("bulk_calls") != finding.integer("fan_outs") { seen.insert("pages") }
                if finding.route.contains("({id})") { seen.insert("OData") }
                if finding.route == "GET /{id}" { seen.insert("root") }
                if finding.route.contains("Bills/{id}") { seen.insert("deep") }
                let others = found.filter { $0.route == finding.route && $0.login == finding.login }
                if others.contains(where: { $0.started > finding.ended ?? .max }) { seen.insert("again") }
            }
        }
        let wanted: Set = [
            "finding", "finding ended", "observation", "observation ended", "at max τ", "seen earlier", "pages",
            "OData",
            "root", "deep", "again",
        ]
        #expect(wanted.subtracting(seen) == [])
    }

    /// What a run looks like beside the usual: two lists a minute apart from each other, 500 items behind each.
    private struct Log {
        var fanOuts = 2
        var items = 500
        /// Different items.
        var ids = 500
        var others = 0
        /// Milliseconds from the list to its first item, and between items.
        var after: Int64 = 1000
        var step: Int64 = 100
        var list = "/MSDEMO/Estates"
        var listStatus = 200
        var method = "GET"
        var suffix = ""
        var hasBulk = true
        /// Hours of the log.
        var end: Int64 = 1
        var page: Int64?
    }

    private func run(_ change: (inout Log) -> Void = { _ in }) throws -> [Finding] {
        var log = Log()
        change(&log)
        var lines: [ModelLine] = [.tick(ModelGrid.hour(0)), .tick(ModelGrid.hour(log.end))]
        for number in 0..<log.fanOuts {
            let start = ModelGrid.hour(0) + Int64(number) * 600_000
            lines.append(ModelLine(time: start, status: log.listStatus, target: log.list))
            lines += (0..<log.items).map { item in
                ModelLine(
                    time: start + log.after + Int64(item) * log.step, method: log.method,
                    target: "/MSDEMO/Estates/\(10_000 + item % log.ids)\(log.suffix)")
            }
        }
        lines += (0..<log.others).map {
            ModelLine(time: ModelGrid.hour(0) + Int64($0), target: "/MSDEMO/Employees")
        }
        var options = ModelOptions()
        var route = ModelRoute("GET /{installation}/Estates/{id}")
        route.bulk = log.hasBulk ? "GET /{installation}/Estates" : nil
        var list = ModelRoute("GET /{installation}/Estates")
        list.maxPage = log.page
        options.routes = [route, list]
        let found = try DetectorRun(lines, options).findings.filter { $0.rule == .fanOut }
        let model = ReferenceModel.findings(lines: lines, options: options, rule: "fan_out").filter {
            $0.rule == "fan_out"
        }
        #expect(found.map(\.modelText) == model.map(\.description))
        return found
    }

    private func texts(_ change: (inout Log) -> Void = { _ in }) throws -> [String] {
        try run(change).map { "\($0.kind.rawValue) \($0.observed)/\($0.threshold) \($0.points)" }
    }

    @Test func aThousandRequestsFireAndOneLessOnlyObserves() throws {
        #expect(try texts() == ["finding 1000/1000 15"])
        #expect(try texts { $0.items = 499 } == ["observation 998/200 0"])
        #expect(try texts { $0.items = 100 } == ["observation 200/200 0"])
        #expect(try texts { $0.items = 99 } == [])
        #expect(try texts { $0.items = 2000 } == ["finding 4000/1000 30"])
    }

    @Test func twoFanOutsAreNeededAndOneIsObserved() throws {
        #expect(try texts { ($0.fanOuts, $0.items) = (1, 1500) } == ["observation 1500/200 0"])
    }

    /// What a burst was counted in is used again for another key's: nothing of the first may be left in it.
    @Test("what one key did leaves nothing behind for another", arguments: [3, 30, 700])
    func counts(items: Int) throws {
        func fanOuts(_ user: String, _ base: String, hour: Int64, items: Int) -> [ModelLine] {
            (0..<Int64(2)).flatMap { number in
                let start = ModelGrid.hour(hour) + number * 600_000
                return [ModelLine(time: start, target: "/\(base)/Estates", user: user)]
                    + (1...items).map {
                        ModelLine(
                            time: start + Int64($0) * 100, target: "/\(base)/Estates/\($0 + 10_000)", user: user,
                            address: "192.0.2.\(user.utf8.count)", agent: user)
                    }
            }
        }
        var options = ModelOptions()
        var route = ModelRoute("GET /{installation}/Estates/{id}")
        route.bulk = "GET /{installation}/Estates"
        options.routes = [route, ModelRoute("GET /{installation}/Estates")]
        let ticks = [ModelLine.tick(ModelGrid.hour(0)), .tick(ModelGrid.hour(60))]
        let beta = fanOuts("beta", "B2", hour: 40, items: 600)
        let others =
            fanOuts("alfagamma", "MSDEMO", hour: 0, items: items)
            + [ModelLine(time: ModelGrid.hour(39), target: "/MSDEMO/Employees", user: "alfagamma")]
        let alone = try DetectorRun(ticks + beta, options).findings.filter { $0.rule == .fanOut }
        let both = try DetectorRun(ticks + beta + others, options).findings.filter {
            $0.rule == .fanOut && $0.key.login == "beta"
        }
        #expect(alone.count == 1 && both.map(\.modelText) == alone.map(\.modelText))
        #expect(both.map(\.clients) == alone.map(\.clients) && both.map(\.examples) == alone.map(\.examples))
    }

    @Test func withoutBulkItIsOnlyObserved() throws {
        #expect(try texts { $0.hasBulk = false } == ["observation 1000/200 0"])
    }

    @Test func halfOfTheKeysRequestsMustBeOfFanOuts() throws {
        #expect(try texts { $0.others = 998 } == ["finding 1000/1000 15"])
        #expect(try texts { $0.others = 999 } == [])
    }

    /// A burst of 500 requests for few items is no fan-out; 19 bits can never be set by 19 items or fewer.
    @Test func twentyDifferentItemsAreNeeded() throws {
        #expect(try texts { $0.ids = 40 } == ["finding 1000/1000 15"])
        #expect(try texts { $0.ids = 19 } == [])
    }

    @Test(arguments: [(0, true), (60_000, true), (60_001, false)] as [(Int64, Bool)])
    func theBurstMustBeginWithinAMinute(after: Int64, fires: Bool) throws {
        #expect(try !run { $0.after = after }.isEmpty == fires)
    }

    /// With longer pauses every request is a burst of its own.
    @Test(arguments: [(10_000, true), (10_001, false)] as [(Int64, Bool)])
    func tenSecondsMayLieBetweenItems(step: Int64, fires: Bool) throws {
        let found = try run {
            ($0.fanOuts, $0.items, $0.step, $0.end) = (1, 300, step, 2)
        }
        #expect(!found.isEmpty == fires)
    }

    @Test func onlyAnAnsweredListCounts() throws {
        #expect(try run { $0.listStatus = 304 }.isEmpty)
        #expect(try run { $0.list = "/MSDEMO/Employees" }.isEmpty)
        #expect(try run { $0.method = "HEAD" }.isEmpty)
    }

    @Test(arguments: [
        "?id=1,2", "?IDS=1", "?id[in]=1", "?id%5Bin%5D=1", "?$filter=id%20in%20(1,2)", "?%24filter=Id+IN+(1)",
    ])
    func whoNamesTheItemsIsExcused(query: String) throws {
        #expect(try run { $0.list += query }.isEmpty)
        #expect(try run { $0.suffix = query }.isEmpty)
    }

    @Test func otherQueriesAreNoExcuse() throws {
        #expect(try texts { $0.list += "?departmentId=3" } == ["finding 1000/1000 15"])
        #expect(try texts { $0.list += "?$filter=name%20eq%20x" } == ["finding 1000/1000 15"])
    }

    @Test func whatTheBulkRouteNeedsFollowsItsPage() throws {
        let one = try #require(try run().first)
        #expect(one.waste == Waste(requests: 998))
        let paged = try #require(try run { $0.page = 200 }.first)
        #expect(paged.waste == Waste(requests: 994))
        guard case .fanOut(let figures) = paged.evidence else { return }
        #expect([figures.fanOuts, figures.meanSize, figures.bulkCalls, figures.sharePercent] == [2, 500, 6, 99])
        #expect(paged.examples.count == 8)
        #expect(paged.clients.map(\.requests) == [1000])
    }

    @Test(
        arguments: [
            ("GET /{installation}/Estates/{id}", "GET /{installation}/Estates 3"),
            ("GET /{installation}/Estates/{id}/Contacts/{id}", "GET /{installation}/Estates 3"),
            ("GET /{installation}/Estates/{estateId}", "GET /{installation}/Estates 3"),
            ("GET /Things({id})/Parts", "GET /Things 1"), ("GET /{id}", "GET / 1"),
            ("GET /{installation}/{id}", "GET /{installation} 2"), ("* /a/{id}", "* /a 2"),
            ("GET /a/{id}/*", "GET /a 2"),
            ("GET /a/{installation}", "GET /a 2"), ("POST /a/{id}", nil), ("GET /a", nil), ("GET /", nil),
            ("GET /a/*", nil),
            ("GET /a/{other}/{id}", nil), ("GET /{installation}", nil), ("", nil),
        ] as [(String, String?)])
    func theListIsTheTemplateBeforeItsFirstIdentifier(route: String, list: String?) {
        #expect(ListRoute(of: route).map { "\($0.route) \($0.segment)" } == list)
    }
}
