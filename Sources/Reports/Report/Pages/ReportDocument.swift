internal import Cases

/// A report in words, before it takes a form: what HTML, Markdown and plain text have in common.
///
/// All text in it is plain; each form escapes it for itself.
struct ReportDocument {
    var language: LetterLanguage
    var title: String
    /// The period, its zone, and whose page it is.
    var subtitle: String
    var sections: [ReportSection] = []
}

/// A heading, and what stands under it.
struct ReportSection {
    /// The name in links, of letters, digits and hyphens.
    var id: String
    var title: String
    /// 2 or 3.
    var level = 2
    var parts: [ReportPart] = []
}

/// One thing that a report shows.
enum ReportPart {
    case paragraph(String)
    /// Small print.
    case note(String)
    case list([String])
    /// The large figures at the top.
    case facts([ReportFact])
    case table(ReportTable)
    case chart(ReportChart)
    /// Lines that are shown as they are.
    case code([String])
    /// Parts that most readers skip, under a sentence.
    case folded(String, [ReportPart])
}

/// A large figure.
struct ReportFact {
    var label: String
    var value: String
    var note = ""
}

/// A table.
struct ReportTable {
    struct Column {
        var title: String
        var isNumber = false
        /// Left out where there is no room for it.
        var isExtra = false
    }

    struct Cell {
        var text: String
        /// A small picture of figures, drawn where pictures can be.
        var line: [Int64] = []
        /// The section that it leads to.
        var link: String?

        init(_ text: String, line: [Int64] = [], link: String? = nil) {
            self.text = text
            self.line = line
            self.link = link
        }
    }

    var caption: String
    var columns: [Column]
    var rows: [[Cell]] = []
    /// What is not in it.
    var more = ""

    init(_ caption: String, _ columns: [Column]) {
        self.caption = caption
        self.columns = columns
    }

    mutating func add(_ cells: [String]) { rows.append(cells.map { Cell($0) }) }
}

extension ReportTable.Column {
    static func text(_ title: String) -> Self { Self(title: title) }
    static func number(_ title: String) -> Self { Self(title: title, isNumber: true) }
    /// Left out where there is no room.
    var extra: Self {
        var column = self
        column.isExtra = true
        return column
    }
}
