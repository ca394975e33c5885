import Testing

@testable import AccessLog

/// Random and damaged lines: nothing may crash, reach beyond the line, or depend on what stands around it.
@Suite("Hostile lines")
struct HostileLineTests {
    static let w3cHeader =
        "#Fields: date time cs-uri-query cs-method cs(User-Agent) c-ip cs-uri-stem cs-username sc-status time-taken"

    static let formats: [(name: String, lines: [String])] =
        [
            (
                "combined",
                [
                    CombinedTests.start + " \"-\" \"Sync/2.3 \\x41\\\\ \\\"x\\\"\" 0.042 rt=1 urt=\"0.5, 0.1\"",
                    "- - - [29/Feb/2024:23:59:60 -0330] \"GET /a b HTTP/2\" 200 - \"\" \"",
                ]
            ),
            ("common", [CombinedTests.start, CombinedTests.start + " 0.04 x"]),
            ("vhost", ["h:443 " + CombinedTests.start + " \"-\" \"Sync/2.3 (x)\""]),
            (NginxFormatTests.nova, [NginxFormatTests.novaLine("2026-03-02T00:00:16,806+01:00")]),
            ("nginx:$args|$msec|$uri|$http_user_agent", ["a=1|1772434937.123|/x|y\\x41"]),
            (
                "apache:%U %q %{%b %e %H:%M:%S %Y}t%{msec_frac}t%{%z}t \"%r\" %{us}T",
                ["/x ?a May  7 10:05:03 2015123+0200 \"GET /\" 1234"]
            ),
            (
                "w3c",
                [
                    "2026-03-02 07:02:17 a=1&b=2 GET Sync+2 192.0.2.1 /x alfa 200 46", w3cHeader,
                    "2026-03-02\t07:02:17.5\t-\tGET\tSync%202\t192.0.2.1\t/x\talfa\t200\t0.046",
                    "#Fields: date time x-edge-location cs-uri-stem",
                ]
            ),
            (
                "json",
                [
                    #"{"time":"2026-03-02T07:02:17.5+01:00","request":"GET \/\u00f8\ud83d\ude00 HTTP/1.1","status":200,"a":{"b":[1,{"c":"\x41"}]}}"#,
                    #"{"ts":1772434937.123e0,"uri":"/x","method":"GET","duration":1e-999,"bytes":99999999999999999999}"#,
                ]
            ),
        ] + presets

    private static let presets: [(name: String, lines: [String])] = FormatFile.all
        .filter { !["combined", "common", "vhost", "json", "w3c"].contains($0.format) }.map { file in
            let text = (try? file.bytes).map { String(decoding: $0, as: UTF8.self) } ?? ""
            return (file.format, text.split(separator: "\n").map(String.init))
        }

    /// Whether a line depends on the directives before it.
    static func isW3C(_ format: String) -> Bool { ["w3c", "cloudfront", "aspnet-w3c"].contains(format) }

    @Test("Damaged lines of every format", arguments: formats, [UInt64](1...4))
    func damaged(_ format: (name: String, lines: [String]), _ seed: UInt64) throws {
        var numbers = SeededNumbers(state: seed)
        var used = try parser(format.name) { $0.customFields = ["a.b", "http_user_agent", "tenant", "cs-uri-query"] }
        for round in 0..<2500 {
            if Self.isW3C(format.name), round % 7 == 0 { _ = used.read(Self.w3cHeader) }
            let line = numbers.damage(Array((format.lines.randomElement(using: &numbers) ?? "").utf8))
            // The same parser in the same state twice, once with bytes around the line: all must be equal.
            var twin = used
            let reading = used.read(line)
            let alone = twin.read(line, inMiddle: false)
            guard reading == alone else {
                Issue.record(
                    "seed \(seed), round \(round): \(String(decoding: line, as: UTF8.self))\n \(reading)\n \(alone)")
                return
            }
            if !Self.isW3C(format.name), round % 5 == 0 {
                var fresh = try parser(format.name) {
                    $0.customFields = ["a.b", "http_user_agent", "tenant", "cs-uri-query"]
                }
                guard fresh.read(line) == reading else {
                    Issue.record(
                        "seed \(seed), round \(round): what was read before changed \(String(decoding: line, as: UTF8.self))"
                    )
                    return
                }
            }
        }
    }

    @Test("The short way through combined lines reads what the long one reads", arguments: [UInt64](21...24))
    func shortWay(_ seed: UInt64) throws {
        var numbers = SeededNumbers(state: seed)
        var short = try parser("combined")
        // A field that no line has makes the parser take the long way.
        var long = try parser("combined") { $0.customFields = ["tenant"] }
        let lines = [
            CombinedTests.start + " \"-\" \"Sync/2.3 (x; y)\" rt=0.042", CombinedTests.start + " \"x\" \"-\" 12.5",
            CombinedTests.start + " \"-\" \"Sync\" 1.042",
            "::1 - - [29/Feb/2024:23:59:60 -0330] \"GET /a b HTTP/2\" 304 - \"\" \"\"",
        ]
        for round in 0..<10_000 {
            let line = numbers.damage(Array((lines.randomElement(using: &numbers) ?? "").utf8))
            let (reading, expected) = (short.read(line), long.read(line))
            guard reading == expected else {
                Issue.record(
                    "seed \(seed), round \(round): \(String(decoding: line, as: UTF8.self))\n \(reading)\n \(expected)")
                return
            }
        }
    }

    @Test("Random bytes in every format", arguments: formats.map(\.name), [UInt64](11...12))
    func randomBytes(_ name: String, _ seed: UInt64) throws {
        var numbers = SeededNumbers(state: seed)
        var parser = try parser(name)
        _ = parser.read(Self.w3cHeader)
        let alphabet = Array("{}[]\",:\\x0/ -+.#\tGETu1772434937\u{0}".utf8) + [0xEF, 0xBB, 0xBF, 0xFF]
        for _ in 0..<2500 {
            let line = (0..<numbers.next() % 80).map { _ in
                numbers.next() % 4 == 0
                    ? UInt8.random(in: 0...255, using: &numbers) : alphabet.randomElement(using: &numbers) ?? 0
            }
            let reading = parser.read(line)
            #expect(line.isEmpty || reading.outcome != .unreadable(.tooLong))
        }
    }

    @Test("Bytes that are all zero are no stamp, though nothing was remembered yet")
    func zeroBytes() throws {
        let zeros = String(repeating: "\u{0}", count: 26)
        var combined = try parser("combined")
        #expect(
            combined.read("192.0.2.1 - - [\(zeros)] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"").outcome == .unreadable(.time)
        )
        var iso = try parser("nginx:$time_iso8601|$request")
        #expect(iso.read("\(zeros.prefix(10))T00:00:00Z|GET /").outcome == .unreadable(.time))
    }
}

extension SeededNumbers {
    /// Replaces, puts in, takes out, doubles or cuts bytes, up to four times.
    fileprivate mutating func damage(_ line: [UInt8]) -> [UInt8] {
        var line = line
        for _ in 0..<next() % 5 where !line.isEmpty {
            let place = Int(next() % UInt64(line.count))
            let byte =
                next() % 2 == 0 ? UInt8.random(in: 0...255, using: &self) : line[Int(next() % UInt64(line.count))]
            switch next() % 6 {
            case 0: line[place] = byte
            case 1: line.insert(byte, at: place)
            case 2: line.remove(at: place)
            case 3: line.insert(contentsOf: line[place..<Swift.min(place + 9, line.count)], at: place)
            case 4: line.removeSubrange(place..<Swift.min(place + 5, line.count))
            default: if next() % 4 == 0 { line.removeLast(line.count - place) }
            }
        }
        return line
    }
}
