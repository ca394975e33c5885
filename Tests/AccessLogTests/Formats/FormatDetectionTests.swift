import Testing

@testable import AccessLog

@Suite("Telling a format by content")
struct FormatDetectionTests {
    static let common = "192.0.2.1 - alfa [17/May/2015:10:05:03 +0000] \"GET /x HTTP/1.1\" 200 203"
    static let combined = common + " \"-\" \"Sync/2.3\""
    static let json = #"{"time":"2026-03-02T07:02:17Z","request":"GET /x HTTP/1.1","status":200}"#
    static let iis = "#Software: x\r\n#Fields: date time cs-method cs-uri-stem\r\n2026-03-02 07:02:17 GET /x\r"

    static func detect(_ text: String) -> FormatDetection { LogFormats.detect(Array(text.utf8).span) }

    static func lines(_ line: String, _ count: Int = 10) -> String {
        String(repeating: line + "\n", count: count)
    }

    /// A file's head and what is to be told of it.
    struct Head: Sendable, CustomTestStringConvertible {
        var text: String
        var name: String?
        var tried: Int
        var read: Int

        init(_ text: String, _ name: String?, _ tried: Int, _ read: Int) {
            (self.text, self.name, self.tried, self.read) = (text, name, tried, read)
        }

        var testDescription: String { String(text.prefix { $0 != "\n" }) }
    }

    static let heads: [Head] = [
        Head(lines(common), "common", 10, 10),
        Head(lines(common + " 0.042"), "common", 10, 10),
        Head(lines(combined), "combined", 10, 10),
        Head(lines(combined + "\r"), "combined", 10, 10),
        Head(lines(combined + " 0.042 \"x y\" rt=1"), "combined", 10, 10),
        Head(lines("hub.example.no:443 " + combined), "vhost", 10, 10),
        Head(lines("hub.example.no " + combined + " 0.042"), "vhost", 10, 10),
        Head(lines(common.replacing("- alfa", with: "- alfa beta") + " \"-\" \"x\""), "combined", 10, 10),
        Head(lines(json), "json", 10, 10),
        Head(lines("{\"unknown\":\"names\"}"), "json", 10, 10),
        Head(lines(iis), "w3c", 30, 30),
        Head(lines("#Version: 1.0"), "w3c", 10, 10),
        Head("\u{FEFF}" + lines(combined), "combined", 10, 10),
        Head("\u{FEFF}" + lines(iis), "w3c", 30, 30),
        Head(lines(combined, 300), "combined", 200, 200),
        Head(lines(combined) + combined.prefix(40), "combined", 10, 10),
        Head(combined, "combined", 1, 1),
        Head(lines("junk\n\(combined)\n\(combined)"), "combined", 30, 20),
        Head(lines("junk\n\(json)\n\(json)"), "json", 30, 20),
        Head(lines(combined, 6) + lines(common, 4), "combined", 10, 6),
        Head(lines(common.replacing("GET /x HTTP/1.1", with: "\\x16\\x03") + " \"-\" \"-\""), "combined", 10, 10),
        Head("\n\n" + lines(combined, 1), "combined", 1, 1),
        Head("", nil, 0, 0), Head("\n\r\n", nil, 0, 0), Head("\u{FEFF}", nil, 0, 0),
        Head(lines("what is this"), nil, 10, 0),
        Head(lines("junk", 20) + lines(combined, 2), nil, 22, 0),
    ]

    @Test("Heads of files", arguments: heads)
    func tells(_ head: Head) {
        let detection = Self.detect(head.text)
        #expect(detection.format?.name == head.name)
        #expect(detection.linesTried == head.tried)
        #expect(detection.linesRead == head.read)
    }

    static let cloudFront = "#Version: 1.0\n#Fields: date time x-edge-location cs-method cs-uri-stem\n"
    static let aspNet = "#Version: 1.0\n#Start-Date: 2026-03-02 07:00:00\n#Fields: date time cs-method cs-uri-stem\n"

    static let edges: [Head] = [
        Head(cloudFront, "cloudfront", 2, 2),
        Head(aspNet, "aspnet-w3c", 3, 3),
        Head(
            "{\"timestamp(ms)\":\"1772434939250\",\"cs-method\":\"GET\",\"cs-uri-stem\":\"/x\",\"sc-status\":\"200\"}",
            "cloudfront", 1, 1),
        Head("#Software: x\n#Version: 1.0\n#Date: x\n#Fields: date time cs-method cs-uri-stem\n", "w3c", 4, 4),
        Head(cloudFront + lines("2026-03-02\t07:02:17\tARN\tGET\t/x"), "cloudfront", 12, 12),
        Head(aspNet + lines("2026-03-02 07:02:17 GET /x"), "aspnet-w3c", 13, 13),
        Head(lines("2026-03-02 07:02:17 GET /x"), nil, 10, 0),
        Head(lines("\u{0}\u{1}\u{7F}\u{80}PK\u{3}\u{4}"), nil, 10, 0),
        Head(String(repeating: "\u{0}", count: 70_000), nil, 1, 0),
        Head("{\"request\":{\"method\":\"GET\",\"uri\":\"/x\"},\"ts\":1772434937.5,\"status\":200}", "caddy", 1, 1),
        Head(
            lines("{\"level\":\"info\",\"ts\":1772434937.5,\"msg\":\"started\"}", 9)
                + lines("{\"request\":{\"method\":\"GET\",\"uri\":\"/x\"},\"ts\":1772434937.5}", 1), "caddy", 10, 10),
    ]

    @Test("Headers alone, single lines and what is no log", arguments: edges)
    func tellsEdges(_ head: Head) {
        tells(head)
        #expect(!Self.detect(head.text).isAmbiguous)
    }

    @Test("Bytes of any kind are told as nothing, or as what they are, but never crash", arguments: [UInt64](1...20))
    func random(_ seed: UInt64) {
        var numbers = SeededNumbers(state: seed)
        let bytes = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &numbers) }
        #expect(LogFormats.detect(bytes.span).format == nil)
    }

    @Test("A file of two formats is said to be one, whichever comes first")
    func mixed() throws {
        let detection = Self.detect(Self.lines(Self.combined, 60) + Self.lines(Self.json, 40))
        #expect(detection.format?.name == "combined")
        #expect(detection.isAmbiguous)
        #expect(
            detection.message
                == "combined: reads 60 of the first 100 lines, and json 40 others: the file holds two formats; split it, or "
                + "name one with --log-format")
        #expect(
            detection.candidates == [
                FormatDetection.Candidate(
                    name: "combined", linesTried: 100, linesRead: 60, records: 60, linesOfItsOwn: 0, isSameKind: true),
                FormatDetection.Candidate(
                    name: "json", linesTried: 100, linesRead: 40, records: 40, linesOfItsOwn: 40, isSameKind: false),
            ])
        let other = Self.detect(Self.lines(Self.json, 40) + Self.lines(Self.combined, 60))
        #expect(other.message == detection.message)
        #expect(!Self.detect(Self.lines(Self.combined, 95) + Self.lines(Self.json, 5)).isAmbiguous)
    }

    @Test("A more general form of the chosen format is a candidate and no rival")
    func general() {
        let line = Self.combined + " 7 \"hub@docker\" \"http://172.18.0.2:80\" 46ms"
        let detection = Self.detect(Self.lines(line))
        #expect(detection.candidates.map(\.name) == ["traefik", "combined"])
        #expect(detection.candidates.allSatisfy { $0.isSameKind && $0.linesRead == 10 })
        #expect(!detection.isAmbiguous)
    }

    @Test("The message says what was tried, and shows a line's shape but not its text")
    func messages() {
        #expect(Self.detect(Self.lines(Self.combined)).message == "combined: reads 10 of the first 10 lines")
        #expect(Self.detect("").message == "there is no line to tell a format by")
        #expect(
            Self.detect("secret=Hunter2 \u{1B}[31m 10.0.0.1\n").message
                == "no known format reads the first line; the first one looks like `a=a9 ?[9a 9.9.9.9`; name the format with "
                + "--log-format (\(knownFormats))"
        )
    }
}
