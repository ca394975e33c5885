import Detection
import Foundation
import Reports
import Testing

@testable import Policy
@testable import Scanning

@Suite("explain of one line")
struct LineExplanationTests {
    private static let policy = """
        key: [user, path[0]]
        routes:
          - {match: "GET /{installation}/Estates", push: available, delta: changedAfter}
          - {match: "GET /{installation}/Employees/{id}/Picture", push: none, fingerprint: none}
          - {match: "POST /{installation}/Search", safe_post: true}
          - {match: "GET /health", watch: false}
        quotas:
          - {name: map calls, match: "GET /maps/*", limit: 1000, per: calendar month}
        """

    private func request(_ format: String? = nil) throws -> ScanRequest {
        var request = ScanRequest(inputs: [], policy: try Policy(yaml: Self.policy, fileName: "test.yaml"))
        request.logFormat = format
        return request
    }

    /// What a line is, in one row: format, outcome, key, template, resource, target, what counts.
    private func row(_ account: LineAccount) -> String {
        guard let reading = account.reading else {
            return "\(account.format) \(account.outcome.rawValue) \(account.time ?? -1) \(account.reason ?? "")"
        }
        let key = reading.key.map { "\($0.login ?? "null")/\($0.installation ?? "null")" } ?? "nobody"
        let facts = [
            reading.isWrite ? "write" : "other", reading.isFetch ? "fetch" : nil,
            reading.delivery.map { "delivery by \($0.rawValue)" }, account.route.map { "route \($0.match)" },
            account.quotas.isEmpty ? nil : "quota \(account.quotas.joined(separator: ","))",
        ].compactMap(\.self)
        return "\(account.format) | \(key) | \(reading.template) | \(reading.resource) | \(reading.target) | "
            + facts.joined(separator: ", ")
    }

    private static let stamp = "[02/Mar/2026:07:02:17 +0000]"

    @Test(
        arguments: [
            (
                "192.0.2.1 - alfa \(stamp) \"GET /MSDEMO/Estates/?b=2&a=1&_=17 HTTP/1.1\" 200 120 \"-\" \"Sync/1\"",
                "combined | alfa/MSDEMO | GET /{installation}/Estates | /MSDEMO/Estates?a=1&b=2 | /MSDEMO/Estates?a=1&b=2 | "
                    + "other, fetch, delivery by size, route GET /{installation}/Estates"
            ),
            (
                "192.0.2.1 - alfa \(stamp) \"GET /MSDEMO/Estates?changedAfter=2026-03-02T06:02:17Z HTTP/1.1\" 304 0",
                "common | alfa/MSDEMO | GET /{installation}/Estates | /MSDEMO/Estates?changedAfter=2026-03-02T06:02:17Z | "
                    + "/MSDEMO/Estates?changedAfter=* | other, fetch, route GET /{installation}/Estates"
            ),
            (
                "hub.example 192.0.2.1 - alfa \(stamp) \"PUT /MSDEMO/Estates/17/Notes HTTP/1.1\" 204 0 \"-\" \"Sync/1\"",
                "vhost | alfa/MSDEMO | PUT /{installation}/Estates/{id}/Notes | /MSDEMO/Estates/17/Notes | "
                    + "/MSDEMO/Estates/17/Notes | write"
            ),
            (
                "192.0.2.1 - alfa \(stamp) \"POST /MSDEMO/Search HTTP/1.1\" 200 10 \"-\" \"Sync/1\"",
                "combined | alfa/MSDEMO | POST /{installation}/Search | /MSDEMO/Search | /MSDEMO/Search | "
                    + "other, route POST /{installation}/Search"
            ),
            (
                "192.0.2.1 - alfa \(stamp) \"GET /maps/oslo HTTP/1.1\" 200 10 \"-\" \"Sync/1\"",
                "combined | alfa/null | GET /maps/oslo | /maps/oslo | /maps/oslo | "
                    + "other, fetch, delivery by size, quota map calls"
            ),
            (
                "192.0.2.1 - alfa \(stamp) \"GET /MSDEMO/Estates HTTP/1.1\" 401 10 \"-\" \"Sync/1\"",
                "combined | nobody | GET /{installation}/Estates | /MSDEMO/Estates | /MSDEMO/Estates | "
                    + "other, route GET /{installation}/Estates"
            ),
            (
                "192.0.2.1 - alfa \(stamp) \"HEAD /MSDEMO/Estates HTTP/1.1\" 200 10 \"-\" \"Sync/1\"",
                "combined | alfa/MSDEMO | GET /{installation}/Estates | /MSDEMO/Estates | /MSDEMO/Estates | "
                    + "other, route GET /{installation}/Estates"
            ),
            (
                "#Fields: date time c-ip cs-username cs-method cs-uri-stem cs-uri-query sc-status sc-bytes\n"
                    + "2026-03-02 07:02:17 192.0.2.1 alfa GET /MSDEMO/Estates a=1 200 120",
                "w3c | alfa/MSDEMO | GET /{installation}/Estates | /MSDEMO/Estates?a=1 | /MSDEMO/Estates?a=1 | "
                    + "other, fetch, delivery by size, route GET /{installation}/Estates"
            ),
            ("#Fields: date time c-ip cs-username cs-method cs-uri-stem sc-status", "w3c directive -1 "),
            (
                "{\"time\":\"2026-03-02T07:02:17Z\",\"remote_user\":\"alfa\",\"method\":\"GET\","
                    + "\"uri\":\"/MSDEMO/Estates\",\"status\":200,\"bytes\":120,\"etag\":\"abc\"}",
                "json | alfa/MSDEMO | GET /{installation}/Estates | /MSDEMO/Estates | /MSDEMO/Estates | "
                    + "other, fetch, delivery by etag, route GET /{installation}/Estates"
            ),
            (
                "192.0.2.1 - alfa \(stamp) \"nonsense\" 400 10 \"-\" \"Sync/1\"",
                "combined unreadable 1772434937000 its request is not METHOD target [version]; the stamp still tells how "
                    + "far the log goes"
            ),
            (
                "192.0.2.1 - alfa [31/Feb/2026:07:02:17 +0000] \"GET / HTTP/1.1\" 400 10 \"-\" \"Sync/1\"",
                "combined unreadable -1 its stamp cannot be read, or is no real date"
            ),
            (
                "192.0.2.1 - alfa \(stamp) \"GET /A/b/c/d/e/f/g/h/i/j/k/l/m HTTP/1.1\" 200 10 \"-\" \"Sync/1\"",
                "combined unreadable 1772434937000 its URL is over 8 KiB, 12 path segments or 64 query parameters; the stamp "
                    + "still tells how far the log goes"
            ),
            (
                "what is this",
                "combined unreadable -1 it does not have the shape of combined; name the file's format "
                    + "with --log-format"
            ),
        ])
    func overFormats(_ line: String, _ expected: String) throws {
        #expect(row(try LineExplanation.account(of: line, request())) == expected)
    }

    @Test func aFormatThatIsNamed() throws {
        let account = try LineExplanation.account(
            of: "alfa|2026-03-02T07:02:17+00:00|GET /MSDEMO/Estates HTTP/1.1|200|120",
            request("nginx:$remote_user|$time_iso8601|$request|$status|$body_bytes_sent"))
        #expect(account.formatReason == "asked for")
        #expect(account.reading?.key?.login == "alfa")
    }

    private func text(_ line: String, _ options: ReportOptions = .standard) throws -> String {
        String(
            decoding: try LineExplanation.bytes(of: line, request(), ExplainWriter(format: .text, options: options)),
            as: UTF8.self)
    }

    @Test func forPeople() throws {
        let line =
            "192.0.2.1 - alfa \(Self.stamp) \"GET /MSDEMO/Estates?changedAfter=2026-03-02T06:02:17Z&token=s3cret HTTP/1.1\""
            + " 200 120 \"-\" \"Sync/1\" rt=0.010"
        #expect(
            try text(line) == """
                  format       combined (told by content: reads 1 of the first 1)
                  time         2026-03-02T07:02:17Z, 2 Mar 2026 07:02 UTC
                  address      192.0.2.0/24
                  user         alfa
                  method       GET
                  target       /MSDEMO/Estates?changedAfter=2026-03-02T06:02:17Z&token=***
                  status       200: a whole answer
                  bytes        120
                  duration     10 ms
                  agent        Sync/1
                  key          alfa/MSDEMO
                  resource     /MSDEMO/Estates?changedAfter=2026-03-02T06:02:17Z&token=***
                  template     GET /{installation}/Estates
                  route        GET /{installation}/Estates (push: available, delta:
                               changedAfter)
                  poll target  /MSDEMO/Estates?changedAfter=*&token=***
                  class        other
                  delivery     yes, content told by its size
                  watched      yes
                  quotas       none

                """)
    }

    @Test func nothingOfALineReachesTheTerminalAsItIs() throws {
        let line =
            "192.0.2.1 - al\u{1B}[31mfa \(Self.stamp) \"GET /MSDEMO/\u{202E}x HTTP/1.1\" 200 120 \"-\" \"a\u{7}b\""
        let shown = try text(line)
        #expect(!shown.contains("\u{1B}") && !shown.contains("\u{202E}") && !shown.contains("\u{7}"))
        #expect(!(try text(line)).contains("192.0.2.1"))
        #expect(try text(line, ReportOptions(showIP: true)).contains("192.0.2.1"))
    }

    @Test func aLineOfAFile() throws {
        let folder = try LogFolder()
        let fields = "#Fields: date time c-ip cs-username cs-method cs-uri-stem sc-status sc-bytes"
        let lines = [fields] + (0..<300).map { "2026-03-02 07:02:17 192.0.2.1 alfa GET /MSDEMO/Estates/\($0) 200 120" }
        for packing in LogFolder.Packing.allCases {
            let file = try folder.write(lines, "a \(packing).log", packing)
            let account = try LineExplanation.account(of: "\(file):257", request())
            #expect(account.reading?.resource == "/MSDEMO/Estates/255")
            #expect(account.place == "\(file):257")
        }
        let file = try folder.write(lines, "b.log", .plain)
        var short = try request()
        short.maxLine = 70
        #expect(
            try LineExplanation.account(of: "\(file):1", short).reason
                == "it is over the limit of 70 bytes; raise --max-line")
        for (line, message) in [
            ("\(file):302", "\(file):302: the file has 301 lines; give the number of one of them"),
            ("\(file):0", "\(file):0: lines are counted from 1; give the number of one"),
        ] {
            #expect(throws: ScanError(message)) { try LineExplanation.account(of: line, request()) }
        }
        #expect(throws: ScanError.self) { try LineExplanation.account(of: "/no/such/file:3", request()) }
    }

    @Test func forPrograms() throws {
        let line = "192.0.2.1 - - \(Self.stamp) \"GET /health?key=s3cret HTTP/1.1\" 200 120"
        let bytes = try LineExplanation.bytes(of: line, request(), ExplainWriter(format: .json))
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "{\"schema_version\":1,\"place\":null,\"format\":\"common\","
                + "\"format_reason\":\"told by content: reads 1 of the first 1\",\"outcome\":\"request\",\"reason\":null,"
                + "\"time\":\"2026-03-02T07:02:17Z\",\"stamp\":\"2026-03-02T07:02:17Z\",\"moved_ms\":null,\"fields\":{\"address\":\"192.0.2.0/24\",\"method\":\"GET\","
                + "\"target\":\"/health?key=***\",\"status\":200,\"bytes\":120},\"request\":{\"key\":null,"
                + "\"unidentified\":\"the line names no login\",\"resource\":\"/health?key=***\",\"template\":\"GET /health\","
                + "\"route\":{\"match\":\"GET /health\",\"attributes\":[\"push: unknown\",\"watch: false\"]},"
                + "\"target\":\"/health?key=***\",\"class\":\"other\",\"status_meaning\":\"a whole answer\","
                + "\"delivery\":\"size\",\"fetch\":true,\"watched\":false,\"quotas\":[]}}\n")
    }

    /// Apache's `%t` is the start of a request, `%D` its microseconds.
    private static let startFormat = "apache:%h %u %t \"%r\" %>s %b %D"

    @Test(
        "a stamp that is moved is shown as logged, with the reason",
        arguments: [
            (
                "65000", "", 1_772_434_937_065 as Int64, 65 as Int64?,
                "stamp        2026-03-02T07:02:17Z, the start of the request; moved to its end\n"
                    + "               by the request time of 65 ms, since the policy has no log_time\n"
            ),
            (
                "-", "", 1_772_434_937_000, 0,
                "stamp        2026-03-02T07:02:17Z, the start of the request; not moved to its\n"
                    + "               end, since the line has no request time\n"
            ),
            ("65000", "log_time: start\n", 1_772_434_937_000, nil, ""),
            ("65000", "log_time: end\n", 1_772_434_937_000, nil, ""),
        ])
    func movedStamps(_ duration: String, _ said: String, _ time: Int64, _ moved: Int64?, _ words: String) throws {
        var request = ScanRequest(inputs: [], policy: try Policy(yaml: said + Self.policy, fileName: "test.yaml"))
        request.logFormat = Self.startFormat
        let line = "192.0.2.1 alfa \(Self.stamp) \"GET /MSDEMO/Estates HTTP/1.1\" 200 120 \(duration)"
        let account = try LineExplanation.account(of: line, request)
        #expect(account.time == time && account.moved == moved)
        let text = String(
            decoding: try LineExplanation.bytes(of: line, request, ExplainWriter(format: .text)), as: UTF8.self)
        #expect(words.isEmpty ? !text.contains("stamp  ") : text.contains(words), "\(text)")
        let cut = try LineExplanation.account(of: line.replacing("GET /MSDEMO", with: "nonsense"), request)
        #expect(cut.reading == nil && cut.time == time && cut.moved == moved)
    }
}
