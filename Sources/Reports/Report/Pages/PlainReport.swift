/// A report as plain text of 80 columns.
enum PlainReport {
    static let width = 80

    static func write(_ document: ReportDocument, to sink: (Span<UInt8>) throws -> Void) rethrows {
        var writer = PieceWriter()
        line(document.title, to: &writer)
        line(document.subtitle, to: &writer)
        for section in document.sections {
            if !section.title.isEmpty {
                writer.append("\n")
                let rule = section.level == 2 ? "=" : "-"
                let titles = Wrapping.lines(safe(section.title), width: width)
                for title in titles { writer.append(title + "\n") }
                let columns = min(width, titles.map { Columns.width($0) }.max() ?? 0)
                writer.append(String(repeating: rule, count: columns) + "\n")
            }
            for part in section.parts { write(part, to: &writer) }
            try writer.flush(to: sink)
        }
        try writer.flush(to: sink, always: true)
    }

    private static func safe(_ text: String) -> String {
        // The space at which no line breaks stays one.
        text.split(separator: Columns.glue, omittingEmptySubsequences: false).map { DisplayText.safe(String($0)) }
            .joined(separator: String(Columns.glue))
    }

    private static func line(_ text: String, indent: Int = 0, hanging: Int? = nil, to writer: inout PieceWriter) {
        for line in Wrapping.lines(safe(text), width: width, indent: indent, hanging: hanging) {
            writer.append(line + "\n")
        }
    }

    private static func write(_ part: ReportPart, to writer: inout PieceWriter) {
        writer.append("\n")
        switch part {
        case .paragraph(let text), .note(let text): line(text, to: &writer)
        case .list(let items):
            for item in items { line("- \(item)", hanging: 2, to: &writer) }
        case .facts(let facts):
            let label = facts.map { Columns.width($0.label) }.max() ?? 0
            for fact in facts {
                let head = Columns.padded(safe(fact.label), to: label).map { $0 == " " ? Columns.glue : $0 }
                line(
                    "\(String(head))\(Columns.glue)\(Columns.glue)\(fact.value.glued) (\(fact.note))",
                    hanging: label + 2, to: &writer)
            }
        case .table(let table): PlainTable(table, width: width).write(to: &writer)
        case .chart(let chart): line(chart.sentence, to: &writer)
        case .code(let lines):
            for text in lines { writer.append("    \(DisplayText.safe(text))\n") }
        case .folded(let title, let parts):
            line("\(title):", to: &writer)
            for part in parts { write(part, to: &writer) }
        }
    }
}

/// A table of plain text: columns that there is no room for are left out, long texts are broken into lines.
struct PlainTable {
    private let table: ReportTable
    private let width: Int
    private var columns: [Int]
    private var widths: [Int] = []

    init(_ table: ReportTable, width: Int) {
        self.table = table
        self.width = width
        columns = table.columns.indices.filter { place in
            table.rows.contains { !Self.text($0[place]).isEmpty }
        }
        while true {
            measure()
            if widths.reduce(0, +) + 2 * max(0, columns.count - 1) <= width { break }
            guard let extra = columns.last(where: { table.columns[$0].isExtra }) else {
                squeeze()
                break
            }
            columns.removeAll { $0 == extra }
        }
    }

    private static func text(_ cell: ReportTable.Cell) -> String {
        DisplayText.safe(String(cell.text.map { $0 == Columns.glue ? " " : $0 }))
    }

    private mutating func measure() {
        widths = columns.map { place in
            let cells = table.rows.map { Columns.width(Self.text($0[place])) }.max() ?? 0
            let title = table.columns[place].title.split(separator: " ").map { Columns.width($0) }.max() ?? 0
            return max(cells, min(title, 14), 1)
        }
    }

    /// Takes room from the widest texts.
    private mutating func squeeze() {
        var over = widths.reduce(0, +) + 2 * max(0, columns.count - 1) - width
        while over > 0 {
            let texts = widths.indices.filter { !table.columns[columns[$0]].isNumber && widths[$0] > 12 }
            guard
                let widest = texts.max(by: { widths[$0] < widths[$1] })
                    ?? widths.indices.max(by: { widths[$0] < widths[$1] }),
                widths[widest] > 4
            else { return }
            widths[widest] -= 1
            over -= 1
        }
    }

    func write(to writer: inout PieceWriter) {
        guard !columns.isEmpty else { return }
        for line in Wrapping.lines(DisplayText.safe(table.caption) + ":", width: width) { writer.append(line + "\n") }
        write(columns.map { table.columns[$0].title.replacing("\u{A0}", with: " ") }, to: &writer)
        writer.append(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ") + "\n")
        for row in table.rows { write(columns.map { Self.text(row[$0]) }, to: &writer) }
        if !table.more.isEmpty {
            for line in Wrapping.lines(table.more, width: width) { writer.append(line + "\n") }
        }
    }

    private func write(_ cells: [String], to writer: inout PieceWriter) {
        let lines = zip(cells, widths).map { broken($0, $1) }
        for place in 0..<(lines.map(\.count).max() ?? 0) {
            var line = ""
            for (index, text) in lines.enumerated() {
                let text = place < text.count ? text[place] : ""
                let isNumber = table.columns[columns[index]].isNumber
                line += (index > 0 ? "  " : "") + Columns.padded(text, to: widths[index], trailing: isNumber)
            }
            while line.last == " " { line.removeLast() }
            writer.append(line + "\n")
        }
    }

    /// Lines of at most so many columns; words that are longer are cut, so that nothing is lost.
    private func broken(_ text: String, _ width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            var word = String(word)
            let room = Columns.width(line) + (line.isEmpty ? 0 : 1)
            if room + Columns.width(word) <= width {
                line += (line.isEmpty ? "" : " ") + word
                continue
            }
            if !line.isEmpty { lines.append(line) }
            while Columns.width(word) > width {
                var head = ""
                while let next = word.first, Columns.width(head) + Columns.width(String(next)) <= width || head.isEmpty
                {
                    head.append(next)
                    word.removeFirst()
                }
                lines.append(head)
            }
            line = word
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
