/// Makes one line of every record of a JSON document, in place: of `{"records":[…]}` in one line or many, of an array, and
/// of objects that are printed over several lines.
///
///     {"records": [        →                 what is around the records becomes blank,
///       {"a": 1},          →   {"a": 1}⏎     the comma behind a record a line feed,
///       {                  →   {  "a": 2 }   a line feed inside of a record blank
///         "a": 2 } ] }
///
/// No byte is added or taken away, so the record of that number is the line of that number.
struct JSONRecordSplitter {
    /// What the bytes at the cursor belong to.
    private enum Place {
        /// Between whole documents.
        case outside
        /// Before the `[` of `{"records":[`.
        case opening
        /// Between the records of a list.
        case list
        case record
        /// Behind the list, before the `}` of the document.
        case closing
    }

    private let hasWrapper: Bool
    private var place = Place.outside
    /// How many brackets of the record are open.
    private var depth = 0
    private var isInString = false
    /// Whether an odd number of backslashes stands right before the cursor.
    private var isEscaped = false
    /// Whether records lie in a list.
    private var isInList = false

    /// Looks at the first bytes of a file; `nil` if its lines are records already.
    init?(_ head: Span<UInt8>, count: Int) {
        var reader = JSONDocumentHead(head, count: count)
        guard let kind = reader.kind() else { return nil }
        hasWrapper = kind == .wrapper
    }

    /// Goes over the next bytes.
    mutating func split(_ bytes: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var cursor = range.lowerBound
        while cursor < range.upperBound {
            if isInString {
                cursor = skipString(bytes.span, cursor..<range.upperBound)
            } else {
                bytes[cursor] = take(bytes[cursor])
                cursor += 1
            }
        }
    }

    /// Steps to behind the string's end, or to the end of what is there.
    ///
    /// A raw line feed, which no string holds, ends a string that was cut.
    private mutating func skipString(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var cursor = range.lowerBound
        while cursor < range.upperBound {
            let byte = bytes[cursor]
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
                return cursor + 1
            }
            if byte == UInt8(ascii: "\n") {
                (isInString, isEscaped) = (false, false)
                return cursor
            }
            cursor += 1
        }
        return cursor
    }

    /// What becomes of a byte outside of strings.
    @inline(__always)
    private mutating func take(_ byte: UInt8) -> UInt8 {
        guard byte < 0x7F, JSONRecordSplitter.isStructure(byte) else { return place == .record ? byte : blank(byte) }
        switch place {
        case .record: return inRecord(byte)
        case .list: return inList(byte)
        default: return around(byte)
        }
    }

    /// Whether a byte is a quote, bracket, comma or line feed.
    @inline(__always)
    private static func isStructure(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x0A, 0x22, 0x2C, 0x5B, 0x5D, 0x7B, 0x7D: true
        default: false
        }
    }

    @inline(__always)
    private mutating func inRecord(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            depth -= 1
            if depth <= 0 { place = isInList ? .list : .outside }
        case UInt8(ascii: "\n"): return 0x20
        default: break
        }
        return byte
    }

    private mutating func inList(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: ","): return 0x0A
        case UInt8(ascii: "{"): return beginRecord(byte)
        case UInt8(ascii: "]"):
            isInList = false
            place = hasWrapper ? .closing : .outside
            return 0x20
        default: return blank(byte)
        }
    }

    private mutating func around(_ byte: UInt8) -> UInt8 {
        switch (place, byte) {
        case (.outside, UInt8(ascii: "{")):
            guard hasWrapper else { return beginRecord(byte) }
            place = .opening
        case (.outside, UInt8(ascii: "[")), (.opening, UInt8(ascii: "[")):
            isInList = true
            place = .list
        case (.closing, UInt8(ascii: "}")): place = .outside
        case (.outside, 0x0A): return 0x0A
        default: return blank(byte)
        }
        return 0x20
    }

    private mutating func beginRecord(_ byte: UInt8) -> UInt8 {
        place = .record
        depth = 1
        return byte
    }

    /// What stands around records becomes blank, but for what does not belong there: that stays, to be counted as unreadable.
    private func blank(_ byte: UInt8) -> UInt8 {
        let isExpected = place == .opening || byte <= 0x20
        return isExpected ? 0x20 : byte
    }
}

/// Tells by its first bytes whether a file is a document of records.
struct JSONDocumentHead {
    enum Kind {
        /// `{"records":[`.
        case wrapper
        /// `[{`, or `{` at a line's end.
        case objects
    }

    private let bytes: [UInt8]
    private var cursor = 0

    init(_ head: Span<UInt8>, count: Int) {
        let start = ByteOrderMark.end(head, 0..<count)
        bytes = (start..<min(count, start + 4096)).map { head[$0] }
    }

    /// `nil` for everything else.
    mutating func kind() -> Kind? {
        if take("[") { return take("{") ? .objects : nil }
        guard take("{") else { return nil }
        if bytes[cursor...].first(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) == 0x0A, !isWrapper() {
            return .objects
        }
        return isWrapper() ? .wrapper : nil
    }

    private func isWrapper() -> Bool {
        var rest = self
        return rest.take("\"records\"") && rest.take(":") && rest.take("[")
    }

    /// Steps over blanks and a text, if it comes next.
    private mutating func take(_ text: StaticString) -> Bool {
        var next = cursor
        while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
        let end = next + text.utf8CodeUnitCount
        guard end <= bytes.count, (next..<end).spells(text, in: bytes.span) else { return false }
        cursor = end
        return true
    }
}
