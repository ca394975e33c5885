import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

@Suite("Parallel duplicates")
struct ParallelDuplicatesTests {
    private static func seed(_ number: Int) -> UInt64 { UInt64(number) &* 0x9e37_79b9 &+ 5 }

    @Test("are found as the slow model finds them, on random logs", arguments: Rounds.of(24))
    func randomLog(_ number: Int) throws {
        let seed = Self.seed(number)
        let log = RandomLog.makeWithDuplicates(seed: seed, size: 400)
        try expectAgreement(log, seed: seed, rule: number < 10 ? nil : .parallelDuplicates)
    }

    @Test func randomLogsReachTheBranches() {
        var seen: Set<String> = []
        for number in 0..<60 {
            let (lines, options) = RandomLog.makeWithDuplicates(seed: Self.seed(number), size: 400)
            let found = ReferenceModel.findings(lines: lines, options: options, rule: "parallel_duplicates")
                .filter { $0.rule == "parallel_duplicates" }
            for finding in found {
                seen.insert("\(finding.kind)\(finding.ended == nil ? "" : " ended")")
                if finding.integer("window_end") == lines.map(\.time).max() { seen.insert("at max τ") }
                let others = found.filter { $0.route == finding.route && $0.login == finding.login }
                if others.contains(where: { $0.started > finding.ended ?? .max }) { seen.insert("again") }
            }
        }
        #expect(seen == ["observation", "observation ended", "at max τ", "again"])
    }

    /// Pairs `distance` ms apart and single fetches, of changing content, in each hour.
    private func run(
        pairs: [Int], singles: Int = 0, distance: Int64 = 1999, until end: Int64 = 3,
        _ change: (inout DetectionOptions) -> Void = { _ in }
    ) throws -> [String] {
        var lines: [ModelLine] = [.tick(ModelGrid.hour(0)), .tick(ModelGrid.hour(end))]
        for (hour, count) in pairs.enumerated() {
            let start = ModelGrid.hour(Int64(hour))
            for number in 0..<Int64(count) {
                let target = "/MSDEMO/Estates/\(number)"
                lines += [0, distance].map { ModelLine(time: start + number * 2000 + $0, bytes: 9, target: target) }
            }
            lines += (0..<singles).map {
                ModelLine(time: start + Int64($0), bytes: 9, target: "/MSDEMO/Estates/x\($0)00000")
            }
        }
        return try DetectorRun(lines, ModelOptions(), .usual, change).findings.filter { $0.rule == .parallelDuplicates }
            .map {
                let end = $0.ended.map { " to \(($0 - ModelGrid.hour(0)) / ModelGrid.hourLength)" } ?? ""
                let start = ($0.started - ModelGrid.hour(0)) / ModelGrid.hourLength
                return "\($0.kind.rawValue) \(start)\(end) \($0.observed)/\($0.threshold) \($0.points)"
            }
    }

    @Test func aThousandInADayAreObservedAndOneLessAreNot() throws {
        #expect(try run(pairs: [600, 400]) == ["observation 2 1000/1000 0"])
        #expect(try run(pairs: [600, 399]) == [])
        #expect(try run(pairs: [1000], until: 26) == ["observation 1 to 25 1000/1000 0"])
        #expect(try run(pairs: [1000], until: 24) == ["observation 1 1000/1000 0"])
    }

    @Test func aTenthOfTheFetchesMustBeDuplicates() throws {
        #expect(try run(pairs: [1000], singles: 8000) == ["observation 1 1000/1000 0"])
        #expect(try run(pairs: [1000], singles: 8001) == [])
    }

    @Test func twoSecondsApartIsNoDuplicate() throws {
        #expect(try run(pairs: [1000], distance: 2000) == [])
    }

    @Test func theUnfinishedHourCountsToo() throws {
        #expect(try run(pairs: [600, 400], until: 2).map { $0.prefix(13) } == ["observation 2"])
    }

    @Test func thresholdsAreThoseOfThePolicy() throws {
        #expect(try run(pairs: [50]) { $0.parallelDuplicates.duplicates = 50 } == ["observation 1 50/50 0"])
        #expect(try run(pairs: [50]) { $0.parallelDuplicates.duplicates = 51 } == [])
        #expect(
            try run(pairs: [1000]) { $0.parallelDuplicates.sharePercent = 51 } == [])
    }
}
