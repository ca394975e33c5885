/// The one place that makes text from logs safe to show: what would steer a terminal, reorder or hide text becomes a
/// visible escape.
public enum DisplayText {
    /// More marks than this on one letter are a stack that covers the lines around it.
    private static let marksPerLetter = 3

    /// The text with every unsafe scalar as `\u{202E}`: C0 and C1 controls, DEL, format characters (bidirectional
    /// marks, zero-width ones, tags), line and paragraph separators, marks without a letter.
    public static func safe(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return text }
        var result = ""
        var marks = marksPerLetter
        for scalar in text.unicodeScalars {
            let isMark = isCombining(scalar)
            marks = isMark ? marks + 1 : 0
            if isUnsafe(scalar) || isMark && marks > marksPerLetter {
                result += escape(scalar)
                marks = 0
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Whether a scalar must not reach a terminal as it is.
    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value < 0x20 }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// Whether a scalar is drawn on the letter before it.
    static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x300 else { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return true
        default: return false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
}
