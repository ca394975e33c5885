/// A picture, before it is drawn: a title, a sentence that says what it shows, and its figures.
struct ReportChart {
    enum Kind {
        /// Two layers over time, the second part of the first.
        case layers(all: [Int64], part: [Int64], ticks: [Tick])
        /// Bars over days against a limit, with marks at days.
        case days(values: [Int64?], limit: Int64, ticks: [Tick], marks: [Mark])
        /// 168 figures, Monday 00 first.
        case week([Int64], days: [String])
        /// Instants on a line, milliseconds after the first, and the beat between them.
        case beat([Int64], labels: [String])
        /// Rows with a bar each; the whole is what the full width stands for.
        case bars([Bar], whole: Int64, limit: Int64?)
    }

    /// A label under a place.
    struct Tick {
        var place: Int
        var label: String
    }

    /// Something that happened on a day.
    struct Mark {
        enum Shape {
            case letter, deadline
        }
        var place: Int
        var label: String
        var shape: Shape
    }

    /// One bar.
    struct Bar {
        var label: String
        var value: Int64
        var text: String
        /// Whether it is above what is allowed.
        var isOver = false
    }

    var title: String
    /// What it shows, for whoever does not see it.
    var sentence: String
    /// What the layers, the shapes and the limit stand for, in the order of drawing.
    var legend: [String] = []
    /// What the vertical axis counts.
    var unit = ""
    /// Texts of the vertical axis for a figure.
    var scale: @Sendable (Int64) -> String = { String($0) }
    var kind: Kind
}
