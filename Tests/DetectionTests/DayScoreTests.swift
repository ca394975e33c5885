import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

@Suite("Day scores")
struct DayScoreTests {
    private static let key = PartnerKey(login: "alfa", installation: "MSDEMO")
    private static let length: Int64 = 86_400_000

    /// Days of a log; `false` is one that is not covered.
    private func days(_ covered: [Bool]) -> [LogDay] {
        covered.enumerated().map { place, isCovered in
            LogDay(
                start: Int64(place) * Self.length, end: Int64(place + 1) * Self.length, date: "day \(place)",
                isCovered: isCovered)
        }
    }

    /// A finding with points on days.
    private func finding(_ rule: RuleName, _ route: String, _ points: [Int: Int]) -> Finding {
        let evidence = ClosedDoorEvidence(
            status: 404, requests: 1, sharePercent: 100, badHours: 1, windowStart: 0, windowEnd: 1)
        return Finding(
            kind: .finding, rule: rule, key: Self.key, route: route, target: nil, started: 0, ended: nil,
            firstSeen: nil, observed: 1, threshold: 1, unit: "", points: points.values.max() ?? 0,
            evidence: .closedDoor(evidence), waste: Waste(), clients: [], examples: [], exempt: nil, inexact: nil,
            days: points.sorted { $0.key < $1.key }.map {
                DayPoints(day: Int64($0.key) * Self.length, points: $0.value)
            })
    }

    private func scored(_ findings: [Finding], _ days: [LogDay]) -> DetectionResult.KeyCount {
        var keys = [DetectionResult.KeyCount(key: Self.key, requests: 1, bytes: 0, milliseconds: 0)]
        DayScores(findings, days).fill(&keys)
        return keys[0]
    }

    @Test(
        arguments: [
            ([(.polling, "a", 30)], 30, [true]),
            // One route is charged once, for the larger; another rule of clause 2 is charged beside it.
            ([(.polling, "a", 30), (.repeatedFetch, "a", 45)], 45, [true, false]),
            ([(.polling, "a", 30), (.closedDoor, "a", 45)], 45, [true, false]),
            ([(.repeatedFetch, "a", 30), (.repeatedFetch, "b", 15)], 37, [true, true]),
            ([(.ignoredBackoff, "", 60), (.closedDoor, "a", 21)], 70, [true, true]),
            // Halves and quarters are rounded down one by one.
            ([(.polling, "a", 21), (.polling, "b", 15), (.polling, "c", 7)], 29, [true, true, true]),
            // The fourth counts nothing, and 100 is the most.
            (
                [(.polling, "a", 60), (.polling, "b", 60), (.polling, "c", 60), (.polling, "d", 60)], 100,
                [true, true, true, false]
            ),
            (
                [(.polling, "a", 40), (.repeatedFetch, "a", 39), (.polling, "b", 38), (.polling, "c", 20)], 64,
                [true, false, true, true]
            ),
        ] as [([(RuleName, String, Int)], Int, [Bool])])
    func aDayIsTheLargestAndHalfAndAQuarter(
        _ findings: [(RuleName, String, Int)], _ score: Int, _ counted: [Bool]
    ) throws {
        let made = findings.map { finding($0.0, $0.1, [0: $0.2]) }
        let day = try #require(scored(made, days([true])).days.first)
        #expect(day.score == score)
        #expect(day.charges.map(\.points) == findings.map(\.2).sorted(by: >))
        #expect(day.charges.map(\.counts) == counted)
    }

    @Test func daysAreScoredByThemselves() {
        let made = [finding(.polling, "a", [0: 30, 2: 40]), finding(.repeatedFetch, "b", [2: 20])]
        let key = scored(made, days([true, true, true]))
        #expect(key.days.map(\.day.date) == ["day 0", "day 2"])
        #expect(key.days.map(\.score) == [30, 50])
    }

    @Test(
        arguments: [
            // The third-largest of the last seven covered days.
            ([true, true, true], [0: 30, 1: 40, 2: 50], 30),
            ([true, true], [0: 30, 1: 40], 0),
            ([true, true, true], [0: 30, 1: 40], 0),
            ([true, true, true, false], [0: 30, 1: 40, 3: 60], 0),
            // The first day is the eighth covered one, counted backwards.
            ([true, true, true, true, true, true, true, true], [0: 30, 1: 40, 2: 50], 0),
            ([true, true, true, true, true, false, true, true], [0: 30, 1: 40, 2: 50], 30),
            ([true, true, true, true, true, true, true, true], [0: 60, 1: 20, 2: 40, 7: 30], 20),
        ] as [([Bool], [Int: Int], Int)])
    func theKeyScoreNeedsThreeOfSeven(_ covered: [Bool], _ points: [Int: Int], _ score: Int) {
        #expect(scored([finding(.polling, "a", points)], days(covered)).score == score)
    }

    /// One request every ten minutes from `first` to `last`, but for those that lie in `silence`.
    private func coverage(_ first: Int64, _ last: Int64, silence: Range<Int64> = 0..<0) throws -> [String] {
        let lines = stride(from: first, through: last, by: 600_000).filter { !silence.contains($0) }.map {
            ModelLine(time: $0, bytes: 10, target: "/MSDEMO/Estates/\($0)")
        }
        let days = try DetectorRun(lines, ModelOptions()).result.days
        return days.map { "\($0.date) \(($0.end - $0.start) / 3_600_000) \($0.isCovered)" }
    }

    /// 2026-03-28 00:00 in Oslo.
    private static let midnight: Int64 = 1_774_652_400_000
    private static let hour: Int64 = 3_600_000

    @Test func aDayIsCoveredWithoutGaps() throws {
        let (start, hour) = (Self.midnight, Self.hour)
        #expect(
            try coverage(start, start + 47 * hour - 1) == ["2026-03-28 24 true", "2026-03-29 23 true"],
            "the day of the change has 23 hours")
        #expect(
            try coverage(start, start + 47 * hour - 1, silence: start + 12 * hour + 1..<start + 13 * hour)
                == ["2026-03-28 24 false", "2026-03-29 23 true"], "an hour at noon")
        #expect(
            try coverage(start, start + 47 * hour - 1, silence: start + 2 * hour..<start + 4 * hour)
                == ["2026-03-28 24 true", "2026-03-29 23 true"], "two hours by night")
        #expect(
            try coverage(start + 7 * hour, start + 40 * hour) == ["2026-03-28 24 false", "2026-03-29 23 false"],
            "days that the log holds in part")
    }
}
