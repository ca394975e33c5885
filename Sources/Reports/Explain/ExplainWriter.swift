public import Detection

/// Writes an explanation, for people or for programs.
public struct ExplainWriter: Sendable {
    /// What comes out; explanations know text and JSON.
    public let format: ReportFormat
    /// How it is shown.
    public let options: ReportOptions

    /// Makes a writer.
    public init(format: ReportFormat, options: ReportOptions = .standard) {
        self.format = format
        self.options = options
    }

    /// The explanation as UTF-8.
    public func bytes(_ explanation: Explanation) -> [UInt8] {
        guard format == .text else {
            var json = JSONText()
            json.append(explanation, showIP: options.showIP)
            json.endDocument()
            return json.bytes
        }
        return Self.bytes(ExplainText(explanation, options).lines())
    }

    /// What a rule says of itself, without any log.
    public func bytes(_ rule: RuleName) -> [UInt8] {
        guard format == .text else {
            var json = JSONText()
            json.object { json in
                json.field("schema_version", 1)
                json.field("rule", rule.rawValue)
                json.append(rule.text)
            }
            json.endDocument()
            return json.bytes
        }
        let model = ReportModel(
            findings: [], keys: [], summary: RunSummary(), partners: [:], routes: [:], inputs: [])
        let report = TextReport(model: model, options: options)
        let paragraphs = ExplainText.paragraphs(rule.text).flatMap { report.wrapped($0, indent: 2) }
        return Self.bytes([rule.rawValue] + paragraphs)
    }

    static func bytes(_ lines: [String]) -> [UInt8] { lines.flatMap { Array(($0 + "\n").utf8) } }
}
