/// A report as CommonMark with tables of GitHub's kind.
enum MarkdownReport {
    static func write(_ document: ReportDocument, to sink: (Span<UInt8>) throws -> Void) rethrows {
        var writer = PieceWriter()
        writer.append("# \(escaped(document.title))\n\n\(escaped(document.subtitle))\n")
        for section in document.sections {
            if !section.title.isEmpty {
                writer.append("\n\(String(repeating: "#", count: section.level)) \(escaped(section.title))\n")
            }
            for part in section.parts { write(part, to: &writer) }
            try writer.flush(to: sink)
        }
        try writer.flush(to: sink, always: true)
    }

    private static func write(_ part: ReportPart, to writer: inout PieceWriter) {
        switch part {
        case .paragraph(let text), .note(let text): writer.append("\n\(escaped(text))\n")
        case .list(let items): writer.append("\n" + items.map { "- \(escaped($0))\n" }.joined())
        case .facts(let facts):
            let items = facts.map { "- \(escaped($0.label)): **\(escaped($0.value))** (\(escaped($0.note)))\n" }
            writer.append("\n" + items.joined())
        case .table(let table): write(table, to: &writer)
        case .chart(let chart): writer.append("\n\(escaped(chart.sentence))\n")
        case .code(let lines): writer.append("\n" + lines.map { "    \($0)\n" }.joined())
        case .folded(let title, let parts):
            writer.append("\n**\(escaped(title))**\n")
            for part in parts { write(part, to: &writer) }
        }
    }

    private static func write(_ table: ReportTable, to writer: inout PieceWriter) {
        let columns = table.columns.indices.filter { place in
            table.rows.contains { $0.indices.contains(place) && $0[place].line.isEmpty && !$0[place].text.isEmpty }
        }
        guard !columns.isEmpty else { return }
        writer.append("\n\(escaped(table.caption))\n\n")
        func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
        writer.append(row(columns.map { escaped(table.columns[$0].title) }))
        writer.append(row(columns.map { table.columns[$0].isNumber ? "---:" : ":---" }))
        for cells in table.rows { writer.append(row(columns.map { escaped(cells[$0].text) })) }
        if !table.more.isEmpty { writer.append("\n\(escaped(table.more))\n") }
    }

    /// Everything that Markdown or the HTML inside it could take for its own is escaped.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in DisplayText.safe(text).unicodeScalars {
            switch character {
            case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "#", "|", "~", "!", "&", "$":
                result += "\\"
                result.unicodeScalars.append(character)
            // A scheme or a host would become a link by itself.
            case ":": result += "&#58;"
            case "@": result += "&#64;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result.hasPrefix("-") || result.hasPrefix("+") || result.hasPrefix("=") ? "\\" + result : result
    }
}
