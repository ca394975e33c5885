/// Puts literals and fields together into a pattern.
struct PatternBuilder {
    private enum Element {
        case literal([UInt8])
        case field(PatternField)
    }

    /// The format as the user gave it, for messages.
    let format: String
    private var elements: [Element] = []

    init(format: String) {
        self.format = format
    }

    /// Appends bytes that stand in every line.
    mutating func literal(_ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        if bytes.isEmpty { return }
        if case .literal(let before)? = elements.last {
            elements[elements.count - 1] = .literal(before + bytes)
        } else {
            elements.append(.literal(bytes))
        }
    }

    /// Appends a field.
    mutating func field(_ field: PatternField) {
        elements.append(.field(field))
    }

    /// Takes back the field appended last, to put another into its place.
    mutating func replaceLast(_ change: (inout PatternField) -> Void) {
        guard case .field(var field)? = elements.last else { return }
        change(&field)
        elements[elements.count - 1] = .field(field)
    }

    /// Compiles the pattern.
    ///
    /// - Parameter customFields: the names that the policy asks for; a name that the format lacks is no error.
    /// - Returns: the pattern.
    /// - Throws: ``LogFormatError`` if two fields touch, or if there is no stamp or no target.
    func build(customFields: [String]) throws(LogFormatError) -> Pattern {
        guard format.utf8.count < 65_536 else {
            throw LogFormatError("the log format is \(format.utf8.count) bytes long, over the 64 KiB limit; shorten it")
        }
        var fields = elements.compactMap { if case .field(let field) = $0 { field } else { nil } }
        let choice = FieldChoice(fields)
        try choice.check(format: format)
        choice.apply(to: &fields)
        var pattern = Pattern()
        pattern.stampIsInPieces = choice.stampIsInPieces
        var position = 0
        for (index, element) in elements.enumerated() {
            switch element {
            case .literal(let bytes) where index == 0:
                pattern.prefix = PatternLiteral(bytes, store: &pattern.longLiterals)
            case .literal: break
            case .field:
                let literal = try literal(behind: index)
                var step = step(fields[position], literal, isQuoted: isBehindQuote(index), &pattern.longLiterals)
                step.custom = custom(fields[position].names, customFields)
                pattern.steps.append(step)
                position += 1
            }
        }
        markLast(&pattern.steps)
        return pattern
    }

    /// The literal behind the element at `index`; empty at the end and where a field ends by itself.
    private func literal(behind index: Int) throws(LogFormatError) -> [UInt8] {
        guard index + 1 < elements.count else { return [] }
        switch (elements[index], elements[index + 1]) {
        case (_, .literal(let bytes)): return bytes
        case (.field(let left), .field(let right)):
            if left.endsByItself || right.role == .extras { return [] }
            throw LogFormatError(
                format: format, column: right.column,
                "\(left.spelling) and \(right.spelling) touch, so nothing tells where \(left.spelling) ends; "
                    + "put a literal between them"
            )
        default: return []
        }
    }

    private func isBehindQuote(_ index: Int) -> Bool {
        guard index > 0, case .literal(let bytes) = elements[index - 1] else { return false }
        return bytes.last == UInt8(ascii: "\"")
    }

    private func step(
        _ field: PatternField, _ literal: [UInt8], isQuoted: Bool, _ store: inout [UInt8]
    ) -> PatternStep {
        var step = PatternStep(shape: field.shape, role: field.role, piece: field.piece)
        step.literal = PatternLiteral(literal, store: &store)
        if step.shape == .text, isQuoted, literal.first == UInt8(ascii: "\"") { step.shape = .quoted }
        if step.shape == .text, field.isList, literal.first == UInt8(ascii: " ") { step.shape = .list }
        return step
    }

    private func custom(_ names: [String], _ customFields: [String]) -> UInt8 {
        var bits: UInt8 = 0
        for (index, wanted) in customFields.prefix(4).enumerated() {
            let name = wanted.first == "$" ? String(wanted.dropFirst()) : wanted
            if names.contains(where: { $0.lowercased() == name.lowercased() }) { bits |= 1 << UInt8(index) }
        }
        return bits
    }

    /// Lets the line's end cut off the last text if only its closing quote comes behind.
    private func markLast(_ steps: inout [PatternStep]) {
        guard let last = steps.lastIndex(where: { $0.role != .extras }) else { return }
        steps[last].mayBeCut = steps[last].shape == .quoted && steps[last].literal.count == 1
    }
}
