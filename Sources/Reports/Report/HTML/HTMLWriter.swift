/// Writes HTML: what is not a literal of this program is always escaped.
///
/// Names of elements and attributes, and text that stands as it is, are `StaticString`s, which no log can make; values of
/// attributes and text are escaped for where they stand. There is no way to write a link to anywhere but this page, a
/// script or a style of an element.
struct HTMLWriter {
    private(set) var bytes: [UInt8] = []
    private var isOpening = false

    /// Forgets what was handed on.
    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Text of this program, as it stands.
    mutating func literal(_ text: StaticString) {
        endOfTag()
        append(text)
    }

    /// Begins an element; attributes may follow.
    mutating func open(_ element: StaticString) {
        endOfTag()
        bytes.append(UInt8(ascii: "<"))
        append(element)
        isOpening = true
    }

    /// Adds an attribute to the element just begun.
    mutating func attribute(_ name: StaticString, _ value: String) {
        guard isOpening else { return }
        bytes.append(UInt8(ascii: " "))
        append(name)
        bytes += "=\"".utf8
        escape(value)
        bytes.append(UInt8(ascii: "\""))
    }

    /// A link inside this page: letters, digits and hyphens of its name are kept.
    mutating func link(to section: String) {
        attribute("href", "#" + section.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    }

    /// Text, escaped.
    mutating func text(_ text: String) {
        endOfTag()
        escape(text)
    }

    mutating func close(_ element: StaticString) {
        endOfTag()
        bytes += "</".utf8
        append(element)
        bytes.append(UInt8(ascii: ">"))
    }

    /// An element that holds only text.
    mutating func element(_ name: StaticString, _ content: String, class style: StaticString? = nil) {
        open(name)
        if let style { attribute("class", "\(style)") }
        text(content)
        close(name)
    }

    private mutating func endOfTag() {
        guard isOpening else { return }
        bytes.append(UInt8(ascii: ">"))
        isOpening = false
    }

    private mutating func append(_ text: StaticString) { bytes += "\(text)".utf8 }

    /// Escapes for text and for values in double quotes alike; what steers or reorders becomes visible.
    private mutating func escape(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": bytes += "&amp;".utf8
            case "<": bytes += "&lt;".utf8
            case ">": bytes += "&gt;".utf8
            case "\"": bytes += "&quot;".utf8
            case "'": bytes += "&#39;".utf8
            case _ where DisplayText.isUnsafe(scalar): bytes += DisplayText.safe(String(scalar)).utf8
            default: bytes += String(scalar).utf8
            }
        }
    }
}
