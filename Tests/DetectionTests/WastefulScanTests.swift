import Foundation
import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

@Suite("Wasteful scans")
struct WastefulScanTests {
    private static func seed(_ number: Int) -> UInt64 { UInt64(number) &* 0x9e37_79b9 &+ 8 }

    @Test("are found as the slow model finds them, on random logs", arguments: Rounds.of(10))
    func randomLog(_ number: Int) throws {
        let seed = Self.seed(number)
        let log = RandomLog.makeWithWalks(seed: seed, size: 300)
        try expectAgreement(log, seed: seed, rule: number < 10 ? nil : .wastefulScan)
    }

    @Test("are the same in whatever order lines of one stamp come", arguments: Rounds.of(4))
    func ties(_ number: Int) throws {
        let seed = Self.seed(number)
        let log = RandomLog.makeWithWalks(seed: seed, size: 300)
        try expectAgreement(log, seed: seed, rule: .wastefulScan, tie: seed | 1)
        try expectAgreement(log, seed: seed, rule: .wastefulScan, tie: .max)
    }

    @Test(.enabled(if: Int(ProcessInfo.processInfo.environment["MORE"] ?? "") != nil))
    func more() throws {
        for number in 1000..<1000 + (Int(ProcessInfo.processInfo.environment["MORE"] ?? "") ?? 0) {
            let seed = Self.seed(number)
            try expectAgreement(RandomLog.makeWithWalks(seed: seed, size: 300), seed: seed, rule: .wastefulScan)
        }
    }

    @Test func randomLogsReachTheBranches() {
        var seen: Set<String> = []
        for number in 0..<40 {
            let (lines, options) = RandomLog.makeWithWalks(seed: Self.seed(number), size: 300)
            let found = ReferenceModel.findings(lines: lines, options: options, rule: "wasteful_scan")
            for finding in found {
                let kind = finding.text("kind") ?? ""
                seen.insert("\(kind) \(finding.kind)\(finding.ended == nil ? "" : " ended")")
                if finding.integer("window_end") == lines.map(\.time).max() { seen.insert("at max τ") }
                if finding.firstSeen ?? .max < finding.started { seen.insert("seen earlier") }
                let others = found.filter { $0.route == finding.route && $0.login == finding.login }
                if others.contains(where: { $0.text("kind") != kind }) { seen.insert("both") }
                if others.contains(where: { $0.text("kind") == kind && $0.started > finding.ended ?? .max }) {
                    seen.insert("again")
                }
            }
        }
        let kinds = ["tiny_pages", "full_scans"].flatMap { kind in
            ["finding", "finding ended", "observation", "observation ended"].map { "\(kind) \($0)" }
        }
        #expect(Set(kinds + ["at max τ", "seen earlier", "both", "again"]).subtracting(seen) == [])
    }

    /// Walks of `pages` pages of a list, one after the other.
    private struct Log {
        var walks = 1
        var pages = 1001
        var step: Int64 = 1000
        /// Milliseconds from the last page to the next walk.
        var rest: Int64 = 1000
        /// The query of a page, counted from 0.
        var query: (Int) -> String = { "limit=10&page=\($0 + 1)" }
        var status = 200
        var maxPage: Int64? = 100
        var delta: String? = "changedAfter"
        var method = "GET"
    }

    private func run(_ change: (inout Log) -> Void) throws -> [Finding] {
        var log = Log()
        change(&log)
        var lines: [ModelLine] = []
        var time = ModelGrid.hour(0)
        for _ in 0..<log.walks {
            for page in 0..<log.pages {
                let query = log.query(page)
                let target = "/MSDEMO/Estates" + (query.isEmpty ? "" : "?" + query)
                lines.append(ModelLine(time: time, status: log.status, method: log.method, target: target))
                time += page + 1 < log.pages ? log.step : log.rest
            }
        }
        let hours = (time - ModelGrid.hour(0)) / ModelGrid.hourLength + 1
        lines += [.tick(ModelGrid.hour(0)), .tick(ModelGrid.hour(hours))]
        var options = ModelOptions()
        var route = ModelRoute("GET /{installation}/Estates", push: .none)
        (route.maxPage, route.delta) = (log.maxPage, log.delta)
        options.routes = [route]
        let found = try DetectorRun(lines, options).findings.filter { $0.rule == .wastefulScan }
        let model = ReferenceModel.findings(lines: lines, options: options, rule: "wasteful_scan")
        #expect(found.map(\.modelText) == model.map(\.description))
        return found
    }

    private func texts(_ change: (inout Log) -> Void = { _ in }) throws -> [String] {
        try run(change).map { "\($0.kind.rawValue) \($0.observed)/\($0.threshold) \($0.points) \($0.unit)" }
    }

    @Test func aThousandTinyPagesFireAndOneLessOnlyObserve() throws {
        #expect(try texts() == ["finding 1000/1000 15 tiny_pages_per_24h"])
        #expect(try texts { $0.pages = 1000 } == ["observation 999/200 0 tiny_pages_per_24h"])
        #expect(try texts { $0.pages = 201 } == ["observation 200/200 0 tiny_pages_per_24h"])
        #expect(try texts { $0.pages = 200 } == [])
        #expect(try texts { $0.pages = 2001 } == ["finding 2000/1000 22 tiny_pages_per_24h"])
    }

    @Test(arguments: [(10, true), (11, false), (100, false), (1, true), (0, false)])
    func aPageIsTinyUpToATenthOfTheLargest(limit: Int, fires: Bool) throws {
        #expect(try !run { $0.query = { "limit=\(limit)&page=\($0)" } }.isEmpty == fires)
    }

    @Test func withoutTheLargestPageNothingIsTiny() throws {
        #expect(try run { $0.maxPage = nil }.isEmpty)
        #expect(try run { $0.method = "HEAD" }.isEmpty)
        #expect(try run { $0.status = 404 }.isEmpty)
    }

    @Test(arguments: [
        "$top=5&$skip=", "%24top=5&%24skip=", "per_page=5&page=", "PageSize=5&PageNumber=", "take=5&skip=",
        "limit=5&cursor=c", "maxResults=5&pageToken=c", "page[size]=5&page[number]=",
        "page%5Bsize%5D=5&page%5Bnumber%5D=",
    ])
    func pagesAreToldByManyNames(query: String) throws {
        #expect(try !run { $0.query = { query + "\($0 + 1)" } }.isEmpty)
    }

    @Test func askingForTheSamePageAgainIsNoWalk() throws {
        #expect(try run { $0.query = { _ in "limit=10&page=1" } }.isEmpty)
        #expect(try run { $0.query = { _ in "limit=10" } }.isEmpty)
        #expect(try run { $0.query = { _ in "limit=10&cursor=a" } }.isEmpty)
        #expect(try run { $0.query = { "limit=10&page=last\($0)" } }.isEmpty)
    }

    @Test(arguments: [(60_000, true), (60_001, false)] as [(Int64, Bool)])
    func aMinuteMayLieBetweenPages(step: Int64, fires: Bool) throws {
        #expect(try !run { ($0.pages, $0.step) = (300, step) }.isEmpty == fires)
    }

    @Test func whatLargerPagesWouldSaveIsRoundedDown() throws {
        let found = try #require(try run { $0.query = { "limit=7&page=\($0)" } }.first)
        // 1,000 × (1 − 7/100) = 930.
        #expect(found.waste == Waste(requests: 930))
        guard case .wastefulScan(let figures) = found.evidence else { return }
        #expect([figures.requests, figures.limit, figures.maxPage, figures.saved] == [1000, 7, 100, 930])
        #expect(found.examples.count == 8)
        #expect(found.clients.map(\.requests) == [1000])
    }

    private static func large(_ page: Int) -> String { "limit=100&page=\(page + 1)" }

    /// A walk is complete when the next one begins.
    @Test func fourFullScansFireAndOneIsObserved() throws {
        func scans(_ walks: Int, _ pages: Int = 20) throws -> [String] {
            try texts { ($0.walks, $0.pages, $0.query) = (walks, pages, Self.large) }
        }
        #expect(try scans(5) == ["finding 4/4 15 full_scans_per_24h"])
        #expect(try scans(4) == ["observation 3/1 0 full_scans_per_24h"])
        #expect(try scans(2) == ["observation 1/1 0 full_scans_per_24h"])
        #expect(try scans(1) == [])
        #expect(try scans(5, 19) == [])
    }

    @Test func afterADayTheNextWalkEndsNothing() throws {
        func scans(_ rest: Int64) throws -> Bool {
            try !run { ($0.walks, $0.pages, $0.query, $0.rest) = (2, 20, Self.large, rest) }.isEmpty
        }
        #expect(try scans(86_400_000))
        #expect(try !scans(86_400_001))
    }

    @Test(arguments: [
        ("", true), ("&sort=name", true), ("&$orderby=x&fields=a", true), ("&departmentId=3", false),
        ("&changedAfter=2026-01-01", false),
    ])
    func onlyWhatLeavesNothingOutIsAFullScan(query: String, fires: Bool) throws {
        let found = try run { ($0.walks, $0.pages, $0.query) = (6, 20, { Self.large($0) + query }) }
        #expect(!found.isEmpty == fires)
    }

    @Test func withoutADeltaReadingAllIsAllowed() throws {
        #expect(try run { ($0.walks, $0.pages, $0.query, $0.delta) = (6, 20, Self.large, nil) }.isEmpty)
    }

    /// The first page of a walk by cursor has none, and perhaps no query at all.
    @Test(arguments: ["", "limit=100"])
    func aWalkByCursorBeginsWithoutOne(start: String) throws {
        let found = try texts {
            ($0.walks, $0.pages, $0.rest) = (6, 22, 7_200_000)
            $0.query = { $0 == 0 ? start : "limit=100&cursor=c\($0)" }
        }
        #expect(found == ["finding 4/4 15 full_scans_per_24h"])
    }

    @Test func walksOfOneKeyAreBounded() throws {
        var lines: [ModelLine] = [.tick(ModelGrid.hour(0)), .tick(ModelGrid.hour(2))]
        for walk in 0..<6000 {
            lines += (1...2).map { page in
                ModelLine(
                    time: ModelGrid.hour(0) + Int64(walk) * 100 + Int64(page),
                    target: "/MSDEMO/Estates?x=\(walk)&limit=1&page=\(page)")
            }
        }
        var options = ModelOptions()
        var route = ModelRoute("GET /{installation}/Estates")
        route.maxPage = 100
        options.routes = [route]
        let found = try DetectorRun(lines, options).findings.filter { $0.rule == .wastefulScan }
        #expect(found.map(\.observed) == [6000])
        let walks = KeyWalks()
        for number in 0..<20_000 {
            let page = PageRequest(query: UInt64(number), isPaged: true)
            _ = walks.take(page, route: 0, url: 1, time: Int64(number), gap: 60_000)
            #expect(walks.count <= KeyWalks.most)
        }
        // The newest stay.
        let next = PageRequest(query: 19_999, isPaged: true, position: 1)
        #expect(walks.take(next, route: 0, url: 2, time: 20_000, gap: 60_000).isTurn)
        let oldest = PageRequest(query: 0, isPaged: true, position: 1)
        #expect(!walks.take(oldest, route: 0, url: 2, time: 20_000, gap: 60_000).isTurn)
    }
}
