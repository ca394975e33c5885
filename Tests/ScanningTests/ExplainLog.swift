import Foundation
import Reports

@testable import Policy
@testable import Scanning

/// A log made line by line, and what `explain` says of it.
struct ExplainLog {
    /// 2026-03-02 00:02:17 UTC, where an hour of the rules begins (01:02 in Oslo).
    static let start: Int64 = 1_772_409_737

    private var lines: [(second: Int64, text: String)] = []

    /// Adds a request, so many seconds after ``start``.
    mutating func add(
        _ second: Int64, _ target: String, status: Int = 200, bytes: Int = 100, method: String = "GET",
        user: String = "alfa"
    ) {
        let time = Date(timeIntervalSince1970: TimeInterval(Self.start + second))
        let stamp = Self.stamps.string(from: time)
        lines.append(
            (
                second,
                "192.0.2.1 - \(user) [\(stamp)] \"\(method) \(target) HTTP/1.1\" \(status) \(bytes) \"-\" \"Sync/1\""
            ))
    }

    /// Makes the log reach from its start to so many hours later.
    mutating func reach(hours: Int64) {
        add(0, "/health", user: "-")
        add(hours * 3600, "/health", user: "-")
    }

    private static var stamps: DateFormatter {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "dd/MMM/yyyy:HH:mm:ss Z"
        return formatter
    }

    /// What is said.
    func explain(
        _ key: String = "alfa/MSDEMO", rule: String? = nil, day: String? = nil, policy: String = "",
        format: ReportFormat = .text
    ) throws -> String {
        let folder = try LogFolder()
        let sorted = lines.enumerated().sorted { ($0.element.second, $0.offset) < ($1.element.second, $1.offset) }
        let file = try folder.write(sorted.map(\.element.text), "a.log", .plain)
        var request = ScanRequest(inputs: [file], policy: try Policy(yaml: policy, fileName: "test.yaml"))
        request.threads = 1
        let outcome = try KeyExplanation(request, key: key, rule: rule, day: day).run()
        let options = ReportOptions(
            zoneName: "Europe/Oslo", localOffsetSeconds: try Scan.offsets(of: "Europe/Oslo"))
        return String(
            decoding: ExplainWriter(format: format, options: options).bytes(outcome.explanation), as: UTF8.self)
    }
}
