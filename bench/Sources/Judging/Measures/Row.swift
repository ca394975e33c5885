/// One row of the judge's table.
public struct Row: Sendable {
    /// What is measured.
    public var measure: String
    /// What must be reached.
    public var target: String
    /// What was.
    public var measured: String
    /// Whether it was reached; `nil` for figures without a target.
    public var passes: Bool?
    /// Cases that explain a miss.
    public var exceptions: [String] = []

    /// The table, and below it what explains each miss.
    public static func table(_ rows: [Row]) -> String {
        let heads = ["measure", "target", "measured", ""]
        let lines = rows.map { [$0.measure, $0.target, $0.measured, $0.passes.map { $0 ? "pass" : "FAIL" } ?? "-"] }
        let widths = heads.indices.map { column in ([heads] + lines).map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
            return "| " + padded.joined(separator: " | ") + " |\n"
        }
        var text = line(heads) + line(widths.map { String(repeating: "-", count: $0) })
        text += lines.map(line).joined()
        for row in rows where row.passes == false && !row.exceptions.isEmpty {
            text += "\n\(row.measure):\n" + row.exceptions.prefix(12).map { "  \($0)\n" }.joined()
            if row.exceptions.count > 12 { text += "  and \(row.exceptions.count - 12) more\n" }
        }
        return text
    }
}
