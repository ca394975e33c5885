internal import AccessLog

/// Finds the parts of the key in a record.
struct KeyExtractor: Sendable {
    /// Whether the first path segment is part of the key (and then not of the template).
    let namesInstallation: Bool
    /// Whether the login has two parts.
    var hasSecondLogin: Bool { logins.count > 1 }
    private let logins: [KeyPart]

    init(_ parts: [KeyPart]) {
        namesInstallation = parts.contains { if case .pathSegment = $0 { true } else { false } }
        logins = Array(
            parts.filter { if case .pathSegment = $0 { false } else { true } }.prefix(2))
    }

    /// The login's parts in the block; an empty first one means that the line is unidentified.
    func login(_ record: borrowing AccessRecord, _ block: Span<UInt8>) -> (FieldRange, FieldRange) {
        guard let first = logins.first else { return (.none, .none) }
        let range = part(first, record, block)
        guard logins.count > 1 else { return (range, .none) }
        return (range, part(logins[1], record, block))
    }

    private func part(_ part: KeyPart, _ record: borrowing AccessRecord, _ block: Span<UInt8>) -> FieldRange {
        let range: FieldRange
        switch part {
        case .user: range = record.user
        case .address: range = record.address
        case .agent: range = record.agent
        case .field(_, let index): range = record.custom[index]
        case .queryParameter(let name): range = parameter(name, record.target.range, block)
        case .pathSegment: range = .none
        }
        let isDash = range.count == 1 && block[Int(range.start)] == ASCII.dash
        return isDash ? .none : range
    }

    /// The value of the first parameter of that name, as sent.
    private func parameter(_ name: String, _ target: Range<Int>, _ block: Span<UInt8>) -> FieldRange {
        let wanted = NameSet([name])
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
