import Ledger
import Reports

/// What `ledger inputs` shows.
extension LedgerText {
    /// For people: one line an input.
    static func text(_ inputs: [InputRecord]) -> String {
        guard !inputs.isEmpty else { return "Nothing was read yet.\n" }
        let rows = inputs.map { input in
            [
                String(input.ordinal), Figures.grouped(input.lines), span(input), input.state.rawValue,
                DisplayText.safe(input.name) + (input.removed.map { "  taken out by run \($0)" } ?? ""),
            ]
        }
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column < 2 ? space + cell.0 : cell.0 + space
            }
            return (cells + [row[4]]).joined(separator: "  ") + "\n"
        }.joined()
    }

    private static func span(_ input: InputRecord) -> String {
        guard let first = input.firstTime, let last = input.lastTime else { return "without stamps" }
        return "\(time(first)) to \(time(last))"
    }

    /// For programs.
    static func object(_ inputs: [InputRecord]) -> JSONObject {
        JSONObject([
            "inputs": .objects(
                inputs.map { input in
                    JSONObject([
                        "number": .number(Int64(input.ordinal)), "name": .string(input.name),
                        "lines": .number(input.lines), "first": .string(input.firstTime.map(time)),
                        "last": .string(input.lastTime.map(time)), "state": .string(input.state.rawValue),
                        "bytes": .number(input.bytes), "members": .number(Int64(input.members.count)),
                        "push_log": .flag(input.isPush), "taken_out_by_run": .number(input.removed),
                    ])
                })
        ])
    }
}
