/// Lines of a letter's text part.
enum LetterWrapping {
    /// The most columns of a line.
    static let width = 72

    /// Breaks every line that is too long at its spaces; the lines after the first keep its indentation, or hang under the
    /// text of a list's entry. Words longer than a line are cut. Glue becomes a plain space, trailing spaces go, and there is
    /// never more than one empty line.
    static func wrapped(_ text: String) -> String {
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let bare = line.prefix { $0 == " " }.count
            let hang = line.dropFirst(bare).hasPrefix("- ") ? bare + 2 : bare
            let words = line.dropFirst(bare).split(separator: " ", omittingEmptySubsequences: false)
            lines += filled(words.map(String.init), first: bare, rest: hang)
        }
        var result: [String] = []
        for line in lines where !(line.isEmpty && result.last?.isEmpty ?? true) { result.append(line) }
        while result.last?.isEmpty == true { result.removeLast() }
        return result.joined(separator: "\n") + "\n"
    }

    /// A label, and a value that hangs beside it.
    static func row(_ label: String, _ value: String, column: Int) -> String {
        let padding = String(repeating: " ", count: max(1, column - label.count))
        let words = value.split(separator: " ").map(String.init)
        var lines = filled(words, first: column, rest: column)
        guard !lines.isEmpty else { return label }
        guard label.count < column else { return label + "\n" + lines.joined(separator: "\n") }
        lines[0] = label + padding + lines[0].dropFirst(column)
        return lines.joined(separator: "\n")
    }

    /// A command, indented; lines that go on end with a backslash, so that it can be taken over as it stands.
    static func command(_ text: String) -> String {
        var lines = [""]
        for word in text.split(separator: " ") {
            let last = lines.count - 1
            if lines[last].isEmpty || lines[last].count + 1 + word.count <= width - 8 {
                lines[last] += (lines[last].isEmpty ? "" : " ") + word
            } else {
                lines.append(String(word))
            }
        }
        return lines.map { "    " + $0 }.joined(separator: " \\\n")
    }

    private static func filled(_ words: [String], first: Int, rest: Int) -> [String] {
        var lines: [String] = []
        var line = String(repeating: " ", count: first)
        var isEmpty = true
        for word in words.flatMap({ pieces($0, atMost: width - max(first, rest)) }) {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(ended(line))
                line = String(repeating: " ", count: rest)
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [ended(line)]
    }

    private static func pieces(_ word: String, atMost limit: Int) -> [String] {
        guard word.count > limit else { return [word] }
        var pieces: [String] = []
        var rest = word[...]
        while !rest.isEmpty {
            pieces.append(String(rest.prefix(limit)))
            rest = rest.dropFirst(limit)
        }
        return pieces
    }

    private static func ended(_ line: String) -> String {
        var text = line.replacing("\u{A0}", with: " ")
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }
}
