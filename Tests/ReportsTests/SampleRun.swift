import Reports

@testable import Detection

/// A run of a week with findings of every rule, several keys, and text that must not show.
enum SampleRun {
    /// 2026-11-12T23:00:00Z, midnight in Oslo.
    static let start: Int64 = 1_794_524_400_000
    static let hour: Int64 = 3_600_000
    static let day: Int64 = 86_400_000
    static let block: Int64 = 137_000

    static let oslo = ReportOptions(zoneName: "Europe/Oslo") { _ in 3600 }

    static var model: ReportModel {
        ReportModel(
            findings: [
                alfaExempt, alfaPolling, alfaRepeated, betaPictures, deltaPolling, gammaRoundTheClock, unknownPush,
            ],
            keys: [
                totals("alfa-sync", "MSDEMO", 90_000), totals("alfa-web", "MSDEMO", 40_000),
                totals("beta-pic", "MSNORD", 70_000), totals("delta", nil, 900), totals("gamma-app", "MSVEST", 12_000),
                totals("omega", "MSDEMO", 12),
            ],
            summary: summary, partners: ["alfa-web": PartnerName(id: "alfa", name: "Alfa Prospekt AS")],
            routes: routes, inputs: ["access-13.log.gz", "access-14.log.gz"])
    }

    static var summary: RunSummary {
        var summary = RunSummary()
        summary.lines = 2_026_114
        summary.identified = 2_000_002
        summary.unidentified = 26_000
        summary.outOfPeriod = 100
        summary.unreadable = [
            .init(
                reason: "shape", lines: 11,
                places: ["access-13.log.gz:812", "access-13.log.gz:900", "access-14.log.gz:3"]),
            .init(reason: "time", lines: 1, places: ["access-14.log.gz:77"]),
        ]
        summary.firstTime = start
        summary.lastTime = start + 7 * day - 1000
        summary.keys = 41
        summary.unidentifiedSources = [
            .init(network: "203.0.113.9", lines: 20_000), .init(network: "203.0.113.77", lines: 4000),
            .init(network: "2001:db8:5::1", lines: 1999), .init(network: "unix:", lines: 1),
        ]
        summary.profile = "vitec-hub"
        summary.files = 9
        summary.bytesRead = 212_400_000
        summary.bytesInflated = 1_130_000_000
        summary.lateness = 10_000
        summary.elapsed = 1.4
        return summary
    }

    static var routes: [String: RouteRule] {
        var estates = RouteRule(match: "GET /{installation}/Estates")
        estates.push = .available
        estates.delta = "changedAfter"
        var estate = RouteRule(match: "GET /{installation}/Estates/{id}")
        estate.push = .active
        estate.bulk = "GET /{installation}/Estates"
        var picture = RouteRule(match: "GET /{installation}/Employees/{id}/Picture")
        picture.push = .none
        return Dictionary(uniqueKeysWithValues: [estates, estate, picture].map { ($0.match, $0) })
    }

    static var alfaPolling: Finding {
        finding(
            .polling, "alfa-web", "MSDEMO", "GET /{installation}/Estates", target: "/MSDEMO/Estates",
            started: start + 10 * hour + block, firstSeen: start + 5 * hour + block, observed: 6, threshold: 6,
            points: 30,
            evidence: .polling(polling(blocks: 23, period: 60, window: start + 6 * day - 22 * hour + block)),
            waste: Waste(requests: 9884, bytes: 41_760_000, serverMilliseconds: 415_128))
    }

    static var alfaRepeated: Finding {
        finding(
            .repeatedFetch, "alfa-web", "MSDEMO", "GET /{installation}/Estates/{id}", target: nil,
            started: start + 26 * hour + block, ended: start + 90 * hour + block, firstSeen: start + 24 * hour + block,
            observed: 104, threshold: 100, points: 15,
            evidence: .repeatedFetch(
                RepeatedFetchEvidence(
                    fetches: 2200, excess: 1949, tolerated: 30, excessBytes: 29_235_000, duplicates: 10,
                    sharePercent: 89, isEntityTag: true, pushes: 12,
                    resources: [
                        .init(
                            target: "/MSDEMO/Estates/4f2a?token=hunter2", fetches: 700, excess: 600, bytes: 15_000,
                            isUnchanged: false,
                            first: start + hour, last: start + 30 * hour)
                    ], windowStart: start + 30 * hour, windowEnd: start + 54 * hour)),
            waste: Waste(requests: 4100, bytes: 61_500_000, serverMilliseconds: 0))
    }

    static var betaPictures: Finding {
        finding(
            .repeatedFetch, "beta-pic", "MSNORD", "GET /{installation}/Employees/{id}/Picture", target: nil,
            started: start + 26 * hour + block, firstSeen: start + 26 * hour + block, observed: 110, threshold: 100,
            points: 45,
            evidence: .repeatedFetch(
                RepeatedFetchEvidence(
                    fetches: 40_000, excess: 39_400, tolerated: 600, excessBytes: 3_200_000_000, duplicates: 0,
                    sharePercent: 98, isEntityTag: false,
                    resources: [
                        .init(
                            target: "/MSNORD/Employees/77/Picture", fetches: 364, excess: 349, bytes: 14_872,
                            isUnchanged: true,
                            first: start + hour, last: start + 100 * hour)
                    ], windowStart: start + 48 * hour, windowEnd: start + 72 * hour)),
            waste: Waste(requests: 216_000, bytes: 21_900_000_000, serverMilliseconds: 16_000_000),
            clients: [
                ClientShare(address: "198.51.100.7", agent: nil, requests: 30_000),
                ClientShare(address: "198.51.100.8", agent: nil, requests: 5000),
                ClientShare(address: "2001:db8:77:1::9", agent: "PicProxy/1.0 (ops@beta.example)", requests: 4000),
                ClientShare(address: nil, agent: nil, requests: 1000),
            ])
    }

    static var deltaPolling: Finding {
        finding(
            .polling, "delta", nil, "GET /Account/Methods", target: "/Account/Methods",
            started: start + 10 * hour + block,
            observed: 1, threshold: 1, points: 0,
            evidence: .polling(polling(blocks: 1, period: nil, window: start + 11 * hour + block, push: .unknown)),
            waste: Waste(),
            kind: .observation)
    }

    static var gammaRoundTheClock: Finding {
        finding(
            .roundTheClock, "gamma-app", "MSVEST", "GET /{installation}/Estates",
            target: "/MSVEST/Estates?changedAfter=*", started: start + 2 * day, observed: 98, threshold: 70, points: 0,
            evidence: .roundTheClock(
                RoundTheClockEvidence(
                    nightRequests: 350, dayRequests: 1071, ratioPercent: 98, days: 3, windowStart: start + day,
                    windowEnd: start + 2 * day)), waste: Waste(), kind: .observation)
    }

    static var alfaExempt: Finding {
        var finding = alfaRepeated
        finding.key = PartnerKey(login: "alfa-sync", installation: "MSDEMO")
        finding.exempt = "initial import"
        finding.points = 0
        return finding
    }

    static var unknownPush: Finding {
        finding(
            .polling, "omega", "MSDEMO", "GET /{installation}/Estates/{id}/Images",
            target: "/MSDEMO/Estates/9/Images?q=Kari+Nordmann", started: start + 10 * hour + block,
            firstSeen: start + 5 * hour + block, observed: 6, threshold: 6, points: 20,
            evidence: .polling(
                polling(blocks: 9, period: 240, jitter: 7, window: start + 12 * hour + block, push: .unknown)),
            waste: Waste(requests: 130, bytes: 900, serverMilliseconds: 20))
    }

    static func polling(
        blocks: Int64, period: Int64?, jitter: Int64 = 0, window: Int64, push: PushState = .available
    ) -> PollingEvidence {
        PollingEvidence(
            isFirstDetector: true, polls: 1440, regularBlocks: blocks, regularPolls: blocks * 60,
            meanIntervalSeconds: 61, periodSeconds: period, jitterSeconds: period.map { _ in jitter }, avoidable: 1412,
            changes: 27, push: push, notModified: 0, minIntervalSeconds: 300, windowStart: window,
            windowEnd: window + day)
    }

    static func totals(_ login: String, _ installation: String?, _ requests: Int64) -> KeyTotals {
        KeyTotals(
            key: PartnerKey(login: login, installation: installation), requests: requests, bytes: requests * 1000,
            serverMilliseconds: requests * 3)
    }

    static func finding(
        _ rule: RuleName, _ login: String, _ installation: String?, _ route: String, target: String?, started: Int64,
        ended: Int64? = nil, firstSeen: Int64? = nil, observed: Int64, threshold: Int64, points: Int,
        evidence: Evidence, waste: Waste,
        clients: [ClientShare] = [
            ClientShare(address: "192.0.2.44", agent: "AlfaSync/2.3", requests: 10_080, since: start + 5 * hour + block)
        ],
        kind: Finding.Kind = .finding
    ) -> Finding {
        let unit =
            switch rule {
            case .repeatedFetch: "excess_per_24h"
            case .polling: "regular_blocks"
            case .roundTheClock: "percent"
            case .overload: "stressed_minutes"
            case .ignoredBackoff: "premature_per_hour"
            case .closedDoor: "requests_per_hour"
            case .fanOut: "fan_out_requests_per_24h"
            case .wastefulScan: "tiny_pages_per_24h"
            case .parallelDuplicates: "duplicates_per_24h"
            case .quota: "units"
            }
        let example = Example(
            time: started - 6 * hour + 44_000, file: 0, line: 4711, method: "GET",
            target: target ?? "/MSDEMO/Estates/4f2a?token=hunter2", status: 200, bytes: 4225)
        return Finding(
            kind: kind, rule: rule, key: PartnerKey(login: login, installation: installation), route: route,
            target: target, started: started, ended: ended, firstSeen: firstSeen, observed: observed,
            threshold: threshold, unit: unit, points: points, evidence: evidence, waste: waste, clients: clients,
            examples: [example], exempt: nil, inexact: nil)
    }
}

extension ReportModel {
    /// The whole report as one text.
    func written(_ format: ReportFormat, _ options: ReportOptions = SampleRun.oslo) -> String {
        var bytes: [UInt8] = []
        ReportWriter(format: format, options: options).write(self) { piece in
            for index in piece.indices { bytes.append(piece[index]) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
