internal import AccessLog

/// Finds the parts of the key in a record.
struct KeyExtractor: Sendable {
    /// Whether the first path segment is part of the key (and then not of the template).
    let namesInstallation: Bool
    /// Whether the login has two parts.
    var hasSecondLogin: Bool { logins.count > 1 }
    private let logins: [KeyPart]
    /// The names of the login's query parameters, part by part.
    private let parameters: [NameSet]

    init(_ parts: [KeyPart]) {
        namesInstallation = parts.contains(.pathSegment(0))
        logins = Array(parts.filter { $0 != .pathSegment(0) }.prefix(2))
        parameters = logins.map { if case .queryParameter(let name) = $0 { NameSet([name]) } else { NameSet([]) } }
    }

    /// The login's parts in the block; an empty first one means that the line is unidentified.
    func login(_ record: borrowing AccessRecord, _ block: Span<UInt8>) -> (FieldRange, FieldRange) {
        guard let first = logins.first else { return (.none, .none) }
        let range = part(first, 0, record, block)
        guard logins.count > 1 else { return (range, .none) }
        return (range, part(logins[1], 1, record, block))
    }

    private func part(_ part: KeyPart, _ place: Int, _ record: borrowing AccessRecord, _ block: Span<UInt8>)
        -> FieldRange
    {
        let range: FieldRange
        switch part {
        case .user: range = record.user
        case .address: range = record.address
        case .agent: range = record.agent
        case .field(_, let index): range = record.custom[index]
        case .queryParameter: range = parameter(parameters[place], record.target.range, block)
        case .pathSegment(let number): range = segment(number, record.target.range, block)
        }
        let isDash = range.count == 1 && block[Int(range.start)] == ASCII.dash
        return isDash ? .none : range
    }

    /// A segment of the path as sent, counted from 0; scheme and host of an absolute URL are none.
    private func segment(_ number: Int, _ target: Range<Int>, _ block: Span<UInt8>) -> FieldRange {
        var index = pathStart(target, block)
        var seen = -1
        while index < target.upperBound, !KeyExtractor.endsPath(block[index]) {
            guard block[index] == ASCII.slash else {
                var end = index
                while end < target.upperBound, block[end] != ASCII.slash, !KeyExtractor.endsPath(block[end]) {
                    end += 1
                }
                seen += 1
                if seen == number { return FieldRange(index..<end) }
                index = end
                continue
            }
            index += 1
        }
        return .none
    }

    /// Where the path of a target begins.
    private func pathStart(_ target: Range<Int>, _ block: Span<UInt8>) -> Int {
        var index = target.lowerBound
        while index < target.upperBound, block[index] != ASCII.slash, !KeyExtractor.endsPath(block[index]) {
            index += 1
        }
        guard index > target.lowerBound, index + 1 < target.upperBound, block[index - 1] == ASCII.colon,
            block[index + 1] == ASCII.slash
        else { return index }
        index += 2
        while index < target.upperBound, block[index] != ASCII.slash, !KeyExtractor.endsPath(block[index]) {
            index += 1
        }
        return index
    }

    private static func endsPath(_ byte: UInt8) -> Bool { byte == ASCII.question || byte == ASCII.hash }

    /// The value of the first parameter of that name, as sent.
    private func parameter(_ wanted: NameSet, _ target: Range<Int>, _ block: Span<UInt8>) -> FieldRange {
        var index = target.lowerBound
        while index < target.upperBound, block[index] != ASCII.question { index += 1 }
        while index < target.upperBound {
            let start = index + 1
            var end = start
            while end < target.upperBound, block[end] != ASCII.ampersand, block[end] != ASCII.hash { end += 1 }
            var equals = start
            while equals < end, block[equals] != ASCII.equals { equals += 1 }
            if equals < end, wanted.contains(block, start..<equals) { return FieldRange(equals + 1..<end) }
            if end < target.upperBound, block[end] == ASCII.hash { break }
            index = end
        }
        return .none
    }
}
