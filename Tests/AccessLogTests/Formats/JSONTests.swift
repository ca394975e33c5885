import Testing

@testable import AccessLog

@Suite("JSON lines")
struct JSONTests {
    static func usual(_ reading: inout Reading) {
        reading.time = instant("2026-03-02T07:02:17Z")
        (reading.method, reading.target, reading.user) = ("GET", "/MSDEMO/Estates?x=1", "alfa")
        (reading.address, reading.agent, reading.entityTag) = ("192.0.2.1", "Sync \"2\"", "W/\"ab\"")
        (reading.status, reading.bytes, reading.duration) = (200, 4225, 42)
    }

    static let lines = [
        LineCase(
            #"{"time":"2026-03-02T07:02:17Z","remote_user":"alfa","request":"GET /MSDEMO/Estates?x=1 HTTP/1.1","status":200,"#
                + #""body_bytes_sent":4225,"request_time":0.0429,"remote_addr":"192.0.2.1","http_user_agent":"Sync \"2\"","#
                + #""sent_http_etag":"W/\"ab\""}"#, usual),
        LineCase(
            #" { "@timestamp" : "2026-03-02T08:02:17.000+01:00" , "user" : "alfa" , "uri" : "\/MSDEMO\/Estates?x=1", "method":"GET","#
                + #""status":"200","bytes":"4225","duration_ms":42.9,"client_ip":"192.0.2.1","tags":["a",{"uri":"/no"},[1,-2.5e+3]],"#
                + #""user_agent":"Sync \u00222\u0022","etag":"W/\x22ab\x22","nested":{"status":500,"x":{"uri":"/no"}} } "#,
            usual),
        LineCase(
            #"{"ts":1772434937.5,"request_uri":"/x","request_method":"PUT","status":0,"size":"-","agent":"\u00f8\ud83d\ude00\ud83d"}"#
        ) {
            $0.time = 1_772_434_937_500
            ($0.method, $0.target, $0.bytes, $0.agent) = ("PUT", "/x", 0, "ø😀\u{FFFD}")
        },
        LineCase(
            #"{"timestamp":1772434937123,"url":"https://h.example/x","method":"GET","status":404,"ip":null,"user":"-"}"#
        ) {
            $0.time = 1_772_434_937_123
            ($0.method, $0.target, $0.status) = ("GET", "https://h.example/x", 404)
        },
        LineCase(
            #"{"msec":"1772434937123456","path":"/x","duration":4.2e-05,"status":null,"remote_user":"a","user":"b"}"#
        ) {
            ($0.time, $0.target, $0.duration, $0.user) = (1_772_434_937_123, "/x", 0, "a")
        },
        LineCase(#"{"time_local":"17/May/2015:10:05:03 +0000","time":null,"request":"GET /x","user":"b","user":"c"}"#) {
            ($0.time, $0.method, $0.target, $0.user) = (CombinedTests.stamp, "GET", "/x", "c")
        },
    ]

    @Test("The usual names", arguments: lines)
    func reads(_ test: LineCase) throws {
        var parser = try parser("json")
        #expect(parser.read(test.line) == test.expected)
        #expect(parser.read(Array(test.line.utf8), inMiddle: false) == test.expected)
    }

    @Test("Names from the policy, with paths into objects")
    func ownNames() throws {
        var parser = try parser("json") {
            $0.jsonFields = [
                "time": "at", "target": "request.uri", "method": "request.method", "duration": "took_us",
                "user": "who.name.login",
            ]
            $0.customFields = ["request.headers.X-Id", "request.uri", "labels.app", "at"]
        }
        var expected = Reading()
        (expected.time, expected.duration, expected.status) = (1_772_434_937_000, 1, 200)
        (expected.method, expected.target, expected.user) = ("GET", "/x\"", "alfa")
        expected.custom = ["7", "/x\"", "hub", "1772434937"]
        let line =
            #"{"at":1772434937,"time":1,"request":{"uri":"/x\"","method":"GET","headers":{"X-Id":"7"}},"uri":"/no","took_us":1999,"#
            + #""who":{"name":{"login":"alfa"}},"labels.app":"hub","status":200,"request_time":9}"#
        #expect(parser.read(line) == expected)
    }

    static let unreadable: [(line: String, reason: UnreadableReason)] = [
        ("{", .shape), ("[]", .shape), ("{}{}", .shape), ("{\"a\":1,}", .shape), ("{\"a\" 1}", .shape),
        ("{\"a\":}", .shape),
        ("{\"a\":[1,]}", .shape), ("{\"a\":[1}", .shape), ("{\"a\":{]}", .shape), ("{\"a\":01}", .shape),
        ("{\"a\":1.}", .shape),
        ("{\"a\":-}", .shape), ("{\"a\":1e}", .shape), ("{\"a\":tru}", .shape), ("{\"a\":\"x}", .shape),
        ("{\"a\":\"\\q\"}", .shape),
        ("{\"a\":\"\\u12\"}", .shape), ("{a:1}", .shape), ("{\"a\":1} x", .shape), ("{,}", .shape),
        ("{\"a\":\"\\\"}", .shape),
        (String(repeating: "{\"a\":", count: 65) + "1" + String(repeating: "}", count: 65), .shape),
        (#"{"time":1,"request":"GET /","status":20}"#, .shape),
        ("{}", .time), (#"{"request":"GET /"}"#, .time), (#"{"time":"2026-02-29T00:00:00Z","request":"GET /"}"#, .time),
        (#"{"time":"2026-02-28T00:00:00Zz","request":"GET /"}"#, .time), (#"{"time":-1,"request":"GET /"}"#, .time),
        (#"{"time":true,"request":"GET /"}"#, .time), (#"{"time":"","request":"GET /"}"#, .time),
        (#"{"time":1772434937}"#, .request), (#"{"time":1772434937,"request":"-"}"#, .request),
        (#"{"time":1772434937,"uri":"/","method":"G T"}"#, .request),
        (#"{"time":1772434937,"uri":"/","method":"-"}"#, .request),
        (#"{"time":1772434937,"uri":"\#(String(repeating: "y", count: 8193))"}"#, .url),
    ]

    @Test("Why a JSON line cannot be read", arguments: unreadable)
    func saysWhy(_ line: String, _ reason: UnreadableReason) throws {
        var parser = try parser("json")
        let reading = parser.read(line)
        #expect(reading.outcome == .unreadable(reason))
        if reason.hasTime { #expect(reading.time == 1_772_434_937_000) }
    }

    @Test("64 levels are read, and names below the eighth are not looked at")
    func deepNesting() throws {
        var parser = try parser("json") { $0.customFields = ["a.a.a.a.a.a.a.a", "a.a.a.a.a.a.a.a.a"] }
        func nested(_ depth: Int) -> String {
            String(repeating: "{\"a\":", count: depth) + "7" + String(repeating: "}", count: depth)
        }
        #expect(parser.read(nested(64)).outcome == .unreadable(.time))
        #expect(parser.read(nested(8)).custom == ["7", "", "", ""])
        #expect(parser.read(nested(9)).custom == ["", "", "", ""])
    }
}
