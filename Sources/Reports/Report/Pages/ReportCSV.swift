internal import Cases

/// Tables of a report as CSV (RFC 4180): CRLF, a header line, a comma between; every text that a spreadsheet would take for a
/// formula begins with an apostrophe.
public enum ReportCSV {
    /// The tables.
    public enum Table: String, Sendable, CaseIterable {
        case keys, findings, cases, letters, routes, volume, quotas, load, inputs
        case serviceLevel = "service-level"
    }

    /// Writes one table.
    static func write(_ table: Table, of report: PeriodReport, to sink: (Span<UInt8>) throws -> Void) rethrows {
        var writer = PieceWriter()
        let (head, rows) = content(table, report)
        writer.append(line(head.map(Value.text)))
        for row in rows {
            writer.append(line(row))
            try writer.flush(to: sink)
        }
        try writer.flush(to: sink, always: true)
    }

    /// One field.
    enum Value {
        case text(String?)
        case number(Int64?)
        case time(Int64?)
        case flag(Bool)
    }

    private static func line(_ values: [Value]) -> String { values.map(field).joined(separator: ",") + "\r\n" }

    static func field(_ value: Value) -> String {
        switch value {
        case .number(let number): number.map(String.init) ?? ""
        case .time(let time): time.map { CivilTime(milliseconds: $0).rfc3339 } ?? ""
        case .flag(let flag): flag ? "true" : "false"
        case .text(let text): text.map(quoted) ?? ""
        }
    }

    private static func quoted(_ text: String) -> String {
        var text = DisplayText.safe(text)
        if let first = text.first(where: { $0 != " " }), "=+-@|%\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".contains(first) {
            text = "'" + text
        }
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0 == "'" || $0 == ";" || $0 == " " }) else {
            return text
        }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private static func content(_ table: Table, _ report: PeriodReport) -> (head: [String], rows: [[Value]]) {
        switch table {
        case .keys: keys(report)
        case .findings: findings(report)
        case .cases: cases(report)
        case .letters: letters(report)
        case .routes: routes(report)
        case .serviceLevel: serviceLevel(report)
        case .volume: volume(report)
        case .quotas: quotas(report)
        case .load: load(report)
        case .inputs: inputs(report)
        }
    }
}
