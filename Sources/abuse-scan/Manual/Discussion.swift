/// What the help of a command says beyond its options: commands to try, and sentences.
struct Discussion {
    /// A command to try, and what it does.
    struct Example {
        /// One line or, after a pipe, several.
        var command: String
        var note: String
    }

    /// The examples, in their order.
    private(set) var examples: [Example] = []
    /// The rest, as running text.
    private(set) var sentences = ""

    /// Takes the text apart: a line that calls the program is an example, what follows it after three spaces its note.
    init(_ text: String?) {
        var isOpen = false
        for line in (text ?? "").split(separator: "\n") {
            let line = String(line)
            if isOpen, !examples.isEmpty {
                examples[examples.count - 1].command += "\n" + line
            } else if line.hasPrefix("abuse-scan ") || line.contains("| abuse-scan") {
                examples.append(Self.example(line))
            } else {
                sentences += (sentences.isEmpty ? "" : " ") + line
                continue
            }
            isOpen = line.hasSuffix("|") || line.hasSuffix("\\")
        }
    }

    private static func example(_ line: String) -> Example {
        guard let gap = line.firstRange(of: "   ") else { return Example(command: line, note: "") }
        let note = line[gap.upperBound...].drop { $0 == " " }
        return Example(command: String(line[..<gap.lowerBound]), note: String(note))
    }
}
