import Detection
import Foundation
import Policy
import Reports
import Testing

@testable import Scanning

/// What `doctor` says of logs that are known.
@Suite("Doctor")
struct DoctorTests {
    private func look(
        _ lines: [String], _ packing: LogFolder.Packing = .plain, ending: String? = nil, mostLines: Int64? = nil,
        _ change: (inout ScanRequest) -> Void = { _ in }
    ) throws -> FileDiagnosis {
        let folder = try LogFolder()
        let file = try folder.write(lines, "a.log", packing)
        if let ending {
            try Data(lines.joined(separator: ending).utf8).write(to: URL(fileURLWithPath: file))
        }
        var request = ScanRequest(inputs: [file], policy: try Policy.profile(named: "vitec-hub"))
        change(&request)
        return try #require(try Doctor(request, mostLines: mostLines).run().files.first)
    }

    private static func line(
        _ stamp: String = "02/Mar/2026:07:02:17 +0000", user: String = "alfa", _ target: String = "/MSDEMO/Estates",
        status: Int = 200, rest: String = "120 \"-\" \"Sync/1\""
    ) -> String {
        "192.0.2.1 - \(user) [\(stamp)] \"GET \(target) HTTP/1.1\" \(status) \(rest)"
    }

    @Test func countsLinesFieldsAndKeys() throws {
        let file = try look([
            Self.line(), Self.line(user: "beta", "/MSNORD/Estates?x=1", rest: "- \"-\" \"-\" 0.010"), "",
            Self.line(user: "-"), Self.line(status: 401), "rubbish", Self.line("32/Mar/2026:07:02:17 +0000"),
        ])
        #expect((file.lines, file.requests, file.directives, file.feeds) == (7, 4, 1, 7))
        #expect((file.identified, file.keys, file.refusedLogins) == (2, 2, 1))
        #expect(file.topKeys.map(\.key.login) == ["alfa", "beta"])
        #expect((file.fields.user, file.fields.status, file.fields.bytes, file.fields.duration) == (3, 4, 4, 1))
        #expect((file.fields.agent, file.fields.entityTag, file.queries, file.answers) == (3, 0, 1, 3))
        #expect(
            file.unreadable == [
                .init(reason: "shape", lines: 1, samples: [.init(line: 6, shape: "a")]),
                .init(
                    reason: "time", lines: 1,
                    samples: [
                        .init(
                            line: 7,
                            shape: "9.9.9.9 - a [9/a/9:9:9:9 +9] \"a /a/a a/9.9\" 9 9 \"-\" \"a/9\"")
                    ]),
            ])
        #expect(file.format == "combined" && !file.isFormatAsked && !file.isFormatGuessed && file.isWhole)
        #expect(file.problem == nil && file.compression == nil && file.zone == .stamps)
    }

    @Test func samplesGiveNothingAway() throws {
        let secret = "kari@firma.example says hunter2 to 01017012345, \u{1b}[31m"
        let file = try look([Self.line(), secret, secret, secret, secret])
        #expect(file.unreadable.first?.lines == 4 && file.unreadable.first?.samples.count == 3)
        #expect(file.unreadable.first?.samples.first?.shape == "a@a.a a a9 a 9, ?[9a")
    }

    @Test(
        "the zone and the fineness of stamps",
        arguments: [
            ("nginx:$time_iso8601|$request", "2026-03-02T07:02:17+01:00", nil, FileDiagnosis.Zone.stamps, 0),
            ("nginx:$time_iso8601|$request", "2026-03-02T07:02:17", nil, .missing, 0),
            ("nginx:$time_iso8601|$request", "2026-03-02T07:02:17.5", "Europe/Oslo", .assumed("Europe/Oslo"), 1),
            ("nginx:$time_iso8601|$request", "2026-03-02T07:02:17.123456Z", nil, .stamps, 6),
            ("nginx:$msec|$request", "1772434937.123", nil, .stamps, 3),
            ("nginx:$msec|$request", "1772434937", nil, .stamps, 0),
            ("combined", "[02/Mar/2026:07:02:17 +0000]", nil, .stamps, 0),
        ])
    func stamps(
        _ format: String, _ stamp: String, _ assumed: String?, _ zone: FileDiagnosis.Zone, _ digits: Int
    ) throws {
        // The time in the URL is not the line's.
        let request = "GET /MSDEMO/Estates?changedAfter=2026-03-02T07:02:17.999Z HTTP/1.1"
        let line =
            format == "combined"
            ? Self.line(String(stamp.dropFirst().dropLast()), "/a?t=07:02:17.25") : "\(stamp)|\(request)"
        let file = try look([line]) { request in
            request.logFormat = format
            request.assumedZone = assumed
        }
        #expect(file.zone == zone && file.fractionDigits == digits)
    }

    @Test func tellsOrderAndLateness() throws {
        let stamps = [0, 30, 25, 31, 5, 40].map { "02/Mar/2026:07:02:\($0 < 10 ? "0" : "")\($0) +0000" }
        let file = try look(stamps.map { Self.line($0) })
        #expect((file.disordered, file.maxLateness, file.late) == (2, 26_000, 1))
        let first = try #require(file.first)
        #expect(file.last == first + 40_000)
    }

    /// Requests of 10 and of 0 seconds in turns, written as they end.
    @Test("whether stamps are starts or ends", arguments: [true, false]) func moment(_ areStarts: Bool) throws {
        let lines = (0..<60).map { number in
            let end = 20 + number / 2
            let duration = number % 2 * 10
            let stamp = areStarts ? end - duration : end
            return Self.line("02/Mar/2026:07:02:\(stamp) +0000", rest: "5 \"-\" \"S\" \(duration).000")
        }
        #expect(try look(lines).moment == (areStarts ? .start : .end))
        #expect(try look(Array(lines.prefix(4))).moment == .unknown)
    }

    @Test("line endings", arguments: ["\n", "\r\n"]) func endings(_ ending: String) throws {
        let file = try look([Self.line(), Self.line(), Self.line()], ending: ending)
        #expect((file.lines, file.requests) == (3, 3))
        #expect((file.feeds, file.returns) == (ending == "\n" ? 2 : 0, ending == "\n" ? 0 : 2) && file.lacksEnd)
    }

    @Test func tellsPackingAndMembers() throws {
        let file = try look([Self.line(), Self.line("02/Mar/2026:07:02:18 +0000")], .members)
        #expect(file.compression == "gzip" && file.members == 2 && file.bytesDecoded > file.bytesRead / 2)
        #expect(file.requests == 2)
    }

    @Test func looksAtTheFirstLinesOnly() throws {
        let file = try look((0..<100).map { _ in Self.line() }, mostLines: 7)
        #expect(file.lines == 7 && file.requests == 7 && !file.isWhole)
    }

    @Test func whatCannotBeReadIsAProblem() throws {
        var request = ScanRequest(inputs: ["/no/such.log"], policy: try Policy.profile(named: "vitec-hub"))
        let missing = try Doctor(request).run()
        #expect(missing.hasFaults && missing.files.first?.problem == "/no/such.log: no such file; check the name")
        let file = try look(["hello", "world"])
        #expect(file.isFormatGuessed && file.problem?.contains("no known format reads the first 2 lines") == true)
        request.logFormat = "nginx:$a$b"
        #expect(throws: ScanError.self) { try Doctor(request).run() }
    }

    @Test func findsWhatIsThereTwice() throws {
        let folder = try LogFolder()
        let lines = (0..<3000).map { number in
            func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
            return Self.line(
                "02/Mar/2026:07:\(padded(number / 60)):\(padded(number % 60)) +0000", "/MSDEMO/Estates/\(number)")
        }
        let all = try folder.write(lines, "all.log", .plain)
        let same = try folder.write(lines, "same.gz", .best)
        let part = try folder.write(Array(lines[..<2000]), "part.log", .plain)
        let policy = try Policy.profile(named: "vitec-hub")
        let diagnosis = try Doctor(ScanRequest(inputs: [all, part, same], policy: policy)).run()
        #expect(diagnosis.files.map(\.sameAs) == [nil, nil, all] && !diagnosis.hasFaults)
        let overlap = try #require(diagnosis.overlaps?.first)
        #expect(overlap.files == [all, part] && overlap.shared == 2000 && overlap.lines == 2000)
        let other = try Doctor(ScanRequest(inputs: [all, same], policy: policy)).run()
        #expect(other.overlaps == nil && other.overlapReason == nil)
        let first = try Doctor(ScanRequest(inputs: [all, part], policy: policy), mostLines: 10).run()
        #expect(first.overlapReason == "only the first lines were looked at")
    }
}
