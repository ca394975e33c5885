import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

@Suite("Closed doors")
struct ClosedDoorTests {
    @Test("are found as the slow model finds them, on random logs", arguments: Rounds.of(30))
    func randomLog(_ number: Int) throws {
        let seed = UInt64(number) &* 0x9e37_79b9 &+ 11
        let log = RandomLog.makeWithRefusals(seed: seed, size: 400)
        try expectAgreement(log, seed: seed, rule: number < 10 ? nil : .closedDoor)
    }

    @Test func randomLogsReachTheBranches() {
        var seen: Set<String> = []
        for number in 0..<80 {
            let seed = UInt64(number) &* 0x9e37_79b9 &+ 11
            let (lines, options) = RandomLog.makeWithRefusals(seed: seed, size: 400)
            let found = ReferenceModel.findings(lines: lines, options: options, rule: "closed_door")
            for finding in found {
                seen.insert("\(finding.kind)\(finding.ended == nil ? "" : " ended")")
                if finding.integer("window_end") == lines.map(\.time).max() { seen.insert("at max τ") }
                if finding.firstSeen ?? .max < finding.started { seen.insert("seen earlier") }
                let others = found.filter { $0.route == finding.route && $0.login == finding.login && $0 != finding }
                if others.contains(where: { $0.integer("status") != finding.integer("status") }) { seen.insert("two") }
                if finding.ended != nil, others.contains(where: { $0.started > finding.started }) {
                    seen.insert("again")
                }
            }
        }
        let wanted: Set = [
            "finding", "finding ended", "observation", "observation ended", "at max τ", "seen earlier", "two", "again",
        ]
        #expect(wanted.subtracting(seen) == [])
    }

    /// Hours of `count` requests with a status, and `good` ones beside them.
    private func hours(_ counts: [Int], status: Int = 404, good: Int = 0, until end: Int) throws -> [String] {
        var lines: [ModelLine] = [.tick(ModelGrid.hour(0)), .tick(ModelGrid.hour(Int64(end)))]
        for (hour, count) in counts.enumerated() {
            let start = ModelGrid.hour(Int64(hour))
            lines += (0..<count).map {
                ModelLine(time: start + Int64($0) * 5000, bytes: 10, status: status, target: "/MSDEMO/Gone")
            }
            lines += (0..<(count > 0 ? good : 0)).map {
                ModelLine(time: start + Int64($0) * 5000, target: "/MSDEMO/Gone")
            }
        }
        return try DetectorRun(lines, ModelOptions()).findings.filter { $0.rule == .closedDoor }.map {
            let end = $0.ended.map { " to \(($0 - ModelGrid.hour(0)) / ModelGrid.hourLength)" } ?? ""
            let start = ($0.started - ModelGrid.hour(0)) / ModelGrid.hourLength
            return "\($0.kind.rawValue) \(start)\(end) \($0.observed)/\($0.threshold) \($0.points)"
        }
    }

    private func six(_ count: Int) -> [Int] { [Int](repeating: count, count: 6) }

    @Test func sixHoursOfThreeHundredFireAndOneRequestLessOnlyObserves() throws {
        #expect(try hours(six(300), until: 6) == ["finding 6 300/300 20"])
        #expect(try hours([300, 300, 300, 300, 300, 299], until: 6) == ["observation 2 300/60 0"])
        #expect(try hours(Array(six(300).dropLast()), until: 6) == ["observation 2 300/60 0"])
        #expect(try hours(six(59), until: 6) == [])
        #expect(try hours([60, 60], until: 2) == ["observation 2 60/60 0"])
    }

    @Test func theUnfinishedHourOnlyObserves() throws {
        #expect(try hours(six(300), until: 5) == ["observation 2 300/60 0"])
        #expect(try hours([60, 60], until: 1).map { String($0.prefix(11)) } == ["observation"])
    }

    @Test func nineTenthsOfTheRouteMustBeRefused() throws {
        #expect(try hours(six(450), good: 50, until: 6) == ["finding 6 450/300 20"])
        #expect(try hours(six(450), good: 51, until: 6) == [])
    }

    @Test(arguments: [(400, true), (401, false), (403, true), (409, false), (422, true), (429, false), (500, false)])
    func onlySomeStatusesAreDoors(status: Int, fires: Bool) throws {
        #expect(try !hours(six(300), status: status, until: 6).isEmpty == fires)
    }

    @Test func itClearsWithFewerThanHalfOfTheHours() throws {
        // The fourth of six bad hours leaves the last 24 at the end of hour 27.
        #expect(try hours(six(300), until: 40) == ["finding 6 to 28 300/300 20"])
    }

    @Test func pointsGrowWithEachDoubling() throws {
        #expect(try hours([300, 300, 300, 300, 300, 300, 600], until: 7) == ["finding 6 300/300 30"])
        #expect(try hours([600, 600, 600, 600, 600, 300], until: 6) == ["finding 6 300/300 20"])
    }
}
