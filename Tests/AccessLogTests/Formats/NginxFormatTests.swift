import Testing

@testable import AccessLog

@Suite("Any nginx log_format")
struct NginxFormatTests {
    static let nova =
        "nginx:$file $time_iso8601 $pid $level $module [$request_id $remote_user $tenant $a $b $c] $remote_addr "
        + "\"$request\" status: $status len: $body_bytes_sent time: $request_time"

    static func novaLine(_ stamp: String) -> String {
        "api.log.1.2026-03-02_13:53:08 \(stamp) 25746 INFO api.wsgi.server [req-1 u7 t9 - - -] 192.0.2.10 "
            + "\"GET /v2/t9/servers/detail HTTP/1.1\" status: 200 len: 1893 time: 0.2477829"
    }

    @Test("A service's own log, read by a format of its shape")
    func ownShape() throws {
        var parser = try parser(Self.nova) { $0.customFields = ["tenant", "$pid", "request_id", "a"] }
        var expected = Reading()
        (expected.time, expected.duration, expected.status, expected.bytes) = (
            instant("2026-03-02T00:00:16.806Z"), 247, 200, 1893
        )
        (expected.method, expected.target, expected.user) = ("GET", "/v2/t9/servers/detail", "u7")
        (expected.address, expected.custom) = ("192.0.2.10", ["t9", "25746", "req-1", ""])
        #expect(parser.read(Self.novaLine("2026-03-02 00:00:16.806")) == expected)
        #expect(parser.read(Self.novaLine("2026-02-30 00:00:16.806")).outcome == .unreadable(.time))
        let other =
            "api.log.1 2026-03-02 00:00:16.806 25746 INFO api.wsgi.server [-] 192.0.2.10,192.0.2.1 "
            + "\"GET /x HTTP/1.1\" status: 200 len: 157 time: 0.0008290"
        #expect(parser.read(other).outcome == .unreadable(.shape))
        #expect(
            parser.read("api.log.1 2026-03-02 00:00:16.806 1 INFO api [req-1 - - - - -] started").outcome
                == .unreadable(.shape))
    }

    static let stamps: [(text: String, expected: String?)] = [
        ("2026-03-02T07:02:17+01:00", "2026-03-02T06:02:17Z"), ("2026-03-02T07:02:17Z", "2026-03-02T07:02:17Z"),
        ("2026-03-02t07:02:17z", "2026-03-02T07:02:17Z"), ("2026-03-02 07:02:17", "2026-03-02T07:02:17Z"),
        ("2026-03-02 07:02:17.1", "2026-03-02T07:02:17.100Z"), ("2026-03-02 07:02:17,1239", "2026-03-02T07:02:17.123Z"),
        ("2026-03-02T07:02:17.000001-0530", "2026-03-02T12:32:17Z"), ("2026-03-02T07:02:17+01", "2026-03-02T06:02:17Z"),
        ("2024-02-29T23:59:60Z", "2024-02-29T23:59:59Z"), ("2026-02-29T07:02:17Z", nil), ("2026-13-01T07:02:17Z", nil),
        ("2026-00-01T07:02:17Z", nil), ("2026-03-00T07:02:17Z", nil), ("2026-03-02T24:00:00Z", nil),
        ("2026-03-02T07:02Z", nil), ("2026-03-02", nil), ("-", nil), ("", nil),
    ]

    @Test("$time_iso8601 is read by what it looks like", arguments: stamps)
    func isoStamps(_ text: String, _ expected: String?) throws {
        var parser = try parser("nginx:$time_iso8601 \"$request\" $status")
        let reading = parser.read("\(text) \"GET / HTTP/1.1\" 200")
        #expect(reading.outcome == (expected == nil ? .unreadable(.time) : .record))
        if let expected { #expect(reading.time == instant(expected)) }
    }

    @Test("A stamp without a zone is read in the assumed zone")
    func assumedZone() throws {
        let oslo = TimeZoneRules.builtIn("Europe/Oslo")
        var parser = try parser("nginx:$time_iso8601 \"$request\" $status") { $0.assumedZone = oslo }
        for (text, expected) in [
            ("2026-01-01T12:00:00", "2026-01-01T11:00:00Z"), ("2026-07-01 12:00:00.5", "2026-07-01T10:00:00.500Z"),
            ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z"), ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),
            ("2026-07-01T12:00:00Z", "2026-07-01T12:00:00Z"), ("2026-07-01T12:00:01", "2026-07-01T10:00:01Z"),
        ] {
            #expect(parser.read("\(text) \"GET / HTTP/1.1\" 200").time == instant(expected), "\(text)")
        }
    }

    static let lines: [(format: String, test: LineCase)] = [
        (
            "$msec|$request_method|$request_uri|$status|$bytes_sent|$request_time",
            LineCase("1772434937.123|GET|/a b|200|17|0.001") {
                $0.time = 1_772_434_937_123
                ($0.method, $0.target, $0.status, $0.bytes, $0.duration) = ("GET", "/a b", 200, 17, 1)
            }
        ),
        (
            "$msec $bytes_sent $body_bytes_sent \"$request\"",
            LineCase("1772434937.9999 17 9 \"GET / HTTP/1.1\"") {
                $0.time = 1_772_434_937_999
                ($0.method, $0.target, $0.bytes) = ("GET", "/", 9)
            }
        ),
        (
            "${msec} ${uri}?${args} $request_method",
            LineCase("1772434937 /x?a=1 PUT") {
                $0.time = 1_772_434_937_000
                ($0.method, $0.target) = ("PUT", "/x?a=1")
            }
        ),
        (
            "$msec $uri $request_method $remote_user $args $status",
            LineCase("1772434937 /x PUT alfa a=1&b=2 200") {
                $0.time = 1_772_434_937_000
                ($0.method, $0.target, $0.user, $0.status) = ("PUT", "/x?a=1&b=2", "alfa", 200)
            }
        ),
        (
            "$msec $args $request_method $remote_user $uri $status",
            LineCase("1772434937 a=1&b=2 PUT alfa /xyz 200") {
                $0.time = 1_772_434_937_000
                ($0.method, $0.target, $0.user, $0.status) = ("PUT", "/xyz?a=1&b=2", "alfa", 200)
            }
        ),
        ("$msec $args $uri", LineCase("1772434937 - /xyz") { ($0.time, $0.target) = (1_772_434_937_000, "/xyz") }),
        (
            "$time_local $time_iso8601 \"$request\"",
            LineCase("x 2026-03-02T07:02:17Z \"GET /\"") {
                ($0.time, $0.method, $0.target) = (instant("2026-03-02T07:02:17Z"), "GET", "/")
            }
        ),
        (
            "prefix [$time_local] \"$request\" \"$sent_http_etag\" $upstream_response_time",
            LineCase("prefix [02/Mar/2026:07:02:17 +0000] \"GET /\" \"W/\\x22ab\\x22\" 0.0429") {
                ($0.time, $0.method, $0.target) = (instant("2026-03-02T07:02:17Z"), "GET", "/")
                ($0.entityTag, $0.duration) = ("W/\"ab\"", 42)
            }
        ),
        (
            "$msec \"$request\" $request_time $upstream_response_time end",
            LineCase("1 \"GET /\" - 0.001, 0.002 end") {
                ($0.time, $0.method, $0.target) = (1000, "GET", "/")
            }
        ),
        (
            "'$msec \"$request\" '\n    '$status'",
            LineCase("1 \"GET /\" 200") {
                ($0.time, $0.method, $0.target, $0.status) = (1000, "GET", "/", 200)
            }
        ),
        (
            "{\"t\":\"$msec\",\"r\":\"$request\",\"longer than eight\":\"$http_user_agent\"}",
            LineCase("{\"t\":\"1.5\",\"r\":\"GET /\\\"\",\"longer than eight\":\"a\\\"b\"}") {
                ($0.time, $0.method, $0.target, $0.agent) = (1500, "GET", "/\"", "a\"b")
            }
        ),
    ]

    @Test("Other formats", arguments: lines)
    func otherFormats(_ format: String, _ test: LineCase) throws {
        var parser = try parser("nginx:\(format)")
        #expect(parser.read(test.line) == test.expected)
        #expect(parser.read(Array(test.line.utf8), inMiddle: false) == test.expected)
    }

    @Test("What stands behind the last field of a format is no line of it")
    func trailingText() throws {
        var parser = try parser("nginx:$msec \"$request\" $status;")
        #expect(parser.read("1 \"GET /\" 200;").outcome == .record)
        #expect(parser.read("1 \"GET /\" 200; 7").outcome == .unreadable(.shape))
        #expect(parser.read("1 \"GET /\" 200").outcome == .unreadable(.shape))
        #expect(parser.read("").outcome == .directive)
    }
}
