import Testing

@testable import AccessLog

@Suite("The W3C extended format")
struct W3CTests {
    static let iis =
        "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) "
        + "sc-status sc-substatus sc-win32-status sc-bytes cs-bytes time-taken"
    static let cloudFront =
        "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) "
        + "cs(User-Agent) cs-uri-query cs(Cookie) time-taken"

    static func usual(_ reading: inout Reading) {
        reading.time = instant("2026-03-02T07:02:17Z")
        (reading.method, reading.target, reading.user) = ("GET", "/MSDEMO/Estates?changedAfter=x", "alfa")
        (reading.address, reading.agent) = ("192.0.2.1", "Sync/2.3 (x; y)")
        (reading.status, reading.bytes, reading.duration) = (200, 4225, 46)
    }

    static let lines: [(header: String, test: LineCase)] = [
        (
            iis,
            LineCase(
                "2026-03-02 07:02:17 10.0.0.1 GET /MSDEMO/Estates changedAfter=x 443 alfa 192.0.2.1 Sync/2.3+(x;+y) - "
                    + "200 0 0 4225 300 46", usual)
        ),
        (
            iis + " ",
            LineCase("2026-03-02 07:02:17 10.0.0.1 GET /MSDEMO/Estates - 443 - 192.0.2.1 - - 304 0 0 - 300 - ") {
                $0.time = instant("2026-03-02T07:02:17Z")
                ($0.method, $0.target, $0.address, $0.status, $0.bytes) = (
                    "GET", "/MSDEMO/Estates", "192.0.2.1", 304, 0
                )
            }
        ),
        (
            cloudFront,
            LineCase(
                "2026-03-02\t07:02:17\tARN1\t4225\t192.0.2.1\tGET\th.example\t/MSDEMO/Estates\t200\t-\t"
                    + "Sync/2.3%20(x;%20y)%2B\tchangedAfter=x\t-\t0.046"
            ) {
                usual(&$0); $0.user = ""; $0.agent = "Sync/2.3 (x; y)%2B"
            }
        ),
        (
            cloudFront,
            LineCase("2026-03-02\t07:02:17\tARN1\t4225\t192.0.2.1\tGET\th.example\t/MSDEMO/Estates\t200\t-\t-\t-\t-\t1")
            {
                usual(&$0)
                ($0.user, $0.agent, $0.target, $0.duration) = ("", "", "/MSDEMO/Estates", 1000)
            }
        ),
        (
            "#Fields: cs-uri-query date time cs-username cs-method cs-uri-stem c-ip",
            LineCase("changedAfter=x 2026-03-02 07:02:17.25 alfa GET /MSDEMO/Estates 192.0.2.1") {
                usual(&$0)
                $0.time += 250
                ($0.agent, $0.status, $0.bytes, $0.duration) = ("", 0, -1, -1)
            }
        ),
    ]

    @Test("IIS, CloudFront and other columns", arguments: lines)
    func reads(_ header: String, _ test: LineCase) throws {
        var parser = try parser("w3c")
        #expect(parser.read(header).outcome == .directive)
        #expect(parser.read(test.line) == test.expected)
        #expect(parser.read(header).outcome == .directive)
        #expect(parser.read(Array(test.line.utf8), inMiddle: false) == test.expected)
    }

    @Test("Fields asked for by name move along when the query does")
    func customFields() throws {
        var parser = try parser("w3c") { $0.customFields = ["cs(host)", "CS-URI-QUERY", "cs(User-Agent)", "x-no"] }
        _ = parser.read("#Fields: date time cs-uri-stem cs(Host) cs(User-Agent) cs-method cs-uri-query c-ip")
        var expected = Reading()
        expected.time = instant("2026-03-02T07:02:17Z")
        (expected.method, expected.target, expected.address) = ("GET", "/x?a=1&b=2", "192.0.2.1")
        (expected.agent, expected.custom) = ("a b", ["h.example", "a=1&b=2", "a b", ""])
        #expect(parser.read("2026-03-02 07:02:17 /x h.example a+b GET a=1&b=2 192.0.2.1") == expected)
        _ = parser.read("#Fields: cs-uri-query cs(Host) cs-uri-stem date time cs(User-Agent) cs-method c-ip")
        #expect(parser.read("a=1&b=2 h.example /x 2026-03-02 07:02:17 a+b GET 192.0.2.1") == expected)
    }

    @Test("The header may change at any line, and says nothing before it comes")
    func changingHeader() throws {
        var parser = try parser("w3c")
        #expect(parser.read("2026-03-02 07:02:17 GET /x").outcome == .unreadable(.shape))
        #expect(parser.read("\u{FEFF}#Software: Microsoft Internet Information Services 10.0").outcome == .directive)
        _ = parser.read("#Fields: date time cs-method cs-uri-stem")
        #expect(parser.read("2026-03-02 07:02:17 GET /x").target == "/x")
        _ = parser.read("#Fields: date time cs-uri-stem cs-method")
        #expect(parser.read("2026-03-02 07:02:17 /y GET").target == "/y")
        #expect(parser.read("2026-03-02\t07:02:17\t/z\tGET").target == "/z")
        #expect(parser.read("2026-03-02 07:02:17 /y GET").target == "/y")
        #expect(parser.read("2026-03-02 07:02:17 /y GET more").outcome == .unreadable(.shape))
        #expect(parser.read("2026-03-02 07:02:17 /y").outcome == .unreadable(.shape))
        #expect(parser.read("2026-02-29 07:02:17 /y GET").outcome == .unreadable(.time))
        #expect(parser.read("- 07:02:17 /y GET").outcome == .unreadable(.time))
        #expect(parser.read("2026-03-02 07:02:17 - GET").outcome == .unreadable(.request))
        #expect(parser.read("2026-03-02 07:02:17 /y -").outcome == .unreadable(.request))
        #expect(
            parser.read("2026-03-02 07:02:17 /\(String(repeating: "y", count: 8192)) GET").outcome == .unreadable(.url))
    }
}
