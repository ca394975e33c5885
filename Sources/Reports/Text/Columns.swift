/// Widths of text on a terminal, in columns.
enum Columns {
    /// What stands between words that belong on one line, `14 872 bytes`; it is shown as a space.
    static let glue: Character = "\u{A0}"

    static func width(_ text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    /// Marks take none, East Asian wide letters (Unicode annex 11) and pictures two. Where a terminal disagrees, the
    /// sum is rather too large.
    static func width(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        if DisplayText.isCombining(scalar) { return 0 }
        return isWide(scalar.value) || scalar.properties.isEmojiPresentation ? 2 : 1
    }

    /// At most `columns` wide, with `…` in place of the middle where it is longer.
    static func shortened(_ text: String, to columns: Int) -> String {
        guard width(text) > columns else { return text }
        guard columns > 1 else { return columns == 1 ? "…" : "" }
        let tail = (columns - 1) / 2
        let head = prefix(text.unicodeScalars, columns: columns - 1 - tail)
        let end = prefix(text.unicodeScalars.reversed(), columns: tail).reversed()
        var result = String.UnicodeScalarView(head)
        result.append("…")
        result.append(contentsOf: end)
        return String(result)
    }

    /// Fills up with spaces to `columns`; `trailing` puts them in front.
    static func padded(_ text: String, to columns: Int, trailing: Bool = false) -> String {
        let spaces = String(repeating: " ", count: max(0, columns - width(text)))
        return trailing ? spaces + text : text + spaces
    }

    private static func prefix(_ scalars: some Sequence<Unicode.Scalar>, columns: Int) -> [Unicode.Scalar] {
        var rest = columns
        return Array(
            scalars.prefix { scalar in
                rest -= width(scalar)
                return rest >= 0
            })
    }

    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}

extension String {
    /// Kept on one line when text is wrapped.
    var glued: String { String(map { $0 == " " ? Columns.glue : $0 }) }
}
