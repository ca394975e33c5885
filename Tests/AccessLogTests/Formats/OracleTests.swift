import Foundation
import Testing

@testable import AccessLog

/// Slow readers of the same lines, written with regular expressions, splitting and `JSONSerialization`.
@Suite("Parsers against slow models")
struct OracleTests {
    static let seed: UInt64 = 20_260_302

    @Test("combined is what a regular expression reads")
    func combined() throws {
        let dates = SlowDates()
        var numbers = SeededNumbers(state: Self.seed)
        var parser = try parser("combined")
        let quoted = #""((?:[^"\\]|\\.)*)""#
        let shape = try NSRegularExpression(
            pattern: #"^(\S+) \S+ (.*?) \[(.{26})\] \#(quoted) (\d{3}|-) (\d+|-) \#(quoted) \#(quoted)(?: .*)?$"#
        )
        for _ in 0..<1500 {
            let stamp = numbers.stamp()
            let line =
                "\(numbers.pick("192.0.2.1", "2001:db8::1", "host.example")) - \(numbers.pick("-", "alfa", "a b", "x\\x20y")) "
                + "[\(stamp)] \"\(numbers.request())\" \(numbers.pick("200", "404", "-", "99")) "
                + "\(numbers.pick("-", "0", "4225", "x"))\(numbers.pick("", "", "", " ")) \"\(numbers.text())\" \"\(numbers.text())\""
                + numbers.pick("", " 0.042", " \"x y\" rt=0.5")
            var expected = Reading()
            if let match = shape.captures(line) {
                expected = Model.reading(
                    time: dates.commonLog(match[2]), request: match[3], status: match[4], bytes: match[5]
                )
                (expected.address, expected.user) = (Model.present(match[0]), Model.present(match[1]))
                expected.agent = Model.present(match[7])
                expected.duration = line.hasSuffix(" 0.042") ? 42 : line.hasSuffix("rt=0.5") ? 500 : -1
            } else {
                expected.outcome = .unreadable(.shape)
            }
            guard Model.agree(parser.read(line), expected, line) else { return }
        }
    }

    @Test("An nginx format is what a regular expression reads")
    func nginx() throws {
        let dates = SlowDates()
        var numbers = SeededNumbers(state: Self.seed)
        var parser = try parser(
            "nginx:<$time_iso8601> $remote_user|$request_method|$request_uri|$status;$request_time $body_bytes_sent")
        let shape = try NSRegularExpression(pattern: #"^<(.*?)> (.*?)\|(.*?)\|(.*?)\|(.*?);(.*?) (.*)$"#)
        for _ in 0..<1500 {
            let date = numbers.isoStamp()
            let (user, method) = (numbers.pick("-", "alfa", "a b"), numbers.pick("GET", "POST", "M-SEARCH", "G3T", "-"))
            let target = numbers.pick("/", "/a b", "/\\xC3\\xB8", "-", "/x?y=\(numbers.next() % 100)")
            let line =
                "<\(date)> \(user)|\(method)|\(target)|\(numbers.pick("200", "-", "20", "2x4"));"
                + "\(numbers.pick("0.001", "12.3456", "-", "7", "0.0, 0.1")) \(numbers.pick("0", "-", "17", ""))"
            var expected = Reading()
            if let match = shape.captures(line) {
                expected = Model.reading(time: dates.iso(match[0]), request: nil, status: match[4], bytes: match[6])
                (expected.user, expected.method, expected.target) = (
                    Model.present(match[1]), match[2], Model.present(match[3])
                )
                expected.duration = Double(match[5]).map { Int64(($0 * 1000 + 1e-9).rounded(.down)) } ?? -1
                let isMethod = match[2] != "-" && match[2].wholeMatch(of: /[A-Za-z_-]{1,20}/) != nil
                if expected.outcome == .record, !isMethod || expected.target.isEmpty {
                    expected.outcome = .unreadable(.request)
                }
            }
            guard Model.agree(parser.read(line), expected, line) else { return }
        }
    }

    @Test("w3c is what splitting reads, in any order of columns")
    func w3c() throws {
        let dates = SlowDates()
        var numbers = SeededNumbers(state: Self.seed)
        var parser = try parser("w3c")
        for round in 0..<800 {
            var fields: [(name: String, value: String)] = [
                ("date", numbers.pick("2026-03-02", "2026-02-29", "2024-02-29", "-")),
                ("time", numbers.pick("07:02:17", "24:00:00", "23:59:59")),
                ("cs-method", numbers.pick("GET", "-", "POST")),
                ("cs-uri-stem", numbers.pick("/", "/MSDEMO/Estates", "-")),
                ("cs-uri-query", numbers.pick("-", "a", "changedAfter=x&b=2")),
                ("cs-username", numbers.pick("-", "alfa")),
                ("c-ip", "192.0.2.1"), ("cs(User-Agent)", numbers.pick("-", "a+b", "Sync/2.3+(x)")),
                ("sc-status", numbers.pick("200", "404", "-")), ("sc-bytes", numbers.pick("0", "4225", "-")),
                ("time-taken", numbers.pick("46", "0.046", "-")), ("x-more", numbers.pick("-", "z")),
            ]
            fields.shuffle(using: &numbers)
            let separator = numbers.pick(" ", "\t")
            if round % 3 == 0 { #expect(parser.read("#Fields: cs-method date x").outcome == .directive) }
            #expect(parser.read("#Fields: " + fields.map(\.name).joined(separator: " ")).outcome == .directive)
            let line = fields.map(\.value).joined(separator: separator)
            let value = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
            func field(_ name: String) -> String { value[name] ?? "" }
            var expected = Model.reading(
                time: dates.iso("\(field("date"))T\(field("time"))Z"), request: nil, status: field("sc-status"),
                bytes: field("sc-bytes")
            )
            let query = Model.present(field("cs-uri-query"))
            let stem = Model.present(field("cs-uri-stem"))
            expected.target = stem.isEmpty || query.isEmpty ? stem : "\(stem)?\(query)"
            (expected.method, expected.user) = (Model.present(field("cs-method")), Model.present(field("cs-username")))
            (expected.address, expected.agent) = (
                "192.0.2.1", Model.present(field("cs(User-Agent)")).replacing("+", with: " ")
            )
            expected.duration = field("time-taken") == "-" ? -1 : 46
            if expected.outcome == .record, expected.method.isEmpty || stem.isEmpty {
                expected.outcome = .unreadable(.request)
            }
            guard Model.agree(parser.read(line), expected, "\(fields.map(\.name)) \(line)") else { return }
        }
    }

    @Test("json is what JSONSerialization reads")
    func json() throws {
        let dates = SlowDates()
        var numbers = SeededNumbers(state: Self.seed)
        var parser = try parser("json") { $0.customFields = ["o.p.q", "n"] }
        for _ in 0..<1500 {
            var members = [
                "\"time\":\(numbers.pick("\"2026-03-02T07:02:17Z\"", "1772434937.25", "null", "\"x\""))",
                "\"request\":\"\(numbers.pick("GET /", "GET \\/a\\u0020b HTTP/1.1", "-", "POST /\\\"x\\\\ HTTP/1.1"))\"",
                "\"status\":\(numbers.pick("200", "\"404\"", "null"))",
                "\"bytes\":\(numbers.pick("0", "4225", "\"17\""))",
                "\"user\":\(numbers.pick("\"alfa\"", "\"\\u00f8\\ud83d\\ude00\\n\"", "null", "\"\""))",
                "\"o\":{\"p\":{\"q\":\"\(numbers.pick("1", "\\t", "b"))\"},\"user\":\"no\"}",
                "\"n\":\(numbers.pick("-1.5e3", "0", "12"))",
                "\"list\":[1,{\"code\":300},[\"]}\"],true]",
            ]
            members.shuffle(using: &numbers)
            let line = "{" + members.joined(separator: numbers.pick(",", " , ")) + "}"
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            guard Model.agree(parser.read(line), Model.json(object, dates), line) else { return }
            // One byte changed: what is no JSON any more must be told, what still is must not be called so.
            var bytes = Array(line.utf8)
            bytes[Int(numbers.next() % UInt64(bytes.count))] = Array("{}[]\",:01e-. \\".utf8)[Int(numbers.next() % 14)]
            let changed = String(decoding: bytes, as: UTF8.self)
            // Half a surrogate pair is within the grammar (RFC 8259, 8.2) and is read; Foundation refuses it.
            if changed.contains("\\ud"), !changed.contains("\\ud83d\\ude00") { continue }
            let isJSON = (try? JSONSerialization.jsonObject(with: Data(bytes))) != nil
            let isShape = parser.read(bytes).outcome == .unreadable(.shape)
            guard isJSON != isShape || isJSON && Model.hasOddStatus(changed) else {
                Issue.record("seed \(Self.seed): \(changed)\n is JSON: \(isJSON), called malformed: \(isShape)")
                return
            }
        }
    }
}

extension NSRegularExpression {
    /// The captured texts of a match.
    fileprivate func captures(_ line: String) -> [String]? {
        guard let match = firstMatch(in: line, range: NSRange(line.startIndex..., in: line)) else { return nil }
        return (1..<match.numberOfRanges).map { Range(match.range(at: $0), in: line).map { String(line[$0]) } ?? "" }
    }
}

extension SeededNumbers {
    mutating func pick(_ choices: String...) -> String { choices.randomElement(using: &self) ?? "" }

    fileprivate mutating func stamp() -> String {
        let day = 1 + Int(next() % 31)
        let month = pick("Jan", "Feb", "Mar", "Apr", "Dec", "Xyz")
        let clock = [pick("00", "09", "23", "24"), pick("00", "59", "60"), pick("00", "30", "60")].joined(
            separator: ":")
        return "\(day < 10 ? "0" : "")\(day)/\(month)/\(2000 + next() % 30):\(clock) \(pick("+0000", "-0330", "+0200"))"
    }

    fileprivate mutating func isoStamp() -> String {
        let date = pick("2026-03-02", "2024-02-29", "2026-02-29", "2026-11-31", "1999-12-31")
        return date + pick("T", " ") + pick("07:02:17", "23:59:59", "24:00:00", "00:60:00") + pick("", ".5", ",123")
            + pick("Z", "+01:00", "-0530", "")
    }

    fileprivate mutating func request() -> String {
        pick("GET", "POST", "", "-", "G3T", "\\x16\\x03") + pick(" ", " ", "")
            + pick("/", "/a b", "/\\\"x\\\"", "", "/x?y=1")
            + pick(" HTTP/1.1", " HTTP/2.0", "", " HTTP/x")
    }

    fileprivate mutating func text() -> String {
        (0..<next() % 5).map { _ in pick("a", " ", "\\\"", "\\\\", "\\x41", "[", "\\x4", "-", "ø") }.joined()
    }
}

/// What a line should say, worked out the slow way.
enum Model {
    /// Whether a line has a status that is JSON but no status.
    static func hasOddStatus(_ line: String) -> Bool {
        line.firstMatch(of: /"status": ?(null|[0-9]{3}|0|"([0-9]{3}|0|-?)")[ ,}]/) == nil
    }

    /// Compares, and records an issue with the seed if they differ; of an unreadable line only reason and stamp count.
    static func agree(_ reading: Reading, _ expected: Reading, _ line: String) -> Bool {
        var isSame = reading == expected
        if case .unreadable(let reason) = expected.outcome {
            isSame = reading.outcome == expected.outcome && (!reason.hasTime || reading.time == expected.time)
        }
        if isSame { return true }
        Issue.record("seed \(OracleTests.seed): \(line)\n read     \(reading)\n expected \(expected)")
        return false
    }

    static func present(_ text: String) -> String { text == "-" ? "" : decoded(text) }

    static func reading(time: Int64?, request: String?, status: String, bytes: String) -> Reading {
        var reading = Reading()
        reading.time = time ?? 0
        reading.status = UInt16(status) ?? 0
        reading.bytes = Int64(bytes) ?? 0
        if let match = request?.wholeMatch(of: /([A-Za-z_-]{1,20}) (.+?)( HTTP\/[0-9](\.[0-9])?)?/),
            match.1 != "-",
            match.3 != nil || !match.2.contains(" "), match.2.wholeMatch(of: /HTTP\/[0-9](\.[0-9])?/) == nil
        {
            (reading.method, reading.target) = (String(match.1), decoded(String(match.2)))
        } else if request != nil {
            reading.outcome = .unreadable(.request)
        }
        if time == nil { reading.outcome = .unreadable(.time) }
        let isStatus = status == "-" || status.wholeMatch(of: /[0-9]{3}/) != nil
        if !isStatus || bytes != "-" && Int64(bytes) == nil { reading.outcome = .unreadable(.shape) }
        return reading
    }

    /// Escapes one after the other; `\x` needs two digits.
    static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Substring(text)
        while let character = rest.first {
            if let match = rest.prefixMatch(of: /\\x([0-9A-Fa-f]{2})/) {
                bytes.append(UInt8(match.1, radix: 16) ?? 0)
                rest = rest[match.range.upperBound...]
            } else if let match = rest.prefixMatch(of: /\\(["\\])/) {
                bytes += Array(match.1.utf8)
                rest = rest[match.range.upperBound...]
            } else {
                bytes += Array(String(character).utf8)
                rest.removeFirst()
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func json(_ object: [String: Any], _ dates: SlowDates) -> Reading {
        func text(_ name: String) -> String? {
            if let text = object[name] as? String { return text }
            return (object[name] as? NSNumber).map { "\($0)" }
        }
        var time: Int64?
        if let stamp = object["time"] as? String { time = dates.iso(stamp) ?? Double(stamp).map { Int64($0 * 1000) } }
        if let number = object["time"] as? NSNumber { time = Int64((number.doubleValue * 1000).rounded(.down)) }
        var expected = reading(
            time: time, request: text("request"), status: text("status") ?? "-", bytes: text("bytes") ?? "-"
        )
        let user = object["user"] as? String ?? ""
        let inner = (object["o"] as? [String: Any])?["p"] as? [String: Any]
        (expected.user, expected.custom[0]) = (user, inner?["q"] as? String ?? "")
        expected.custom[1] = (object["n"] as? NSNumber).map { $0 == -1500 ? "-1.5e3" : "\($0)" } ?? ""
        return expected
    }
}

/// Stamps as Foundation reads them.
final class SlowDates {
    private let commonLogFormatter = SlowDates.formatter("dd/MMM/yyyy:HH:mm:ss Z")
    private let isoFormatter = SlowDates.formatter("yyyy-MM-dd HH:mm:ss Z")

    private static func formatter(_ format: String) -> DateFormatter {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.isLenient = false
        formatter.dateFormat = format
        return formatter
    }

    private func milliseconds(_ date: Date?) -> Int64? {
        date.map { Int64(($0.timeIntervalSince1970 * 1000).rounded()) }
    }

    /// A leap second counts as the one before it, which Foundation does not know.
    func commonLog(_ text: String) -> Int64? {
        milliseconds(commonLogFormatter.date(from: text.replacing(":60 ", with: ":59 ")))
    }

    func iso(_ text: String) -> Int64? {
        let shape = /([0-9-]{10})[T ]([0-9:]{8})(?:[.,]([0-9]+))?(Z|[+-][0-9]{2}:?[0-9]{2})?/
        guard let match = text.wholeMatch(of: shape) else { return nil }
        let zone = match.4.map { $0 == "Z" ? "+0000" : $0.replacing(":", with: "") } ?? "+0000"
        let fraction = Int64(((match.3 ?? "0") + "000").prefix(3)) ?? 0
        return milliseconds(isoFormatter.date(from: "\(match.1) \(match.2) \(zone)")).map { $0 + fraction }
    }
}
