import AccessLog
import Detection
import Testing

@testable import Reports

/// A diagnosis as people and programs see it.
@Suite("Reports of doctor")
struct DoctorReportTests {
    private static func file(_ change: (inout FileDiagnosis) -> Void = { _ in }) -> FileDiagnosis {
        var file = FileDiagnosis(name: "access.log.gz")
        file.format = "combined"
        file.linesTried = 200
        file.candidates = [.init(name: "combined", linesRead: 198), .init(name: "common", linesRead: 150)]
        (file.compression, file.members, file.bytesRead, file.bytesDecoded) = ("gzip", 2, 101_000, 1_100_000)
        (file.lines, file.requests, file.feeds, file.identified, file.keys) = (1000, 990, 1000, 940, 1)
        file.topKeys = [.init(key: PartnerKey(login: "alfa\u{1b}", installation: "MSDEMO"), lines: 940)]
        (file.first, file.last, file.zone) = (1_772_434_937_000, 1_772_438_537_000, .stamps)
        (file.fields.user, file.fields.status, file.fields.bytes, file.fields.agent) = (940, 990, 990, 3)
        (file.answers, file.queries) = (900, 10)
        file.unreadable = [.init(reason: "shape", lines: 10, samples: [.init(line: 7, shape: "a a")])]
        change(&file)
        return file
    }

    private static func diagnosis(_ files: [FileDiagnosis]) -> Diagnosis {
        var diagnosis = Diagnosis()
        diagnosis.files = files
        diagnosis.keyParts = ["user", "path[0]"]
        return diagnosis
    }

    private func text(_ files: [FileDiagnosis], width: Int = 80) -> [String] {
        DoctorText(diagnosis: Self.diagnosis(files), options: ReportOptions(width: width)).lines()
    }

    @Test func tellsAFile() {
        let lines = text([Self.file()])
        #expect(
            lines.prefix(18) == [
                "access.log.gz",
                "  format     combined: reads 198 of the first 200 lines; next common with 150",
                "  packed     gzip, 2 members, 101 kB, unpacked 1.1 MB",
                "  lines      1 000 lines: 990 requests, 10 unreadable; ends with LF",
                "  stamps     2 Mar 07:02 to 2 Mar 08:02 2026 (UTC), whole seconds; each says its",
                "             zone",
                "  order      sorted by stamp",
                "  moment     start or end of requests: nothing tells; a scan takes the end, as",
                "             without log_time",
                "  key        [user, path[0]] finds 1 key in 940 requests (94 %):",
                "             alfa\\u{1B}/MSDEMO 940",
                "  fields     user 94 %, status all, bytes all, duration none, entity tag none,",
                "             agent < 1 %, address none, query 1 %",
                "  unreadable 10 lines not of the format: line 7 `a a`, …", "", "Rules",
                "  repeated_fetch       partly: by size: two identical answers must come first;",
                "                       with entity tags one is enough",
            ])
    }

    @Test("only lines of configuration are wider than asked for", arguments: [60, 80, 100])
    func width(_ width: Int) {
        let files = [
            Self.file(), Self.file { $0.format = "w3c" }, Self.file { $0.format = "haproxy" },
            Self.file { $0.sameAs = "other.log" },
            Self.file { $0.problem = "access.log.gz: ends inside gzip member 1" },
        ]
        let advice = LoggingAdvice.Server.allCases.map { LoggingAdvice.advice(for: $0) }
        let configuration = Set(advice.flatMap { $0.lines + [$0.option ?? ""] }.map { "    " + $0 })
        for line in text(files, width: width) where Columns.width(line) > width {
            #expect(configuration.contains(line), "\(line)")
        }
    }

    @Test("what the rules can do", arguments: RuleName.allCases)
    func rules(_ rule: RuleName) {
        let diagnosis = Self.diagnosis([])
        func support(_ change: (inout FileDiagnosis) -> Void) -> RuleSupport? {
            RuleSupport.all(Self.file(change), diagnosis).first { $0.rule == rule }
        }
        #expect(support { $0.identified = 0 }?.degree == RuleSupport.Degree.none)
        #expect(support { $0.requests = 0 }?.degree == RuleSupport.Degree.none)
        let withoutStatus = support { $0.fields.status = 0 }
        switch rule {
        case .polling, .roundTheClock: #expect(withoutStatus?.degree == .partial)
        case .overload, .quota: break
        default: #expect(withoutStatus?.degree == RuleSupport.Degree.none)
        }
        if rule == .repeatedFetch {
            #expect(
                support { $0.taggedAnswers = 450 }?.reason
                    == "by entity tag (50 % of the answers have one), else by size")
            #expect(support { $0.fields.bytes = 0 }?.degree == RuleSupport.Degree.none)
            #expect(support { _ in }?.degree == .partial)
        }
        if rule == .overload {
            #expect(support { _ in }?.reason.hasPrefix("no request time") == true)
            #expect(support { $0.fields.duration = 5 }?.reason.hasPrefix("the policy has no capacity") == true)
        }
        if rule == .wastefulScan { #expect(support { $0.queries = 0 }?.degree == .partial) }
    }

    @Test func filesThatCanDoTheSameAreToldOnce() {
        let tagged = Self.file { ($0.name, $0.taggedAnswers, $0.fields.entityTag) = ("b.log", 9, 9) }
        let other = Self.file { ($0.name, $0.taggedAnswers, $0.fields.entityTag) = ("c.log", 900, 900) }
        let titles = text([Self.file(), tagged, other, other]).filter { $0.hasPrefix("Rules") }
        #expect(titles == ["Rules, for access.log.gz", "Rules, for b.log", "Rules, for c.log and 1 more"])
        #expect(text([Self.file(), Self.file()]).contains("Rules, for all 2 files"))
    }

    /// What real servers wrote with the lines that are advised.
    static let served: [(LoggingAdvice.Server, String, String)] = [
        (
            .nginx, "nginx:" + LoggingAdvice.nginxFormat,
            #"192.0.2.1 - alfa [21/Nov/2026:11:07:17 +0000] "GET /MSDEMO/Estates?a=1 HTTP/1.1" 200 6 "-" "#
                + #""Sync\x221" 0.003 "\x226b017b63-6\x22""#
        ),
        (
            .apache, "apache:" + LoggingAdvice.apacheFormat,
            #"192.0.2.1 - alfa [21/Nov/2026:11:07:17 +0000] "GET /MSDEMO/Estates?a=1 HTTP/1.1" 200 6 "-" "#
                + #""Sync\"1" 3 "\"6b017b63-6\"""#
        ),
        (
            .haproxy, "json",
            #"{"time":"21/Nov/2026:11:07:17 +0000","remote_addr":"192.0.2.1","remote_user":"alfa","method":"GET","#
                + #""request_uri":"\/MSDEMO\/Estates?a=1","status":200,"bytes":6,"duration_ms":3,"#
                + #""user_agent":"Sync\"1","etag":"\"6b017b63-6\""}"#
        ),
    ]

    @Test("what servers log as advised is read whole", arguments: served)
    func advice(_ server: LoggingAdvice.Server, _ format: String, _ line: String) throws {
        var parser = try LogFormats.named(format).makeParser(ParserOptions())
        var bytes = Array(line.utf8)
        var block = bytes.mutableSpan
        var record = AccessRecord()
        let outcome = parser.parse(0..<line.utf8.count, in: &block, into: &record)
        #expect(outcome == .record)
        let span = block.span
        func text(_ range: FieldRange) -> String {
            var text: [UInt8] = []
            for index in range.range { text.append(span[index]) }
            return String(decoding: text, as: UTF8.self)
        }
        let (user, target, agent, tag) = (
            text(record.user), text(record.target), text(record.agent), text(record.entityTag)
        )
        #expect(user == "alfa" && target == "/MSDEMO/Estates?a=1" && agent == "Sync\"1" && tag == "\"6b017b63-6\"")
        let (status, size, duration) = (record.status, record.bytes, record.duration)
        #expect(status == 200 && size == 6 && duration == 3)
        if let option = LoggingAdvice.advice(for: server).option { #expect(option == "--log-format '\(format)'") }
    }

    @Test func jsonHoldsEverything() {
        let writer = ExplainWriter(format: .json)
        let json = String(decoding: writer.bytes(Self.diagnosis([Self.file()])), as: UTF8.self)
        for part in [
            #"{"schema_version":1,"key":["user","path[0]"],"log_time":null,"files":[{"file":"access.log.gz","problem":null"#,
            #""format":{"name":"combined","told_by":"content","ambiguous":false,"lines_tried":200,"#,
            #""unreadable":[{"reason":"shape","lines":10,"samples":[{"line":7,"shape":"a a"}]}]"#,
            #""repeated_fetch":{"support":"partial","reason":"by size"#,
            #""missing":["duration","etag"],"add":[{"server":"nginx","#,
            #""overlaps":null,"overlaps_not_looked_for":null}"#,
        ] { #expect(json.contains(part), "\(part) in \(json)") }
    }
}
