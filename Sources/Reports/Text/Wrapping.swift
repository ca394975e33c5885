/// Breaks sentences into lines.
enum Wrapping {
    /// Lines of at most `width` columns; the first is indented by `indent`, the others by `hanging`. A word that is
    /// longer than a line loses its middle.
    static func lines(_ text: String, width: Int, indent: Int = 0, hanging: Int? = nil) -> [String] {
        let hanging = hanging ?? indent
        var lines: [String] = []
        var line = String(repeating: " ", count: indent)
        var column = indent
        var isEmpty = true
        for word in text.split(separator: " ") {
            var word = Columns.shortened(String(word), to: width - max(indent, hanging))
            let columns = Columns.width(word)
            if !isEmpty, column + 1 + columns > width {
                lines.append(line)
                line = String(repeating: " ", count: hanging)
                column = hanging
                isEmpty = true
            }
            word = String(word.map { $0 == Columns.glue ? " " : $0 })
            line += isEmpty ? word : " " + word
            column += columns + (isEmpty ? 0 : 1)
            isEmpty = false
        }
        return isEmpty ? lines : lines + [line]
    }
}
