import Detection
import Foundation
import ModelComparison
import ReferenceModel
import Reports
import Testing

@testable import Policy
@testable import Scanning

@Suite("The same traffic gives the same findings in every format")
struct SameFindingsTests {
    /// Random traffic that every format can spell: no absolute URLs, no `?` without a query, no fragments with spaces.
    private static func traffic(
        _ seed: UInt64, _ make: (UInt64, Int) -> (lines: [ModelLine], options: ModelOptions) = RandomLog.make
    ) -> (lines: [ModelLine], options: ModelOptions) {
        let made = make(seed, 900)
        let lines = made.lines.map { line in
            var line = line
            var target = String(decoding: line.target, as: UTF8.self).replacing("https://hub.example:443", with: "")
            if target.hasSuffix("?") { target.removeLast() }
            line.target = Array(target.utf8)
            line.address = "192.0.2.1"
            line.fields = [[], [], [], []]
            return line
        }
        return (lines.sorted { $0.time < $1.time }, made.options)
    }

    private static func policy(_ options: ModelOptions, login: String, isStart: Bool?) throws -> Policy {
        var policy = try Policy.profile(named: "vitec-hub")
        policy.detection = DetectionOptions(options)
        policy.timeZone = options.timeZone
        policy.detection.key = [login == "user" ? .user : .field(String(login.dropFirst(6)), 0), .pathSegment(0)]
        // No line of these has further fields.
        policy.detection.ignoredBackoff.retryAfterPlace = nil
        policy.detection.quotas.removeAll { if case .requests = $0.unit { false } else { true } }
        policy.origins["log_time"] = isStart == nil ? nil : .file("test.yaml", line: 1)
        policy.detection.logTime = isStart == true ? .start : .end
        return policy
    }

    private static func scan(
        _ lines: [String], _ options: ModelOptions, _ policy: Policy, threads: Int, format: String? = nil,
        pushes: [String]? = nil
    ) throws -> ReportModel {
        let folder = try LogFolder()
        var request = ScanRequest(inputs: [try folder.write(lines, "access.log", .plain)], policy: policy)
        request.logFormat = format
        if let pushes { request.pushLogs = [try folder.write(pushes, "push.csv", .plain)] }
        (request.since, request.until, request.threads) = (options.since, options.until, threads)
        return try Scan(request).run().model
    }

    @Test("found as in plain JSON, each format told by its content", arguments: LineForm.all, [UInt64(1)])
    func same(_ form: LineForm, _ seed: UInt64) throws {
        let (lines, options) = Self.traffic(seed)
        try Self.compare(form, lines, options, pushes: nil, "seed \(seed)")
    }

    /// Formats that carry a duration, one of each kind of reader.
    private static let someForms = LineForm.all.filter {
        ["combined", "w3c", "alb", "haproxy", "caddy"].contains($0.name) || $0.isNamed
            || $0.wrap(["a", "b"]).count == 4
    }

    @Test("polling, repeated fetches and overload are found beside deliveries", arguments: someForms)
    func rules(_ form: LineForm) throws {
        let (lines, options) = Self.traffic(Self.busySeed, RandomLog.makeWithOverload)
        let pushes = RandomLog.makeWithPushes(seed: Self.busySeed, size: 900).pushes.map { push in
            let login = push.login, base = push.path.split(separator: "/").first ?? ""
            return "\(push.time),\(login),\(base),\"\(push.path)\",\(push.isDelivered ? 200 : 500)"
        }
        let rules = try Self.compare(form, lines, options, pushes: pushes, "seed \(Self.busySeed)")
        #expect(rules.isSuperset(of: ["repeated_fetch", "polling", "overload"]))
    }

    private static let busySeed: UInt64 = 1

    /// Scans the traffic as a format has it and as plain JSON has it, and gives the rules of what was found.
    @discardableResult
    private static func compare(
        _ form: LineForm, _ lines: [ModelLine], _ options: ModelOptions, pushes: [String]?, _ place: String
    ) throws -> Set<String> {
        let carried = lines.map(form.carried)
        // Starts are moved to the ends.
        let ends = carried.map { line in
            var line = line
            line.time += form.isStart ? line.duration ?? 0 : 0
            return line
        }
        let plain = try #require(LineForm.all.first { $0.name == "json" })
        let expected = try scan(
            plain.file(ends), options, try policy(options, login: "user", isStart: nil), threads: 1, pushes: pushes)
        let found = try scan(
            form.file(carried), options, try policy(options, login: form.login, isStart: nil), threads: 2,
            format: form.isNamed ? form.name : nil, pushes: pushes)
        #expect(found.findings.map(\.modelText) == expected.findings.map(\.modelText), "\(place)")
        #expect(found.findings.map(\.examples.count) == expected.findings.map(\.examples.count), "\(place)")
        #expect(!expected.findings.isEmpty, "\(place)")
        #expect(found.summary.problems == [])
        #expect(found.summary.lines == expected.summary.lines)
        #expect(found.summary.identified == expected.summary.identified)
        #expect((found.summary.stamps != nil) == form.isStart)
        return Set(expected.findings.map(\.rule.rawValue))
    }

    @Test("the policy's word on stamps holds against the format's, and moves nothing")
    func policyWord() throws {
        let (lines, options) = Self.traffic(4)
        let form = try #require(LineForm.all.first { $0.name == "azure-apim" })
        let plain = try #require(LineForm.all.first { $0.name == "json" })
        let carried = lines.map(form.carried)
        for isStart in [true, false] {
            let policy = try Self.policy(options, login: "user", isStart: isStart)
            let found = try Self.scan(carried.map { form.write(LineForm.Words(line: $0)) }, options, policy, threads: 1)
            let expected = try Self.scan(
                carried.map { plain.write(LineForm.Words(line: $0)) }, options, policy, threads: 1)
            #expect(found.findings.map(\.modelText) == expected.findings.map(\.modelText))
            let contradiction =
                "Stamps count as the end of requests by the policy's log_time, though those of azure-apim are the start."
            #expect(found.summary.stamps == (isStart ? nil : contradiction))
        }
    }

    @Test("files of two formats are put on one axis of time")
    func mixed() throws {
        let (lines, options) = Self.traffic(4)
        let forms = try ["caddy", "haproxy"].map { name in try #require(LineForm.all.first { $0.name == name }) }
        let plain = try #require(LineForm.all.first { $0.name == "json" })
        let carried = lines.map { line in
            var line = forms[1].carried(line)
            line.user = []
            return line
        }
        let folder = try LogFolder()
        var texts: [[String]] = [[], []]
        for (index, line) in carried.enumerated() {
            var written = line
            // HAProxy writes when a request began.
            if index % 2 == 1 { written.time -= line.duration ?? 0 }
            texts[index % 2].append(forms[index % 2].write(LineForm.Words(line: written)))
        }
        let files = try texts.enumerated().map { try folder.write($1, "\($0).log", .plain) }
        var policy = try Self.policy(options, login: "user", isStart: nil)
        policy.detection.key = [.address, .pathSegment(0)]
        var request = ScanRequest(inputs: files, policy: policy)
        (request.since, request.until) = (options.since, options.until)
        let found = try Scan(request).run().model
        let expected = try Self.scan(
            carried.map { plain.write(LineForm.Words(line: $0)) }, options, policy, threads: 1)
        #expect(found.findings.map(\.modelText) == expected.findings.map(\.modelText))
        #expect(!found.findings.isEmpty)
        #expect(
            found.summary.stamps
                == "Stamps of haproxy are the start of requests and were moved to their end by the request time; log_time in "
                + "the policy leaves them as they are.")
    }
}
