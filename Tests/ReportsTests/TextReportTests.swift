import Testing

@testable import Detection
@testable import Reports

@Suite struct TextReportTests {
    @Test func theWholeReport() {
        let expected = """
            abuse-scan  9 files, 2 026 114 lines, 41 keys, 13 to 19 Nov 2026 (Europe/Oslo)

             points  partner and base       rule             since         a fix saves a day
                 45  beta-pic  MSNORD       repeated fetch   14 Nov 02:02     3.1 GB, 38 min
                 37  alfa-web  MSDEMO       polling          13 Nov 04:02        1 412 calls
                                            repeated fetch   14 Nov 00:02            16.7 MB
                 20  omega  MSDEMO          polling          13 Nov 04:02           18 calls

            beta-pic  MSNORD
              Fetched /MSNORD/Employees/77/Picture 364 times, every time the same
              14 872 bytes. Since 14 Nov 02:02, in the worst 24 hours 39 400 of 40 000
              fetches (98 %) of GET /{installation}/Employees/{id}/Picture brought nothing
              new, judged by size; the limit is 100 a day. A fix saves 31 236 calls, 3.1 GB
              and 38 min of server time a day. From 198.51.100.0/24 without a user agent,
              2001:db8:77::/48 with PicProxy/1.0 (***) and others. Fix: keep the pictures
              after the first fetch.

            alfa-web  MSDEMO   Alfa Prospekt AS
              Polls GET /MSDEMO/Estates every 60 s since 13 Nov 04:02, day and night (23 of
              24 hours), though push is available: 1 440 calls a day where about 28 would
              do. The limit is one call every 5 min. A fix saves 1 412 calls, 5.9 MB and
              59 s of server time a day. From 192.0.2.0/24 with AlfaSync/2.3. Fix: subscribe
              to Estate notifications, and catch up with changedAfter twice a day.
              Fetched /MSDEMO/Estates/4f2a?token=*** 700 times, at least 600 of them
              unchanged (last 15 000 bytes). From 14 Nov 00:02 to 16 Nov 18:02, in the worst
              24 hours 1 949 of 2 190 fetches (89 %) of GET /{installation}/Estates/{id}
              brought nothing new, judged by entity tag; the limit is 100 a day. A fix saves
              1 118 calls and 16.7 MB a day. Fix: keep what was fetched, subscribe to Estate
              notifications and fetch many at once with GET /{installation}/Estates.

            omega  MSDEMO
              Polls GET /MSDEMO/Estates/9/Images?q=*** every 4 min (± 7 s) since
              13 Nov 04:02, in 9 of 24 hours, while it is not known whether push exists:
              1 440 calls a day where about 28 would do. The limit is one call every 5 min.
              A fix saves 18 calls and 128 bytes a day. From 192.0.2.0/24 with AlfaSync/2.3.
              Fix: ask at most every 5 min.

            Watch, below the limits of a finding:
              delta: GET /Account/Methods about every 61 s since 13 Nov 09:02, in 1 of 24
                hours; it is not known whether push exists
              gamma-app  MSVEST: GET /MSVEST/Estates?changedAfter=* by night as by day (98 %
                of the day's rate), 3 days, since 14 Nov 00:00

            Exempt, counted for nobody:
              alfa-sync  MSDEMO: 1 949 unchanged answers again in 24 hours, 89 % of
                GET /{installation}/Estates/{id}, from 14 Nov 00:02 to 16 Nov 18:02; exempt:
                initial import

            3 partners to warn, 2 to watch. Nothing here closes anybody's access.
            Complete from 13 Nov 00:00 to 19 Nov 23:59; 12 lines unreadable, 0 late, 26 000
            unidentified; exact.

            """
        #expect(SampleRun.model.written(.text) == expected)
    }

    /// Fewer than 60 columns are taken as 60.
    @Test func narrowTerminals() {
        var options = SampleRun.oslo
        options.width = 20
        let lines = SampleRun.model.written(.text, options).split(separator: "\n")
        #expect(
            lines.prefix(9).joined(separator: "\n") == """
                abuse-scan  9 files, 2 026 114 lines, 41 keys,
                13 to 19 Nov 2026 (Europe/Oslo)
                 points  partner          rule             a fix saves a day
                     45  beta-pi… MSNORD  repeated fetch      3.1 GB, 38 min
                     37  alfa-we… MSDEMO  polling                1 412 calls
                                          repeated fetch             16.7 MB
                     20  omega  MSDEMO    polling                   18 calls
                beta-pic  MSNORD
                  Fetched /MSNORD/Employees/77/Picture 364 times, every time
                """)
        #expect(lines.allSatisfy { Columns.width(String($0)) <= 60 })
    }

    /// Colours come on top: taken out, the text is the same.
    @Test func coloursAreAnAddition() {
        var options = SampleRun.oslo
        options.color = true
        let colored = SampleRun.model.written(.text, options)
        #expect(colored.contains("\u{1B}[33m     45\u{1B}[0m  beta-pic  MSNORD"))
        #expect(colored.contains("\u{1B}[1malfa-web  MSDEMO   Alfa Prospekt AS\u{1B}[0m"))
        #expect(colored.replacing(/\u{1B}\[\d*m/, with: "") == SampleRun.model.written(.text))
    }

    @Test func nothingFound() {
        var model = SampleRun.model
        model.findings = []
        #expect(
            model.written(.text) == """
                abuse-scan  9 files, 2 026 114 lines, 41 keys, 13 to 19 Nov 2026 (Europe/Oslo)

                No misuse found: all 41 keys stay below every limit. Nothing here closes
                anybody's access.
                Complete from 13 Nov 00:00 to 19 Nov 23:59; 12 lines unreadable, 0 late, 26 000
                unidentified; exact.

                """)
    }

    @Test func nothingRead() {
        let model = ReportModel(findings: [], keys: [], summary: RunSummary(), partners: [:], routes: [:], inputs: [])
        #expect(
            model.written(.text) == """
                abuse-scan  0 files, 0 lines, 0 keys

                No lines were read, so nothing can be said of anybody. Nothing here closes
                anybody's access.
                No time covered; 0 lines unreadable, 0 late; exact.

                """)
    }

    @Test func nobodyIdentified() {
        var model = SampleRun.model
        model.findings = []
        model.summary.identified = 0
        model.summary.keys = 0
        #expect(model.written(.text).contains("No line names its sender, so nothing can be said of anybody."))
    }

    @Test func whatIsMissingIsSaid() {
        var model = SampleRun.model
        model.findings = [SampleRun.deltaPolling]
        model.summary.keys = 1
        model.summary.unidentified = 0
        model.summary.late = 1035
        model.summary.unreadable = [.init(reason: "shape", lines: 1, places: [])]
        model.summary.gaps = (0..<5).map { day in
            .init(from: SampleRun.start + day * SampleRun.day, to: SampleRun.start + day * SampleRun.day + 7_200_000)
        }
        model.summary.problems = ["a.gz: member 2 is cut off at byte 812; fetch it again"]
        model.summary.tooShort = ["Polling needs six regular hours, the log has 2; take the profile triage."]
        model.summary.inexact = "resources beyond 65 536 of delta were not followed"
        let text = model.written(.text)
        let end = text.split(separator: "\n").suffix(7).joined(separator: "\n")
        #expect(
            end == """
                No misuse found: the only key stays below every limit, as far as so short a log
                can show. 1 partner to watch. Nothing here closes anybody's access.
                Not complete from 13 Nov 00:00 to 19 Nov 23:59, 5 gaps and 1 input problem:
                13 Nov 00:00 to 13 Nov 02:00, 14 Nov 00:00 to 14 Nov 02:00, 15 Nov 00:00 to
                15 Nov 02:00 and 2 more; 1 line unreadable, 1 035 late; not exact: resources
                beyond 65 536 of delta were not followed.
                Polling needs six regular hours, the log has 2; take the profile triage.
                """)
    }

    @Test func onlyTheWorstKeysAreTold() {
        var model = SampleRun.model
        model.findings = (0..<30).map { number in
            var finding = SampleRun.alfaPolling
            finding.key = PartnerKey(login: "login-\(number)", installation: "MSDEMO")
            finding.points = 20 + number
            return finding
        }
        let text = model.written(.text)
        #expect(text.contains("10 more keys have findings; --format ndjson shows everything.\n"))
        #expect(text.contains("\nlogin-29  MSDEMO\n") && text.contains("\nlogin-10  MSDEMO\n"))
        #expect(!text.contains("login-9 "))
        #expect(text.contains("30 partners to warn, 0 to watch."))
        var options = SampleRun.oslo
        options.top = 29
        #expect(model.written(.text, options).contains("1 more key has findings; --format ndjson shows everything.\n"))
    }

    @Test func basesOfOnePartnerAreOnePartner() {
        var model = SampleRun.model
        var other = SampleRun.alfaPolling
        other.key.installation = "MSVEST"
        var watched = other
        watched.kind = .observation
        model.findings = [SampleRun.alfaPolling, other, watched]
        #expect(model.written(.text).contains("1 partner to warn, 0 to watch."))
    }

    @Test func manyFindingsOfOneKeyAreCounted() {
        var model = SampleRun.model
        model.findings = Array(repeating: SampleRun.alfaPolling, count: 8)
        #expect(model.written(.text).contains("\n  3 more findings of this key.\n"))
    }

    @Test(
        arguments: [
            (.available, nil, nil, "subscribe to Estate notifications"),
            (
                .active, "changedAfter", nil,
                "subscribe to Estate notifications, and catch up with changedAfter twice a day"
            ),
            (.unknown, nil, nil, "ask at most every 5 min"),
            (.none, "changedAfter", nil, "ask at most every 5 min"),
        ] as [(PushState, String?, String?, String)])
    func advisesPollers(push: PushState, delta: String?, bulk: String?, fix: String) {
        var rule = RouteRule(match: "GET /{installation}/Estates")
        (rule.push, rule.delta, rule.bulk) = (push, delta, bulk)
        #expect(Advice.fix(for: SampleRun.alfaPolling, rule: rule).replacing("\u{A0}", with: " ") == fix)
    }

    @Test(
        arguments: [
            (
                "GET /{installation}/Estates/{id}", .available, nil, nil, true,
                "keep what was fetched and subscribe to Estate notifications"
            ),
            (
                "GET /{installation}/Estates/{id}", .unknown, nil, "GET /{installation}/Estates", true,
                "keep what was fetched and fetch many at once with GET /{installation}/Estates"
            ),
            (
                "GET /{installation}/Estates", .available, "changedAfter", nil, false,
                "keep what was fetched, subscribe to Estate notifications and ask for changes only, with changedAfter"
            ),
            (
                "GET /{installation}/Employees/{id}/Picture", .none, nil, nil, false,
                "keep the pictures after the first fetch"
            ),
            (
                "GET /{installation}/Estates/{id}/Documents/{id}", .none, nil, nil, false,
                "keep the documents after the first fetch"
            ),
            (
                "GET /feed", .unknown, nil, nil, true,
                "keep what was fetched and ask with If-None-Match, so that an unchanged answer is an empty 304"
            ),
            ("GET /", .available, nil, nil, false, "keep what was fetched and subscribe to push notifications"),
        ] as [(String, PushState, String?, String?, Bool, String)])
    func advisesFetchers(route: String, push: PushState, delta: String?, bulk: String?, isEntityTag: Bool, fix: String)
    {
        var rule = RouteRule(match: route)
        (rule.push, rule.delta, rule.bulk) = (push, delta, bulk)
        var finding = SampleRun.betaPictures
        finding.route = route
        if case .repeatedFetch(var evidence) = finding.evidence {
            evidence.isEntityTag = isEntityTag
            finding.evidence = .repeatedFetch(evidence)
        }
        #expect(Advice.fix(for: finding, rule: rule) == fix)
    }

    @Test func namesObjectTypes() {
        let routes = [
            "GET /{installation}/Activities", "GET /x/Addresses/{id}", "GET /Status", "GET /a/*", "GET /{id}",
            "/Offices",
        ]
        #expect(routes.map(Advice.objectType) == ["Activity", "Address", "Status", "a", nil, "Office"])
    }

    /// The feed reader of the one log that everybody has: the sentence names what was fetched.
    @Test func theWorstResourceIsNamed() {
        var model = SampleRun.model
        var finding = SampleRun.betaPictures
        if case .repeatedFetch(var evidence) = finding.evidence {
            evidence.resources[0].target = "/blog/tags/puppet?flav=rss20"
            finding.evidence = .repeatedFetch(evidence)
        }
        model.findings = [finding]
        let text = model.written(.text).replacing(/\s+/, with: " ")
        #expect(text.contains("Fetched /blog/tags/puppet?flav=rss20 364 times, every time the same 14 872 bytes."))
    }

    @Test func episodesShorterThanADayAreNotExtrapolated() {
        var finding = SampleRun.alfaPolling
        finding.ended = finding.started + 3_600_000
        let waste = finding.wasteADay(first: finding.started - 3_600_000, last: nil)
        #expect(waste == finding.waste)
    }

    /// Whatever stands in a log, no line is too wide and nothing steers the terminal.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func hostileTextKeepsTheWidth(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var model = SampleRun.model
        for index in model.findings.indices {
            let length = 1 + random.next(300)
            model.findings[index].key = PartnerKey(
                login: random.hostileText(length), installation: random.next(3) == 0 ? nil : random.hostileText(length))
            model.findings[index].route = "GET /" + random.hostileText(length)
            model.findings[index].target = random.next(2) == 0 ? nil : "/" + random.hostileText(length)
            model.findings[index].exempt = random.next(4) == 0 ? random.hostileText(length) : nil
            model.findings[index].inexact = random.next(4) == 0 ? random.hostileText(length) : nil
            model.findings[index].clients[0].address = random.hostileText(length)
            model.findings[index].clients[0].agent = random.hostileText(length)
            model.partners[model.findings[index].key.login ?? ""] = PartnerName(
                id: "x", name: random.hostileText(length))
        }
        model.summary.tooShort = [random.hostileText(200)]
        var options = SampleRun.oslo
        options.width = 60 + random.next(80)
        let lines = model.written(.text, options).unicodeScalars.split(separator: "\n")
        #expect(lines.count > 20)
        for line in lines.map(String.init) {
            #expect(Columns.width(line) <= options.width, "seed \(seed): \(line)")
            #expect(!line.unicodeScalars.contains(where: DisplayText.isUnsafe), "seed \(seed): \(line)")
        }
    }
}
