import AccessLog
import Detection

/// Made-up findings of every rule, for looking at letters before the first real one goes out.
enum LetterSamples {
    /// 2026-11-13 00:00 in Oslo.
    private static let start: Int64 = 1_794_524_400_000
    private static let day: Int64 = 86_400_000

    /// One of each rule; two of those that have two kinds.
    static let findings: [(name: String, finding: CaseFinding)] = [
        ("repeated_fetch", repeatedFetch), ("repeated_fetch-etag", repeatedFetchByTag), ("polling", polling),
        ("round_the_clock", roundTheClock), ("overload", overload), ("ignored_backoff", ignoredBackoff),
        ("closed_door", closedDoor), ("fan_out", fanOut), ("wasteful_scan", tinyPages),
        ("wasteful_scan-full", fullScans), ("parallel_duplicates", duplicates),
    ]

    static var quota80: CaseFinding {
        var finding = quota
        finding.isObservation = true
        finding.figures[.peak] = 812
        finding.figures[.above] = 0
        return finding
    }

    static var quota: CaseFinding {
        make(.quota, "GET /maps/*", [.limit: 1000, .peak: 1204, .above: 204], threshold: 1000) {
            $0.words = [.quota: "map calls", .per: "calendar month", .periodName: "2026-11"]
            ($0.wastedRequests, $0.wastedBytes, $0.wastedMilliseconds) = (0, 0, 0)
        }
    }

    private static var repeatedFetch: CaseFinding {
        make(
            .repeatedFetch, "GET /{installation}/Estates",
            [
                .calls: 1440, .excess: 1429, .tolerated: 3, .bytes: 56_841_000, .share: 99, .worstCalls: 8640,
                .worstBytes: 39_778,
            ], threshold: 100
        ) {
            $0.words = [.basis: "size", .worst: "/MSDEMO/Estates"]
            $0.policy = CaseFinding.Route(isPushPossible: true, delta: "changedAfter")
        }
    }

    private static var repeatedFetchByTag: CaseFinding {
        make(
            .repeatedFetch, "GET /{installation}/Employees/{id}/Picture",
            [.calls: 1455, .excess: 1336, .tolerated: 12, .duplicates: 4, .bytes: 51_610_000, .share: 92],
            threshold: 100
        ) { $0.words = [.basis: "etag", .worst: "/MSDEMO/Employees/201/Picture"] }
    }

    private static var polling: CaseFinding {
        make(
            .polling, "GET /{installation}/Estates",
            [
                .calls: 1440, .hours: 23, .blocks: 24, .interval: 60, .period: 60, .jitter: 1, .avoidable: 1412,
                .changes: 27, .limit: 300,
            ], threshold: 6
        ) {
            $0.target = "/MSDEMO/Estates?changedAfter=*"
            $0.policy = CaseFinding.Route(isPushPossible: true, delta: "changedAfter")
        }
    }

    private static var roundTheClock: CaseFinding {
        make(
            .roundTheClock, "GET /{installation}/Estates",
            [.night: 360, .day: 1080, .share: 100, .days: 5, .calls: 1440], threshold: 70
        ) {
            $0.isObservation = true
            $0.target = "/MSDEMO/Estates"
        }
    }

    private static var overload: CaseFinding {
        make(
            .overload, "",
            [
                .minutes: 14, .share: 61, .calls: 18_412, .milliseconds: 4_120_000, .bytes: 912_000_000,
                .peakSecond: 74,
                .peakMinute: 2212, .concurrency: 490,
            ], threshold: 10
        ) { $0.words = [.basis: "time"] }
    }

    private static var ignoredBackoff: CaseFinding {
        make(
            .ignoredBackoff, "", [.excess: 4812, .after429: 4500, .after503: 312, .calls: 9100, .hours: 4, .share: 52],
            threshold: 200)
    }

    private static var closedDoor: CaseFinding {
        make(
            .closedDoor, "GET /{installation}/Estates/{id}", [.status: 403, .calls: 21_600, .share: 100, .hours: 24],
            threshold: 300)
    }

    private static var fanOut: CaseFinding {
        make(
            .fanOut, "GET /{installation}/Estates/{id}",
            [.bursts: 24, .calls: 6240, .size: 260, .bulkCalls: 24, .share: 84], threshold: 1000
        ) { $0.policy = CaseFinding.Route(isPushPossible: true, bulk: "GET /{installation}/Estates") }
    }

    private static var tinyPages: CaseFinding {
        make(
            .wastefulScan, "GET /{installation}/Estates",
            [.calls: 4300, .scans: 0, .pageRows: 1, .pageLimit: 100, .saved: 4257], threshold: 1000
        ) { $0.words = [.scan: "tiny_pages"] }
    }

    private static var fullScans: CaseFinding {
        make(.wastefulScan, "GET /{installation}/Estates", [.calls: 960, .scans: 8, .saved: 952], threshold: 4) {
            $0.words = [.scan: "full_scans"]
            $0.policy = CaseFinding.Route(delta: "changedAfter")
        }
    }

    private static var duplicates: CaseFinding {
        make(
            .parallelDuplicates, "GET /{installation}/Departments", [.duplicates: 2100, .calls: 8400, .share: 25],
            threshold: 1000
        ) { $0.isObservation = true }
    }

    private static func make(
        _ rule: RuleName, _ route: String, _ figures: [CaseFinding.Figure: Int64], threshold: Int64,
        _ change: (inout CaseFinding) -> Void = { _ in }
    ) -> CaseFinding {
        let samples = (0..<5).map { index in
            CaseFinding.Sample(
                time: start + 10_981_000 + Int64(index) * 60_000, file: "access-13.log.gz",
                line: 4711 + Int64(index) * 17,
                method: "GET",
                target: route.isEmpty ? "/MSDEMO/Estates" : "/MSDEMO/Estates?changedAfter=2026-11-12T00:00:00",
                status: rule == .closedDoor ? 403 : 200, bytes: 4225)
        }
        var finding = CaseFinding(
            id: "9f1c27d04be0a3c5", rule: rule, isObservation: false, route: route, target: nil, since: start + day / 6,
            ended: nil, observed: threshold, threshold: threshold, points: 45, figures: figures, words: [:],
            windowStart: start + 5 * day, windowEnd: start + 6 * day, wastedRequests: 9884, wastedBytes: 41_760_000,
            wastedMilliseconds: 415_128,
            clients: [
                CaseFinding.Client(network: "192.0.2.0/24", agent: "AlfaSync/2.3", requests: 10_080),
                CaseFinding.Client(network: "198.51.100.0/24", agent: nil, requests: 12),
            ], samples: samples, policy: CaseFinding.Route(), inexact: nil)
        change(&finding)
        return finding
    }

    /// A fortnight in which everything happens.
    static var days: [DayMark] {
        let scores = [0, 0, 37, 45, 45, 52, 45, 0, 45, 12, 45, 60, 45, 45]
        return scores.enumerated().map { index, score in
            var day = CaseDay(date: CivilDate(year: 2026, month: 11, day: 6 + index), score: score)
            day.isCovered = index != 1
            day.isProviderFault = index == 7
            return DayMark(day, exemption: nil)
        }
    }

    static func letter(_ kind: LetterKind, _ findings: [CaseFinding], _ language: LetterLanguage) -> Letter {
        var contract = Contract()
        contract.title = "Avtale om tilgang til HUB"
        contract.clause1 = "hente data som kunden allerede har hentet/mottatt flere ganger"
        contract.clause2 = "ineffektiv kode som leder til overbelastning"
        contract.clause3 = "polling/GET med korte intervaller istedenfor push der dette er mulig"
        return Letter(
            id: "2026-9F1C27D0-\(kind.stage ?? 4)", kind: kind, caseNumber: "2026-9F1C27D0", language: language,
            written: start + 7 * day + 9 * 3_600_000, partner: "Alfa Prospekt AS", organisationNumber: "999888777",
            login: "alfa-web", installation: "MSDEMO",
            contacts: [Contact(name: "Kari Nordmann", email: "kari@alfa.example", role: "technical")],
            clause: findings.first?.rule.clause, contract: contract, findings: findings, days: days,
            files: (13...19).map { "access-\($0).log.gz" }, from: start + day / 6, to: start + 7 * day,
            deadline: kind.stage == nil ? nil : start + 14 * day + 59_400_000,
            earlier: kind == .notice ? nil : start, thread: [], reason: kind == .suspension ? "API-et var nede" : nil,
            isSimulation: false, sender: "HUB drift", replyTo: "hub@example.no", phone: "+47 22 00 00 00",
            reproduction: Letter.Reproduction(
                version: "1.0.0",
                command: "abuse-scan --policy abuse-scan.yaml --since 2026-11-13 --until 2026-11-20 logs/*.log.gz",
                policyDigest: "5f2d1c9be0a3c5849f1c27d04be0a3c5849f1c27d04be0a35f2d1c9be0a3c584"))
    }
}
