internal import Cases

/// A report as one HTML file: no script, no outside request, pictures as SVG inside it.
struct HTMLReport {
    private let document: ReportDocument
    private let texts: ReportTexts
    private var html = HTMLWriter()
    private var charts = 0

    init(_ document: ReportDocument, _ texts: ReportTexts) {
        self.document = document
        self.texts = texts
    }

    /// Writes it in pieces.
    consuming func write(to sink: (Span<UInt8>) throws -> Void) rethrows {
        head()
        for section in document.sections {
            write(section)
            if html.bytes.count >= ReportWriter.pieceSize {
                try sink(html.bytes.span)
                html.removeAll()
            }
        }
        html.literal("</main>\n<footer>")
        html.element("p", texts("footer"))
        html.literal("</footer>\n</body>\n</html>\n")
        try sink(html.bytes.span)
    }

    private mutating func head() {
        html.literal("<!DOCTYPE html>\n")
        html.open("html")
        html.attribute("lang", document.language.rawValue)
        html.literal("\n<head>\n<meta charset=\"utf-8\">\n")
        html.open("meta")
        html.attribute("http-equiv", "Content-Security-Policy")
        html.attribute(
            "content", "default-src 'none'; style-src '\(HTMLStyle.digest)'; base-uri 'none'; form-action 'none'")
        html.literal("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        html.literal("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n")
        html.element("title", "\(document.title), \(document.subtitle)")
        html.literal("\n<style>")
        html.literal(HTMLStyle.sheet)
        html.literal("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">")
        html.text(texts("skip"))
        html.literal("</a>\n<header>")
        html.element("h1", document.title)
        html.element("p", document.subtitle)
        html.literal("</header>\n")
        contents()
        html.literal("<main id=\"main\">\n")
    }

    private mutating func contents() {
        html.open("nav")
        html.attribute("aria-label", texts("contents"))
        html.literal("<ul>")
        for section in document.sections where section.level == 2 && !section.title.isEmpty {
            html.literal("<li>")
            html.open("a")
            html.link(to: section.id)
            html.text(section.title)
            html.literal("</a></li>")
        }
        html.literal("</ul>")
        html.close("nav")
    }

    private mutating func write(_ section: ReportSection) {
        html.open("section")
        html.attribute("id", section.id)
        if !section.title.isEmpty {
            html.attribute("aria-labelledby", section.id + "-title")
            if section.level == 2 { html.open("h2") } else { html.open("h3") }
            html.attribute("id", section.id + "-title")
            html.text(section.title)
            if section.level == 2 { html.close("h2") } else { html.close("h3") }
        } else {
            html.attribute("class", "lead")
        }
        for part in section.parts { write(part, in: section) }
        html.close("section")
        html.literal("\n")
    }

    private mutating func write(_ part: ReportPart, in section: ReportSection) {
        switch part {
        case .paragraph(let text): html.element("p", text)
        case .note(let text): html.element("p", text, class: "note")
        case .list(let items):
            html.open("ul")
            if section.id == "tasks" { html.attribute("class", "tasks") }
            for item in items { html.element("li", item) }
            html.close("ul")
        case .facts(let facts): write(facts)
        case .table(let table): write(table)
        case .chart(let chart): write(chart)
        case .code(let lines): html.element("pre", lines.joined(separator: "\n"))
        case .folded(let title, let parts):
            html.literal("<details>")
            html.element("summary", title)
            for part in parts { write(part, in: section) }
            html.close("details")
        }
    }

    private mutating func write(_ facts: [ReportFact]) {
        html.literal("<dl class=\"facts\">")
        for fact in facts {
            html.literal("<div>")
            html.element("dt", fact.label)
            html.element("dd", fact.value, class: "value")
            html.element("dd", fact.note, class: "small")
            html.literal("</div>")
        }
        html.close("dl")
    }

    private mutating func write(_ table: ReportTable) {
        // The words of a caption name the region that may have to be scrolled.
        html.open("div")
        html.attribute("class", "scroll")
        html.attribute("role", "region")
        html.attribute("tabindex", "0")
        html.attribute("aria-label", table.caption)
        html.literal("<table>")
        html.element("caption", table.caption)
        html.literal("<thead><tr>")
        for column in table.columns {
            html.open("th")
            html.attribute("scope", "col")
            if column.isNumber { html.attribute("class", "number") }
            html.text(column.title)
            html.close("th")
        }
        html.literal("</tr></thead><tbody>\n")
        for row in table.rows { write(row, table.columns) }
        html.literal("</tbody></table></div>")
        if !table.more.isEmpty { html.element("p", table.more, class: "note") }
    }

    private mutating func write(_ row: [ReportTable.Cell], _ columns: [ReportTable.Column]) {
        html.literal("<tr>")
        for (place, cell) in row.enumerated() {
            if place == 0 { html.open("th") } else { html.open("td") }
            if place == 0 { html.attribute("scope", "row") }
            if columns[place].isNumber {
                html.attribute("class", "number")
            } else if cell.text.utf8.count > 24 {
                html.attribute("class", "wide")
            }
            write(cell)
            if place == 0 { html.close("th") } else { html.close("td") }
        }
        html.literal("</tr>\n")
    }

    private mutating func write(_ cell: ReportTable.Cell) {
        if let link = cell.link {
            html.open("a")
            html.link(to: link)
            html.text(cell.text)
            html.close("a")
        } else {
            html.text(cell.text)
        }
        if cell.line.contains(where: { $0 > 0 }) { draw { $0.spark(cell.line) } }
    }

    /// Lends the writer to a drawing.
    private mutating func draw(_ body: (inout SVGDrawing) -> Void) {
        var drawing = SVGDrawing(html)
        html = HTMLWriter()
        body(&drawing)
        html = drawing.canvas.html
    }

    private mutating func write(_ chart: ReportChart) {
        charts += 1
        html.literal("<figure>")
        html.open("div")
        html.attribute("class", "chart")
        html.attribute("role", "region")
        html.attribute("tabindex", "0")
        html.attribute("aria-label", chart.title)
        let number = charts
        draw { $0.draw(chart, number: number) }
        html.close("div")
        html.literal("<figcaption><b>")
        html.text(chart.title)
        html.literal("</b>")
        html.text(chart.sentence)
        html.literal("</figcaption></figure>")
    }
}
