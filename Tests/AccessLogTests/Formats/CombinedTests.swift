import Testing

@testable import AccessLog

/// A line and what it says.
struct LineCase: Sendable, CustomTestStringConvertible {
    var line: String
    var expected: Reading

    init(_ line: String, _ fill: (inout Reading) -> Void) {
        self.line = line
        expected = Reading()
        fill(&expected)
    }

    var testDescription: String { line }
}

@Suite("The combined family")
struct CombinedTests {
    static let stamp = instant("2015-05-17T10:05:03Z")

    /// The record of most lines below.
    static func usual(_ reading: inout Reading) {
        reading.time = stamp
        reading.status = 200
        reading.bytes = 203
        (reading.method, reading.target) = ("GET", "/MSDEMO/Estates?x=1")
        (reading.address, reading.user, reading.agent) = ("192.0.2.1", "alfa", "Sync/2.3 (x)")
    }

    static let start = "192.0.2.1 - alfa [17/May/2015:10:05:03 +0000] \"GET /MSDEMO/Estates?x=1 HTTP/1.1\" 200 203"

    static let combined = [
        LineCase("\(start) \"-\" \"Sync/2.3 (x)\"", usual),
        LineCase("\(start) \"https://a.example/\" \"-\"") {
            usual(&$0); $0.agent = ""
        },
        LineCase("\u{FEFF}\(start) \"-\" \"Sync/2.3 (x)\"", usual),
        LineCase("\(start) \"-\" \"Sync/2.3 (x)", usual),
        LineCase("\(start) \"-\" \"Sync/2.3 (x)\" 0.042") {
            usual(&$0); $0.duration = 42
        },
        LineCase("\(start) \"-\" \"Sync/2.3 (x)\" 42") { usual(&$0) },
        LineCase("\(start) \"-\" \"Sync/2.3 (x)\" \"198.51.100.7, 10.0.0.1\" rt=1.5 urt=\"0.042\"") {
            usual(&$0); $0.duration = 1500
        },
        LineCase("\(start) \"-\" \"Sync/2.3 (x)\" urt=\"0.042\" uct=\"0.001\"") {
            usual(&$0); $0.duration = 42
        },
        LineCase("\(start) \"-\" \"Sync/2.3 (x)\" 0.5 urt=0.042 request_time=0.29") {
            usual(&$0); $0.duration = 290
        },
        LineCase("\(start) \"-\" \"Sync/2.3 (x)\" urt=\"0.042, 0.100\"") { usual(&$0) },
        LineCase("\(start) \"-\" \"Sync/2.3 (x)\" urt=\"-\" 0.010 0.009 .") {
            usual(&$0); $0.duration = 10
        },
        LineCase("192.0.2.1 - alfa beta [x] c [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 0 \"-\" \"-\"") {
            $0.outcome = .unreadable(.time)
            (($0.address, $0.user), $0.status, $0.bytes) = (("192.0.2.1", "alfa beta"), 0, -1)
        },
        LineCase("192.0.2.1 - alfa beta gamma [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 - \"-\" \"-\"") {
            $0.time = stamp
            ($0.status, $0.bytes, $0.method, $0.target) = (200, 0, "GET", "/")
            ($0.address, $0.user) = ("192.0.2.1", "alfa beta gamma")
        },
        LineCase(
            "2001:db8::1 - - [17/May/2015:12:05:03 +0200] \"POST /a b c HTTP/2.0\" 204 0 \"-\" \"a \\\"b\\\" \\x41\\\\\""
        ) {
            $0.time = stamp
            ($0.status, $0.bytes, $0.method, $0.target) = (204, 0, "POST", "/a b c")
            ($0.address, $0.agent) = ("2001:db8::1", "a \"b\" A\\")
        },
        LineCase(
            "192.0.2.1 - a\\x20b [17/May/2015:10:05:60 +0000] \"GET /\\xC3\\xB8\\t HTTP/1.0\" 404 5 \"-\" \"\\q\\x4\""
        ) {
            $0.time = stamp + 56_000
            ($0.status, $0.bytes, $0.method, $0.target) = (404, 5, "GET", "/ø\t")
            ($0.address, $0.user, $0.agent) = ("192.0.2.1", "a b", "\\q\\x4")
        },
        LineCase(
            "192.0.2.1 - - [17/May/2015:10:05:03 -0330] \"GET http://h.example:443/x HTTP/1.1\" 200 1 \"a\\\" \\\"b\" \"c\""
        ) {
            $0.time = stamp + 12_600_000
            ($0.status, $0.bytes, $0.method, $0.target) = (200, 1, "GET", "http://h.example:443/x")
            ($0.address, $0.agent) = ("192.0.2.1", "c")
        },
    ]

    @Test("combined", arguments: combined)
    func readsCombined(_ test: LineCase) throws {
        var parser = try parser("combined")
        let reading = parser.read(test.line)
        if case .unreadable = test.expected.outcome {
            #expect(reading.outcome == test.expected.outcome)
        } else {
            #expect(reading == test.expected)
        }
    }

    static let common = [
        LineCase(start) {
            usual(&$0); $0.agent = ""
        },
        LineCase("\(start) 0.042") {
            usual(&$0); $0.agent = ""; $0.duration = 42
        },
        LineCase("192.0.2.1 frank - [17/May/2015:10:05:03 +0000] \"OPTIONS * HTTP/1.1\" 200 -") {
            $0.time = stamp
            ($0.status, $0.bytes, $0.method, $0.target, $0.address) = (200, 0, "OPTIONS", "*", "192.0.2.1")
        },
    ]

    @Test("common", arguments: common)
    func readsCommon(_ test: LineCase) throws {
        var parser = try parser("common")
        #expect(parser.read(test.line) == test.expected)
    }

    @Test("vhost", arguments: ["hub.example.no:443", "hub.example.no", "_"])
    func readsVhost(_ host: String) throws {
        var parser = try parser("vhost") { $0.customFields = ["host", "http_referer", "nothing", "remote_user"] }
        var expected = Reading()
        CombinedTests.usual(&expected)
        (expected.duration, expected.custom) = (42, [host, "r", "", "alfa"])
        #expect(parser.read("\(host) \(CombinedTests.start) \"r\" \"Sync/2.3 (x)\" 0.042") == expected)
    }

    static let unreadable: [(line: String, reason: UnreadableReason)] = [
        ("hello", .shape),
        ("[error] 7#7: *1 open() \"/x\" failed", .shape),
        ("192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 20 1 \"-\" \"-\"", .shape),
        ("192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 2000 1 \"-\" \"-\"", .shape),
        ("192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1x \"-\" \"-\"", .shape),
        ("192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-", .shape),
        ("192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1", .shape),
        ("192.0.2.1 - - [-] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"", .time),
        ("192.0.2.1 - - [29/Feb/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"", .time),
        ("192.0.2.1 - - [31/Apr/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"", .time),
        ("192.0.2.1 - - [17/Mai/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"", .time),
        ("192.0.2.1 - - [17/May/2015:24:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"", .time),
        ("192.0.2.1 - - [17/May/2015:10:60:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"", .time),
        ("192.0.2.1 - - [17/May/2015:10:05:61 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"", .time),
        ("192.0.2.1 - - [17/May/2015:10:05:03 +2500] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"", .time),
        ("192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"\" 400 0 \"-\" \"-\"", .request),
        ("192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"-\" 400 0 \"-\" \"-\"", .request),
        ("192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"\\x16\\x03\\x01\\x00\" 400 0 \"-\" \"-\"", .request),
        ("192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET\" 400 0 \"-\" \"-\"", .request),
        ("192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET  HTTP/1.1\" 400 0 \"-\" \"-\"", .request),
        ("192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET /a b\" 400 0 \"-\" \"-\"", .request),
        ("192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"ABCDEFGHIJKLMNOPQRSTU / HTTP/1.1\" 400 0 \"-\" \"-\"", .request),
        ("192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"t3 12.1.2\" 400 0 \"-\" \"-\"", .request),
    ]

    @Test("Why a combined line cannot be read", arguments: unreadable)
    func saysWhy(_ line: String, _ reason: UnreadableReason) throws {
        var parser = try parser("combined")
        let reading = parser.read(line)
        #expect(reading.outcome == .unreadable(reason))
        if reason.hasTime { #expect(reading.time == CombinedTests.stamp) }
    }

    @Test("A target may be 8 KiB long and no longer")
    func longTarget() throws {
        var parser = try parser("combined")
        func line(_ count: Int) -> String {
            let path = "/" + String(repeating: "a", count: count - 1)
            return "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET \(path) HTTP/1.1\" 200 1 \"-\" \"-\""
        }
        #expect(parser.read(line(8192)).outcome == .record)
        #expect(parser.read(line(8193)).outcome == .unreadable(.url))
        #expect(parser.read(line(8193)).time == CombinedTests.stamp)
    }

    @Test("A vhost line is no combined line, nor the other way round")
    func familiesStayApart() throws {
        var combined = try parser("combined")
        var vhost = try parser("vhost")
        let line = "\(CombinedTests.start) \"-\" \"Sync/2.3 (x)\""
        #expect(combined.read("hub.example.no:443 \(line)").outcome == .unreadable(.shape))
        #expect(vhost.read(line).outcome == .unreadable(.shape))
    }

    @Test("The day and minute that are remembered never leak into another stamp")
    func rememberedStamps() throws {
        var parser = try parser("combined")
        let stamps = [
            ("17/May/2015:10:05:03 +0000", "2015-05-17T10:05:03Z"),
            ("17/May/2015:10:05:59 +0000", "2015-05-17T10:05:59Z"),
            ("17/May/2015:10:06:00 +0000", "2015-05-17T10:06:00Z"),
            ("17/May/2015:10:06:00 +0100", "2015-05-17T09:06:00Z"),
            ("17/May/2015:20:06:00 +0100", "2015-05-17T19:06:00Z"),
            ("17/May/2016:20:06:00 +0100", "2016-05-17T19:06:00Z"),
            ("18/May/2016:20:06:00 +0100", "2016-05-18T19:06:00Z"),
            ("18/Jun/2016:20:06:00 +0100", "2016-06-18T19:06:00Z"),
            ("29/Feb/2016:00:00:00 -1200", "2016-02-29T12:00:00Z"),
            ("17/May/2015:10:05:03 +0000", "2015-05-17T10:05:03Z"),
        ]
        for (stamp, expected) in stamps {
            let reading = parser.read("192.0.2.1 - - [\(stamp)] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"")
            #expect(reading.time == instant(expected), "\(stamp)")
        }
    }
}
