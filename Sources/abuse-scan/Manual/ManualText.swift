/// Lines in the language of manual pages (mdoc), plain ASCII, whatever the text holds.
struct ManualText {
    private(set) var lines: [String] = []

    /// A macro with its arguments, which must be safe.
    mutating func macro(_ line: String) { lines.append("." + line) }

    /// Running text: each sentence begins a line, no line is long.
    mutating func prose(_ text: String) {
        var line = ""
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let word = Self.safe(String(word))
            let isSentence = line.last.map { ".:;?!".contains($0) } ?? false
            if !line.isEmpty, line.utf8.count + 1 + word.utf8.count > 78 || isSentence {
                lines.append(Self.guarded(line))
                line = ""
            }
            line += line.isEmpty ? word : " " + word
        }
        if !line.isEmpty { lines.append(Self.guarded(line)) }
    }

    /// Lines that stay as they are.
    mutating func literal(_ text: String) {
        macro("Bd -literal -offset indent -compact")
        lines += text.split(separator: "\n", omittingEmptySubsequences: false).map {
            Self.guarded(Self.safe(String($0)))
        }
        macro("Ed")
    }

    /// A word as an argument of a macro.
    static func argument(_ text: String) -> String {
        let text = safe(text)
        // A short word with a capital might be the name of a macro.
        let isMacro = text.utf8.count <= 3 && text.first?.isUppercase == true
        return text.contains(" ")
            ? "\"\(text)\"" : isMacro || ",.;:()[]?!".contains(text.first ?? "a") ? "\\&" + text : text
    }

    /// A text without anything that the language would read.
    static func safe(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "\"": result += "\\(dq"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            default:
                if scalar.isASCII {
                    result.unicodeScalars.append(scalar)
                } else {
                    let digits = String(scalar.value, radix: 16, uppercase: true)
                    result += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
                }
            }
        }
        return result
    }

    /// A line that begins like a macro is none.
    private static func guarded(_ line: String) -> String { line.hasPrefix(".") ? "\\&" + line : line }

    /// The whole page.
    var text: String { lines.map { $0 + "\n" }.joined() }
}
