import AccessLog
import Cases
import Foundation
import Testing

@testable import Detection
@testable import Reports

@Suite struct PeriodReportTests {
    private static let all = ReportMaker(SamplePeriod.material()).report()
    private static let alfa = ReportMaker(SamplePeriod.material(partner: "alfa")).report()

    @Test func theModelSurvivesCoding() throws {
        let bytes = try JSONEncoder().encode(Self.all)
        #expect(try JSONDecoder().decode(PeriodReport.self, from: bytes) == Self.all)
    }

    @Test func whatSeveralRulesSawIsSavedOnce() throws {
        var doubled = SampleRun.alfaRepeated
        doubled.route = SampleRun.alfaPolling.route
        doubled.waste = Waste(requests: 9000, bytes: 50_000_000, serverMilliseconds: 1)
        let report = ReportMaker(
            SamplePeriod.material { $0.findings = [SampleRun.alfaPolling, doubled, SampleRun.betaPictures] }
        ).report()
        let alfa = try #require(report.keys.first { $0.subject.login == "alfa-web" })
        #expect(alfa.waste.order == (9884, 50_000_000, 415_128))
        #expect(report.headline.waste.requests == 9884 + 216_000)
    }

    @Test func anEpisodeThatReachesBeyondThePeriodCountsByItsShareOfTime() throws {
        var finding = SampleRun.betaPictures
        let period = SamplePeriod.period
        (finding.started, finding.firstSeen) = (period.from - 3 * SampleRun.day, period.from - 3 * SampleRun.day)
        finding.ended = period.from + SampleRun.day
        finding.waste = Waste(requests: 4003, bytes: 8, serverMilliseconds: 0)
        let report = ReportMaker(SamplePeriod.material { $0.findings = [finding] }).report()
        #expect(report.findings[0].waste.order == (1000, 2, 0))
        #expect(report.findings[0].detail.wastedRequests == 4003)
    }

    @Test func aPageOfManyFindingsIsFolded() throws {
        var report = Self.all
        var key = try #require(report.keys.first { $0.findings > 0 })
        var finding = try #require(report.findings.first { $0.subject == key.subject && $0.counts })
        (report.keys, report.findings, key.findings) = ([], [], 3)
        for number in 0..<2000 {
            key.subject.login = "made-\(number)."
            finding.subject = key.subject
            report.keys.append(key)
            // Only of these can anything be told.
            if number < 50 { report.findings += [finding, finding, finding] }
        }
        let page = try report.written(.html)
        #expect(page.utf8.count < 500_000)
        #expect(page.components(separatedBy: "<h3").count - 1 == 20)
        #expect(page.components(separatedBy: "<details").count - 1 >= 30)
        #expect(page.contains("made-149.") && !page.contains("made-150."))
    }

    // MARK: One set of figures

    private func rows(_ table: ReportCSV.Table) throws -> [[String: String]] {
        let lines = try Self.all.written(.csv, table: table).components(separatedBy: "\r\n").dropLast()
        let cells = lines.map(Self.fields)
        return cells.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(cells[0], $0)) }
    }

    /// The fields of a line of RFC 4180.
    private static func fields(_ line: String) -> [String] {
        var (fields, field, isQuoted, wasQuote) = ([String](), "", false, false)
        for character in line {
            switch character {
            case "\"" where wasQuote:
                field.append("\"")
                (isQuoted, wasQuote) = (true, false)
            case "\"":
                wasQuote = isQuoted
                isQuoted.toggle()
            case "," where !isQuoted:
                fields.append(field)
                (field, wasQuote) = ("", false)
            default: field.append(character)
            }
        }
        return fields + [field]
    }

    @Test func allFormsSayTheSameFigures() throws {
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(try Self.all.written(.json).utf8)) as? [String: Any])
        #expect(json["schema_version"] as? Int == 1)
        let keys = try #require(json["keys"] as? [[String: Any]])
        let table = try rows(.keys)
        #expect(keys.count == table.count && keys.count == Self.all.keys.count)
        for (row, key) in zip(table, keys) {
            let sums = try #require(key["sums"] as? [String: Any])
            for name in ["requests", "bytes", "server_ms", "client_errors", "excess", "excess_bytes"] {
                #expect(row[name] == "\(sums[name] as? Int64 ?? -1)")
            }
            #expect(row["points"] == "\(key["points"] as? Int64 ?? -1)")
        }
        let forms = LanguageForms(language: .en, zone: SamplePeriod.calendar.zone)
        let words = try [PeriodReportFormat.html, .markdown, .text].map {
            try Self.all.written($0).replacing("\u{A0}", with: " ").replacing("\\", with: "")
        }
        for key in Self.all.keys {
            for text in words { #expect(text.contains(forms.number(key.sums.requests))) }
        }
        let total = Self.all.keys.reduce(0) { $0 + $1.sums.requests }
        #expect(total == Self.all.headline.total.requests)
        #expect(total == Self.all.load.requests.reduce(0, +))
        #expect(total == Self.all.routes.reduce(0) { $0 + $1.sums.requests })
        #expect(total == Self.all.keys.flatMap(\.week).reduce(0, +))
        #expect(total == Self.all.keys.flatMap(\.days).reduce(0, +))
        #expect(Self.all.volume.reduce(0) { $0 + $1.bytes } == Self.all.headline.total.bytes)
    }

    // MARK: Hostile text

    @Test(arguments: PeriodReportFormat.allCases)
    func hostileTextDoesNothing(format: PeriodReportFormat) throws {
        let tables: [ReportCSV.Table] = format == .csv ? ReportCSV.Table.allCases : [.keys]
        for table in tables {
            let text = try Self.all.written(format, table: table)
            #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E || $0.value == 7 })
            #expect(!text.contains("hunter2"))
            switch format {
            case .html:
                #expect(!text.contains("<script") && !text.contains("<svg onload") && !text.contains("<img"))
                #expect(!text.contains("<b>alert") && text.components(separatedBy: "</style>").count == 2)
                #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
            case .markdown:
                #expect(!text.replacing("\\<", with: "").contains("<"))
                #expect(!text.contains("https://"))
            case .csv:
                for line in text.components(separatedBy: "\r\n") {
                    #expect(!line.hasPrefix("=") && !line.contains(",=") && !line.contains("\"="))
                    #expect(!line.contains(",@") && !line.hasPrefix("+") && !line.contains("\n"))
                }
            case .json: _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
            case .text:
                #expect(text.split(separator: "\n").allSatisfy { Columns.width(String($0)) <= 80 })
            }
        }
    }

    @Test func pagesAskForNothingFromOutside() throws {
        let html = try Self.all.written(.html)
        for word in ["http:", "https:", "url(", "@import", "src=", "<link", "<script", " style=", "javascript:"] {
            #expect(!html.replacing("https://evil", with: "").contains(word), "\(word)")
        }
        #expect(html.contains("default-src &#39;none&#39;; style-src &#39;\(HTMLStyle.digest)&#39;"))
        let style = try #require(
            html.components(separatedBy: "<style>").last?.components(separatedBy: "</style>").first)
        #expect(style == "\(HTMLStyle.sheet)")
    }

    // MARK: A partner's page

    @Test(arguments: PeriodReportFormat.allCases)
    func aPartnersPageHoldsNothingOfAnybodyElse(format: PeriodReportFormat) throws {
        let tables: [ReportCSV.Table] = format == .csv ? ReportCSV.Table.allCases : [.keys]
        for table in tables {
            let text = try Self.alfa.written(format, table: table)
            for name in [
                "alfa-sync", "beta-pic", "delta", "gamma-app", "omega", "MSNORD", "MSVEST", "cmd|", "Picture", "98.51",
            ] {
                #expect(!text.contains(name), "\(name) in \(format) \(table)")
            }
        }
        #expect(Self.alfa.tasks.isEmpty)
        #expect(Self.alfa.keys.map(\.subject.login) == ["alfa-web"])
        #expect(Self.alfa.cases.count == 1)
    }

    @Test func aPartnerWithoutFindingsSeesHowFarItIsFromEachLimit() throws {
        let report = ReportMaker(SamplePeriod.material(partner: "gamma-app")).report()
        #expect(report.headline.accusedKeys == 0)
        let text = try report.written(.text)
        #expect(text.contains("Nothing in your use calls for a change."))
        #expect(report.quotas.count == 1)
        #expect(report.quotas[0].headroom > 0)
        #expect(text.contains("Use of the quotas in percent of their limits"))
        #expect(report.volume.count == 1)
    }

    @Test func aPartnerWhomNobodyKnowsHasNoPage() {
        #expect(!ReportMaker(SamplePeriod.material(partner: "nobody")).hasSubjects)
        #expect(ReportMaker(SamplePeriod.material(partner: "alfa")).hasSubjects)
    }

    // MARK: Quotas and volume

    @Test func aQuotasUseIsBoundedFromSums() throws {
        // alfa-web has one finding on /Estates: second in the list, so 2·(1+2+3+4+5) in five hours.
        let row = try #require(Self.all.quotas.first { $0.subject.login == "alfa-web" })
        let cell = try #require(Self.all.routes.first { $0.route == "GET /{installation}/Estates" })
        #expect(row.basis == .atMost && row.above == 0)
        #expect(row.used > 0 && row.used < cell.sums.requests)
        #expect(row.headroom == 1000 - row.used)
    }

    @Test func startedUnitsAboveWhatIsIncludedAreCharged() throws {
        for (bytes, units) in [(2000, 0), (2001, 1), (3000, 1), (3001, 2)] as [(Int64, Int64)] {
            var material = SamplePeriod.material {
                $0.findings = []
                ($0.volume.included, $0.volume.unit) = (2000, 1000)
            }
            let key = material.sums.add(key: PartnerKey(login: "v", installation: "M"))
            let route = material.sums.add(route: "GET /")
            material.sums.add(
                start: SampleRun.start, key: key, route: route,
                TrafficSums(requests: 1, bytes: bytes, serverMilliseconds: 0))
            let row = try #require(ReportMaker(material).report().volume.first)
            #expect((row.bytes, row.charged, row.isWhole) == (bytes, units, false))
        }
    }

    @Test(arguments: [
        ("* /api/*", "GET /api/{id}", true), ("* /api/*", "GET /other/{id}", false), ("* /*", "POST /x", true),
        ("POST /forms/*", "GET /forms/{id}", false), ("POST /mail", "POST /mail", true),
        ("POST /mail", "POST /mail/x", false),
        ("* /api/*", "GET /{id}/x", true), ("* /api/*", "{other}", true),
        ("GET /{installation}/Estates", "GET /{installation}/Estates/{id}", false),
    ])
    func whatMayMatchAQuotaCounts(pattern: String, route: String, matches: Bool) {
        #expect(QuotaMatching.mayMatch(pattern, route) == matches)
    }

    @Test func pollersOfOneSecondAreFoundTogether() {
        func poller(_ login: String, _ seconds: [Int64]) -> Finding {
            var finding = SampleRun.alfaPolling
            finding.key.login = login
            finding.examples = seconds.map {
                Example(
                    time: SampleRun.start + $0 * 1000, file: 0, line: 1, method: "GET", target: "/", status: 200,
                    bytes: 1)
            }
            return finding
        }
        let report = ReportMaker(
            SamplePeriod.material {
                $0.findings = [
                    poller("a", [2, 62, 122, 182]), poller("b", [2, 62, 123, 182, 250]),
                    poller("c", [0, 70, 125, 190]),
                    poller("d", [59, 119, 179, 239]),
                ]
            }
        ).report()
        #expect(report.pulses.map(\.second) == [2])
        #expect(report.pulses.map { $0.keys.map(\.login) } == [["a", "b"]])
    }

    @Test func tasksOfTheOperatorComeFirst() throws {
        #expect(Self.all.tasks.map(\.kind) == ["contact", "approve"])
        let text = try Self.all.written(.text)
        let todo = try #require(text.range(of: "To do"))
        #expect(text.range(of: "Partners\n====").map { todo.lowerBound < $0.lowerBound } ?? false)
        #expect(text.contains("2026-9F1C27D0-2: waits for approval since 25 November 2026. The clock stands."))
        #expect(Self.all.headline.lettersDelivered == 1 && Self.all.headline.lettersWaiting == 1)
    }
}
