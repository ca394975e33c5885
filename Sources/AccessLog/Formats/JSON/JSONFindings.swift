/// A value of a JSON line, as far as it matters.
struct JSONValue {
    /// The text: a string without its quotes, decoded, or a number, `true` or `false` as it stands.
    var text = 0..<0
    /// The rank of the name it was found under; 255 if it was not found.
    var rank: UInt8 = 255

    var isFound: Bool { rank != 255 }
}

/// The values of one line by their role.
struct JSONFindings {
    private var values: InlineArray<21, JSONValue> = .init(repeating: JSONValue())

    /// Takes a value unless a better name was found; of the same name twice, the last one holds. An empty text gives way to
    /// any other.
    @inline(__always)
    mutating func take(_ text: Range<Int>, _ entry: JSONFieldTable.Entry) {
        let index = Int(entry.role.rawValue)
        let rank = text.isEmpty ? max(entry.rank, 253) : entry.rank
        guard entry.role != .custom, rank <= values[index].rank else { return }
        values[index] = JSONValue(text: text, rank: rank)
    }

    @inline(__always)
    subscript(role: JSONRole) -> JSONValue { values[Int(role.rawValue)] }

    /// The value's text, or `nil` if the line has none; `-` and an empty string count as none.
    @inline(__always)
    func text(_ role: JSONRole, _ bytes: Span<UInt8>) -> FieldRange {
        self[role].isFound ? FieldValues.text(bytes, self[role].text) : .none
    }

    /// The query to put behind the path; none where the path has one already.
    func query(_ bytes: Span<UInt8>) -> FieldRange {
        let path = self[.path].text
        let hasOwn = ByteSearch.first(UInt8(ascii: "?"), in: bytes, from: path.lowerBound, to: path.upperBound) != nil
        return hasOwn ? .none : text(.query, bytes)
    }
}
