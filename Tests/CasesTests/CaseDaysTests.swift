import AccessLog
import Reports
import Testing

@testable import Cases
@testable import Detection

@Suite struct CaseDaysTests {
    private let key = PartnerKey(login: "alfa-web", installation: "MSDEMO")
    private let day = LogDay(start: 86_400_000, end: 172_800_000, date: "1970-01-02", isCovered: true)

    private func finding(_ rule: RuleName, _ route: String, _ points: Int, exempt: String? = nil) -> Finding {
        Finding(
            kind: .finding, rule: rule, key: key, route: route, target: "/MSDEMO/Estates?email=kari@alfa.example",
            started: 90_000_000, ended: nil, firstSeen: nil, observed: 6, threshold: 6, unit: "x", points: points,
            evidence: .closedDoor(
                ClosedDoorEvidence(
                    status: 404, requests: 400, sharePercent: 95, badHours: 6, windowStart: 0, windowEnd: 86_400_000)),
            waste: Waste(requests: 3, bytes: 4, serverMilliseconds: 5),
            clients: [
                ClientShare(address: "192.0.2.17", agent: "A token=secret12", requests: 5),
                ClientShare(address: "192.0.2.99", agent: "A token=secret13", requests: 7),
            ],
            examples: [
                Example(
                    time: 1, file: 0, line: 12, method: "GET", target: "/x?searchTerm=Kari%20Nordmann", status: 200,
                    bytes: nil)
            ], exempt: exempt, inexact: nil, days: exempt == nil ? [DayPoints(day: day.start, points: points)] : [])
    }

    private var maker: CaseDays {
        CaseDays { CaseFinding($0, id: "id", rule: nil, files: ["a.log.gz"], masking: .standard) }
    }

    @Test func oneMisuseOfARouteIsOneCase() {
        let findings = [finding(.repeatedFetch, "GET /a", 37), finding(.polling, "GET /a", 30)]
        #expect(CaseDays.scores(of: findings, on: day, open: []) == [1: 37])
        // A case on polling that is open keeps the points, though another rule gives more of them today.
        #expect(CaseDays.scores(of: findings, on: day, open: [3]) == [3: 37])
        let apart = [finding(.repeatedFetch, "GET /a", 37), finding(.polling, "GET /b", 30)]
        #expect(CaseDays.scores(of: apart, on: day, open: []) == [1: 37, 3: 30])
        let many = [60, 41, 22, 20].enumerated().map { finding(.fanOut, "GET /\($0.offset)", $0.element) }
        #expect(CaseDays.scores(of: many, on: day, open: []) == [2: 60 + 20 + 5])
    }

    @Test func openCasesGetACleanDay() {
        let days = maker.days(of: [], key: key, on: day, open: [2])
        #expect(days.count == 1 && days[CaseKey(key: key, clause: 2)]?.score == 0)
        #expect(maker.days(of: [], key: key, on: day, open: []).isEmpty)
    }

    @Test func exemptFindingsMakeAnExemptDay() {
        let days = maker.days(of: [finding(.fanOut, "GET /a", 0, exempt: "import")], key: key, on: day, open: [])
        let made = days[CaseKey(key: key, clause: 2)]
        #expect(made?.exemption == ExemptionNote(reason: "import") && made?.findings.isEmpty == true)
        let both = [finding(.fanOut, "GET /a", 0, exempt: "import"), finding(.fanOut, "GET /b", 30)]
        #expect(maker.days(of: both, key: key, on: day, open: [])[CaseKey(key: key, clause: 2)]?.exemption == nil)
    }

    @Test func whatIsKeptIsMasked() throws {
        let days = maker.days(of: [finding(.closedDoor, "GET /a", 30)], key: key, on: day, open: [])
        let kept = try #require(days[CaseKey(key: key, clause: 2)]?.findings.first)
        #expect(kept.target == "/MSDEMO/Estates?email=***")
        #expect(kept.samples.map(\.target) == ["/x?searchTerm=***"] && kept.samples.map(\.file) == ["a.log.gz"])
        #expect(kept.clients == [.init(network: "192.0.2.0/24", agent: "A token=***", requests: 12)])
        #expect(kept[.status] == 404 && kept[.calls] == 400 && kept.windowEnd == 86_400_000)
    }
}
