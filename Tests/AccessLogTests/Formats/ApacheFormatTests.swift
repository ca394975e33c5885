import Testing

@testable import AccessLog

@Suite("Any Apache LogFormat")
struct ApacheFormatTests {
    static let lines: [(format: String, test: LineCase)] = [
        (
            #"%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %D"#,
            LineCase("192.0.2.1 - alfa [17/May/2015:10:05:03 +0000] \"GET /x HTTP/1.1\" 200 - \"-\" \"a\\\"b\" 1999") {
                $0.time = CombinedTests.stamp
                ($0.address, $0.user, $0.method, $0.target) = ("192.0.2.1", "alfa", "GET", "/x")
                ($0.status, $0.bytes, $0.agent, $0.duration) = (200, 0, "a\"b", 1)
            }
        ),
        (
            #"%a %<s %>s %O %B %{ms}T %T "%{ETag}o" %{%Y-%m-%dT%H:%M:%S}t.%{msec_frac}t%{%z}t "%m %U%q %H""#,
            LineCase("192.0.2.1 302 200 99 7 42 0 \"\\\"ab\\\"\" 2015-05-17T12:05:03.123+0200 \"GET /x?a=1 HTTP/1.1\"")
            {
                $0.time = CombinedTests.stamp + 123
                ($0.address, $0.method, $0.target) = ("192.0.2.1", "GET", "/x?a=1")
                ($0.status, $0.bytes, $0.entityTag, $0.duration) = (200, 7, "\"ab\"", 42)
            }
        ),
        (
            "%{c}a %{sec}t.%{usec_frac}t %m %U %q",
            LineCase("192.0.2.1 1431857103.123456 GET /x ?a=1") {
                $0.time = CombinedTests.stamp + 123
                ($0.address, $0.method, $0.target) = ("192.0.2.1", "GET", "/x?a=1")
            }
        ),
        (
            "%{begin:msec}t %X %p %v %V %% \"%r\" %!200,304{X-Id}i",
            LineCase("1431857103123 + 443 h H % \"GET /x\" 7") {
                $0.time = CombinedTests.stamp + 123
                ($0.method, $0.target, $0.custom) = ("GET", "/x", ["7", "", "", ""])
            }
        ),
        (
            "%{usec}t\\t%r\\t%{us}T",
            LineCase("1431857103123456\tGET /a b HTTP/1.1\t42999") {
                $0.time = CombinedTests.stamp + 123
                ($0.method, $0.target, $0.duration) = ("GET", "/a b", 42)
            }
        ),
        (
            "%{end:%d/%b/%Y %T}t \"%r\" %T",
            LineCase("17/May/2015 10:05:03 \"GET /x HTTP/1.1\" 3") {
                $0.time = CombinedTests.stamp
                ($0.method, $0.target, $0.duration) = ("GET", "/x", 3000)
            }
        ),
        (
            "%{%b %e %H:%M:%S %Y}t \"%r\" %{s}T",
            LineCase("May  7 10:05:03 2015 \"GET /x HTTP/1.1\" 3") {
                $0.time = CombinedTests.stamp - 864_000_000
                ($0.method, $0.target, $0.duration) = ("GET", "/x", 3000)
            }
        ),
        (
            "%{%F}t %{%s}t \"%r\"",
            LineCase("1999-01-01 1431857103 \"GET /x HTTP/1.1\"") {
                ($0.time, $0.method, $0.target) = (CombinedTests.stamp, "GET", "/x")
            }
        ),
    ]

    @Test("Formats and lines", arguments: lines)
    func reads(_ format: String, _ test: LineCase) throws {
        var parser = try parser("apache:\(format)") { $0.customFields = ["x-id"] }
        #expect(parser.read(test.line) == test.expected)
        #expect(parser.read(Array(test.line.utf8), inMiddle: false) == test.expected)
    }

    @Test(
        "Dates that no calendar has", arguments: ["2015-02-29 00:00:00", "2015-13-01 00:00:00", "2015-01-01 24:00:00"])
    func unrealDates(_ stamp: String) throws {
        var parser = try parser("apache:%{%F %T}t %r")
        #expect(parser.read("\(stamp) GET /").outcome == .unreadable(.time))
    }

    @Test("A stamp in pieces without a zone is read in the assumed one")
    func assumedZone() throws {
        var parser = try parser("apache:%{%F %T}t %r") { $0.assumedZone = TimeZoneRules.builtIn("+02:00") }
        #expect(parser.read("2015-05-17 12:05:03 GET /").time == CombinedTests.stamp)
    }
}
