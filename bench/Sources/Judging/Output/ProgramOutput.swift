import Foundation
import Workloads

/// What a run of the program printed on a workload.
public struct ProgramOutput: Sendable {
    /// Findings and observations.
    public var findings: [SeenFinding]
    /// The score of each local date of each key, if the program prints them.
    public var dayScores: [KeyName: [String: Int]]?
    /// The rules that the program knows.
    public var rules: Set<String>
    /// Lines counted as late after all, and what else the summary says.
    public var lines: Int

    /// Reads the document of `--format json`.
    ///
    /// - Throws: ``JudgeError`` if it is none.
    public init(json: Data, rules: Set<String>) throws {
        guard let document = try? JSONSerialization.jsonObject(with: json) as? [String: Any],
            let list = document["findings"] as? [[String: Any]]
        else { throw JudgeError("the program's output is no JSON document with findings; does `--format json` work?") }
        findings = list.compactMap(SeenFinding.init)
        self.rules = rules.union(findings.map(\.rule))
        lines = (document["summary"] as? [String: Any])?["lines"] as? Int ?? 0
        dayScores = Self.scores(document["keys"] as? [[String: Any]] ?? [])
    }

    private static func scores(_ keys: [[String: Any]]) -> [KeyName: [String: Int]]? {
        guard keys.contains(where: { $0["days"] is [[String: Any]] }) else { return nil }
        var scores: [KeyName: [String: Int]] = [:]
        for key in keys {
            let name = key["key"] as? [String: Any] ?? [:]
            let days = (key["days"] as? [[String: Any]] ?? []).compactMap { day -> (String, Int)? in
                guard let date = day["date"] as? String, let score = day["score"] as? Int else { return nil }
                return (date, score)
            }
            scores[KeyName(name["login"] as? String, name["installation"] as? String)] =
                Dictionary(days, uniquingKeysWith: max)
        }
        return scores
    }
}

/// Why the judge cannot do its work: the place, the fact, the way out.
public struct JudgeError: Error, CustomStringConvertible {
    /// The whole sentence.
    public let description: String

    /// An error with this sentence.
    public init(_ text: String) { description = text }
}
