import Testing

@testable import Detection
@testable import Reports

@Suite struct KeyPointsTests {
    @Test(
        arguments: [
            ([], 0),
            ([(.polling, "a", 30)], 30),
            ([(.polling, "a", 30), (.repeatedFetch, "a", 45)], 45),
            ([(.polling, "a", 30), (.repeatedFetch, "b", 15)], 37),
            ([(.polling, "a", 60), (.polling, "b", 60), (.polling, "c", 60)], 100),
            ([(.polling, "a", 45), (.polling, "b", 45), (.polling, "c", 45), (.polling, "d", 45)], 78),
            ([(.polling, "a", 21), (.polling, "b", 15), (.polling, "c", 7)], 29),
            ([(.polling, "a", 20), (.polling, "a", 20)], 20),
            ([(.roundTheClock, "a", 20), (.polling, "a", 20)], 30),
        ] as [([(RuleName, String, Int)], Int)])
    func sumsTheThreeLargest(findings: [(RuleName, String, Int)], points: Int) {
        let made = findings.map { rule, route, points in
            var finding = SampleRun.alfaPolling
            (finding.rule, finding.route, finding.points) = (rule, route, points)
            return finding
        }
        #expect(KeyPoints.points(of: made) == points)
    }

    @Test func observationsCountNothing() {
        var finding = SampleRun.alfaPolling
        finding.kind = .observation
        #expect(KeyPoints.points(of: [finding]) == 0)
    }

    @Test func ranksByPointsThenWasteThenKey() {
        func finding(_ login: String, _ points: Int, _ requests: Int64, _ bytes: Int64 = 0) -> Finding {
            var finding = SampleRun.alfaPolling
            finding.key = PartnerKey(login: login, installation: nil)
            finding.points = points
            finding.waste = Waste(requests: requests, bytes: bytes)
            return finding
        }
        let ranked = RankedKey.ranked([
            finding("a", 20, 5), finding("b", 20, 9), finding("c", 45, 1), finding("e", 20, 5), finding("d", 20, 5, 1),
        ])
        #expect(ranked.map(\.key.login) == ["c", "b", "d", "a", "e"])
    }
}
