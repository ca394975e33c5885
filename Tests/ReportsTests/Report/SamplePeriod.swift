import AccessLog
import Cases
import Foundation

@testable import Detection
@testable import Reports

/// November 2026 with the findings of ``SampleRun``, sums of their keys, a case with letters and a month of minutes.
enum SamplePeriod {
    static let calendar = CaseCalendar(zone: TimeZoneRules.builtIn("Europe/Oslo") ?? .utc)
    static var period: ReportPeriod {
        ReportPeriod("2026-11", in: calendar.zone) ?? ReportPeriod(label: "", from: 0, to: 0)
    }

    static var setting: PeriodReportWriter.Setting { PeriodReportWriter.Setting(calendar: calendar) }

    /// Names that do harm wherever they are taken for anything but text.
    static let hostile = PartnerKey(
        login: "=cmd|'/c calc'!A1\u{1B}[31m\u{202E}<script>alert(1)</script>", installation: "\"><svg onload=alert(1)>")

    static func material(partner: String? = nil, _ change: (inout ReportMaterial) -> Void = { _ in }) -> ReportMaterial
    {
        var calls = Quota(name: "API calls", match: "GET /{installation}/Estates", limit: 1000, period: .month)
        calls.scope = .login
        var material = ReportMaterial(
            period: period, calendar: calendar,
            sums: PeriodSums(period, zone: calendar.zone, quotas: [calls]),
            service: ServiceTally(ServiceLevelOptions(), calendar: calendar))
        material.quotas = [calls]
        material.findings = SampleRun.model.findings + [hostileFinding]
        material.inputs = SampleRun.model.inputs
        material.partners = SampleRun.model.partners
        material.routes = SampleRun.routes
        material.partner = partner
        material.end = SampleRun.start + 7 * SampleRun.day
        material.cases = [alfaCase].compactMap(\.self)
        material.coverage.inputs = [
            .init(name: "access-13.log.gz", bytes: 10, lines: 2, crc: "00c0ffee", from: 1, to: 2, state: "finished")
        ]
        change(&material)
        fill(&material)
        return material
    }

    private static func fill(_ material: inout ReportMaterial) {
        var keys: [PartnerKey: Int] = [:]
        var routes: [String: Int] = [:]
        let all = Set(material.findings.map(\.key)).sorted { ($0.login ?? "") < ($1.login ?? "") }
        for key in all { keys[key] = material.sums.add(key: key) }
        for route in Set(material.findings.map(\.route)).sorted() { routes[route] = material.sums.add(route: route) }
        material.markMisuse(keys: keys, routes: routes)
        for (number, finding) in material.findings.enumerated() {
            guard let key = keys[finding.key], let route = routes[finding.route] else { continue }
            for hour in 0..<48 {
                let start = SampleRun.start + Int64(hour) * SampleRun.hour
                let requests = Int64(number + 1) * Int64(hour % 5 + 1)
                material.sums.add(
                    start: start, key: key, route: route,
                    TrafficSums(
                        requests: requests, bytes: requests * 1000, serverMilliseconds: requests * 7, notModified: 1,
                        clientErrors: 2, serverErrors: 0, throttled: 0, excess: requests / 2,
                        excessBytes: requests * 500))
            }
        }
        for minute in 0..<(48 * 60) {
            material.service.add(
                minute: SampleRun.start + Int64(minute) * 60_000, requests: 20,
                serverErrors: 600..<620 ~= minute ? 15 : 0)
        }
    }

    static var hostileFinding: Finding {
        var finding = SampleRun.alfaPolling
        finding.key = hostile
        finding.target = "/M/Estates?q=<img src=x onerror=alert(1)>&x=\u{1B}]8;;https://evil.example\u{7}"
        finding.route = "GET /{installation}/@SUM(1+1)*cmd|' /C calc'!A0"
        finding.clients = [
            ClientShare(address: "192.0.2.7", agent: "</style><script>alert(1)</script>\u{202E}", requests: 7)
        ]
        finding.examples = [
            Example(
                time: SampleRun.start, file: 0, line: 1, method: "<b>", target: "/<script>alert(2)</script>",
                status: 200,
                bytes: 1)
        ]
        finding.exempt = nil
        return finding
    }

    /// A case whose notice was delivered and whose reminder waits.
    static var alfaCase: Case? {
        let text = """
            {"id":"2026-9F1C27D0","key":{"login":"alfa-web","installation":"MSDEMO","clause":3},"opened":"2026-11-13",
            "stage":"reminder","letters":[
            {"id":"2026-9F1C27D0-1","kind":"notice","drafted":"2026-11-15","status":"delivered","delivered":1794819600000,
            "isSpent":false,"isSimulation":false},
            {"id":"2026-9F1C27D0-2","kind":"reminder","drafted":"2026-11-25","status":"drafted","isSpent":false,
            "isSimulation":false}],
            "days":[{"date":"2026-11-13","score":30,"verdict":"abuse","isExempt":false}],"findings":[],
            "isPauseUsed":false,"isRelapse":false,"alerts":[]}
            """
        return try? JSONDecoder().decode(Case.self, from: Data(text.utf8))
    }
}

extension PeriodReport {
    /// The report in a form.
    func written(
        _ format: PeriodReportFormat, _ language: LetterLanguage = .en, table: ReportCSV.Table = .keys
    ) throws -> String {
        var bytes: [UInt8] = []
        try PeriodReportWriter(format, language: language, table: table, SamplePeriod.setting).write(self) { piece in
            for place in piece.indices { bytes.append(piece[place]) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
