/// Colour as an addition (ECMA-48, 8.3.117): without it the text is the same.
enum Style: String {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case red = "31"
    case yellow = "33"

    /// The text between the sequences that turn the style on and off.
    func applied(to text: String, color: Bool) -> String {
        color && self != .plain && !text.isEmpty ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}
