internal import Detection

/// The state of the last run as a text file that Prometheus reads (text-based exposition format 0.0.4).
public enum Metrics {
    /// The text.
    ///
    /// - Parameters:
    ///   - model: what the run found.
    ///   - now: when it ended, seconds since 1970 UTC.
    ///   - version: the program's version.
    /// - Returns: lines that end with a newline.
    public static func text(_ model: ReportModel, now: Int64, version: String) -> String {
        let summary = model.summary
        var text = MetricText()
        text.family("abuse_scan_last_success_timestamp_seconds", "gauge", "When the last run ended without an error.")
        text.sample(now)
        text.family("abuse_scan_duration_seconds", "gauge", "Wall time of the last run.")
        text.sample(milliseconds: Int64(summary.elapsed * 1000))
        text.family("abuse_scan_lines", "gauge", "Lines of the last run by outcome.")
        let unreadable = summary.unreadable.reduce(0) { $0 + $1.lines }
        for (outcome, lines) in [
            ("identified", summary.identified), ("unidentified", summary.unidentified),
            ("out_of_period", summary.outOfPeriod), ("unreadable", unreadable), ("late", summary.late),
        ] { text.sample(lines, ["outcome": outcome]) }
        text.family(
            "abuse_scan_findings", "gauge", "Findings and observations of the last run by rule, open ones apart.")
        for rule in RuleName.allCases {
            for kind in [Finding.Kind.finding, .observation] {
                for isOpen in [true, false] {
                    let count = model.findings.count { finding in
                        finding.rule == rule && finding.kind == kind && finding.exempt == nil
                            && (finding.ended == nil) == isOpen
                    }
                    text.sample(
                        Int64(count),
                        ["rule": rule.rawValue, "type": kind.rawValue, "state": isOpen ? "open" : "ended"])
                }
            }
        }
        text.family("abuse_scan_keys", "gauge", "Keys with at least one line.")
        text.sample(Int64(summary.keys))
        text.family("abuse_scan_problems", "gauge", "Inputs that were left out or read in part.")
        text.sample(Int64(summary.problems.count))
        if let last = summary.lastTime {
            text.family("abuse_scan_last_line_timestamp_seconds", "gauge", "The stamp of the last line.")
            text.sample(milliseconds: last)
            text.family("abuse_scan_lag_seconds", "gauge", "From the stamp of the last line to the end of the run.")
            text.sample(milliseconds: max(0, now * 1000 - last))
        }
        text.family("abuse_scan_info", "gauge", "The program that ran.")
        text.sample(1, ["version": version, "profile": summary.profile])
        return text.text
    }
}

/// Writes families and samples.
private struct MetricText {
    var text = ""
    private var name: StaticString = ""

    mutating func family(_ name: StaticString, _ type: StaticString, _ help: StaticString) {
        self.name = name
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func sample(_ value: Int64, _ labels: KeyValuePairs<String, String> = [:]) {
        line("\(value)", labels)
    }

    /// A figure in seconds.
    mutating func sample(milliseconds: Int64) {
        let rest = milliseconds % 1000
        line("\(milliseconds / 1000).\(rest < 10 ? "00" : rest < 100 ? "0" : "")\(rest)", [:])
    }

    private mutating func line(_ value: String, _ labels: KeyValuePairs<String, String>) {
        let list = labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        text += "\(name)\(list.isEmpty ? "" : "{\(list)}") \(value)\n"
    }

    /// Backslashes, quotes and line ends of label values.
    private static func escaped(_ text: String) -> String {
        DisplayText.safe(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
}
