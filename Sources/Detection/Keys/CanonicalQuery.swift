internal import AccessLog

/// The parameters of one query: normal, without cache-busters, in the order of their names and values.
struct CanonicalQuery: ~Copyable {
    private struct Parameter {
        var start: UInt16
        var nameEnd: UInt16
        var end: UInt16
        var hasEquals: Bool
        var isVolatile: Bool

        var name: Range<Int> { Int(start)..<Int(nameEnd) }
        var value: Range<Int> { Int(hasEquals ? nameEnd + 1 : nameEnd)..<Int(end) }
    }

    /// What a parameter is by its name.
    private struct Kind: OptionSet {
        let rawValue: UInt8

        static let proxyId = Kind(rawValue: 1)
        static let cacheBuster = Kind(rawValue: 2)
        static let volatile = Kind(rawValue: 4)
        static let marked = Kind(rawValue: 8)
    }

    /// Parameters kept.
    var count: Int { parameters.count }
    /// Whether a value would not tell poll targets apart.
    private(set) var hasVolatile = false
    /// Whether a parameter has one of the marked names.
    private(set) var isMarked = false

    private var text = [UInt8](repeating: 0, count: CanonicalURL.longestTarget)
    private var textCount = 0
    private var parameters: [Parameter] = []
    private let cacheBusters: NameSet
    private let volatile: NameSet
    private let marked: ParameterNames
    /// Kinds by the hashes of names.
    private var kinds = HashMemo<Kind>(size: 128)
    private static let proxyPrefix = Array("x-azureapplicationgateway-".utf8)
    private static let proxyName = Array("x-arr-log-id".utf8)
    private static let proxyStatus = Array("server-status".utf8)

    init(_ options: URLOptions, marking names: [String] = []) {
        marked = ParameterNames(names, ignoringBrackets: true)
        cacheBusters = NameSet(options.cacheBusters)
        volatile = NameSet(options.volatileParameters)
        parameters.reserveCapacity(CanonicalURL.mostParameters)
    }

    /// Reads the query that starts at `start` of the target and ends at a fragment or with it.
    ///
    /// - Returns: whether it keeps the limit of parameters.
    mutating func read(_ target: Span<UInt8>, from start: Int) -> Bool {
        parameters.removeAll(keepingCapacity: true)
        textCount = 0
        hasVolatile = false
        isMarked = false
        var hasProxyId = false
        var index = start
        let length = ByteSearch.first(ASCII.hash, in: target, from: start, to: target.count) ?? target.count
        let hasEscapes = ByteSearch.first(ASCII.percent, in: target, from: start, to: length) != nil
        while index < length {
            let end = ByteSearch.first(ASCII.ampersand, in: target, from: index, to: length) ?? length
            if end > index {
                let piece = target.extracting(index..<end)
                let (nameEnd, textEnd) = hasEscapes ? decode(piece) : copy(piece)
                guard take(nameEnd: nameEnd, end: textEnd, &hasProxyId) else { return false }
            }
            index = end + 1
        }
        if hasProxyId {
            let text = text
            parameters.removeAll { NameSet.isEqual(text.span, $0.name, Self.proxyStatus) }
        }
        sort()
        return true
    }

    /// Copies a piece without escapes behind the text.
    ///
    /// - Returns: where its `=` lies, -1 for none, and where it ends.
    @inline(__always)
    private mutating func copy(_ piece: Span<UInt8>) -> (nameEnd: Int, end: Int) {
        text.write(piece, at: textCount)
        let sign = ByteSearch.first(ASCII.equals, in: piece, from: 0, to: piece.count)
        return (sign.map { textCount + $0 } ?? -1, textCount + piece.count)
    }

    /// As ``copy(_:)``, with escapes made normal.
    private mutating func decode(_ piece: Span<UInt8>) -> (nameEnd: Int, end: Int) {
        var nameEnd = -1
        var index = 0
        var at = textCount
        var out = text.mutableSpan
        while index < piece.count {
            var byte = piece[index]
            index += 1
            if byte == ASCII.equals, nameEnd < 0 { nameEnd = at }
            if byte == ASCII.percent, let value = PercentText.value(piece, index) {
                if ASCII.isUnreserved(value) {
                    byte = value
                } else {
                    out[at] = byte
                    out[at + 1] = ASCII.upper(piece[index])
                    byte = ASCII.upper(piece[index + 1])
                    at += 2
                }
                index += 2
            }
            out[at] = byte
            at += 1
        }
        return (nameEnd, at)
    }

    /// Takes the `name=value` that was put behind the text; `false` over the limit.
    @inline(__always)
    private mutating func take(nameEnd: Int, end: Int, _ hasProxyId: inout Bool) -> Bool {
        let hasEquals = nameEnd >= 0
        let name = textCount..<(hasEquals ? nameEnd : end)
        guard !name.isEmpty else { return true }
        guard parameters.count < CanonicalURL.mostParameters else { return false }
        let kind = kind(name)
        if kind.contains(.proxyId) {
            hasProxyId = true
        } else if !kind.contains(.cacheBuster) {
            keep(name, end: end, hasEquals: hasEquals, kind)
        }
        return true
    }

    @inline(__always)
    private mutating func keep(_ name: Range<Int>, end: Int, hasEquals: Bool, _ kind: Kind) {
        var parameter = Parameter(
            start: UInt16(name.lowerBound), nameEnd: UInt16(name.upperBound), end: UInt16(end), hasEquals: hasEquals,
            isVolatile: false)
        parameter.isVolatile =
            hasEquals
            && (kind.contains(.volatile) || VolatileValue.isVolatile(text.span.extracting(parameter.value)))
        hasVolatile = hasVolatile || parameter.isVolatile
        isMarked = isMarked || kind.contains(.marked)
        parameters.append(parameter)
        textCount = end
    }

    /// What the name of a parameter is, which is remembered.
    @inline(__always)
    private mutating func kind(_ name: Range<Int>) -> Kind {
        let hash = StableHash.hash(text.span.extracting(name))
        if let known = kinds[hash] { return known }
        return tellKind(name, hash)
    }

    @inline(never)
    private mutating func tellKind(_ name: Range<Int>, _ hash: UInt64) -> Kind {
        var kind = Kind()
        if isProxyId(name) { kind.insert(.proxyId) }
        if cacheBusters.contains(text.span, name) { kind.insert(.cacheBuster) }
        if volatile.contains(text.span, name) { kind.insert(.volatile) }
        if marked.contains(text.span, name) { kind.insert(.marked) }
        kinds[hash] = kind
        return kind
    }

    /// The unique ids that proxies append to every query.
    private func isProxyId(_ name: Range<Int>) -> Bool {
        if NameSet.isEqual(text.span, name, Self.proxyName) { return true }
        let prefix = Self.proxyPrefix.count
        return name.count >= prefix && NameSet.isEqual(text.span, name.prefix(prefix), Self.proxyPrefix)
    }

    /// Visits name and value of every parameter, in canonical order.
    func forEach(_ visit: (_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Void) {
        for parameter in parameters { visit(text[parameter.name], text[parameter.value]) }
    }

    /// Sorts by name and value, keeping equal ones in their order.
    private mutating func sort() {
        for last in parameters.indices.dropFirst() {
            var index = last
            while index > 0, precedes(parameters[index], parameters[index - 1]) {
                parameters.swapAt(index, index - 1)
                index -= 1
            }
        }
    }

    private func precedes(_ left: Parameter, _ right: Parameter) -> Bool {
        let text = text.span
        let order = ByteOrder.compare(text.extracting(left.name), text.extracting(right.name))
        if order != 0 { return order < 0 }
        return ByteOrder.compare(text.extracting(left.value), text.extracting(right.value)) < 0
    }

    /// Writes `?a=1&b=2` to `out[from...]`; masked, volatile values are `*` and sorted as such.
    ///
    /// - Returns: where it ends.
    func write(into buffer: inout [UInt8], from: Int, isMasked: Bool) -> Int {
        guard isMasked, count > 1 else { return write(parameters, into: &buffer, from: from, isMasked) }
        return write(maskedOrder(), into: &buffer, from: from, isMasked)
    }

    @inline(__always)
    private func write(_ parameters: [Parameter], into buffer: inout [UInt8], from: Int, _ isMasked: Bool) -> Int {
        let (parameters, text) = (parameters.span, text.span)
        var at = from
        for place in parameters.indices {
            let parameter = parameters[place]
            buffer[at] = at == from ? ASCII.question : ASCII.ampersand
            at += 1
            let isHidden = isMasked && parameter.isVolatile
            let piece = text.extracting(Int(parameter.start)..<Int(isHidden ? parameter.nameEnd : parameter.end))
            buffer.write(piece, at: at)
            at += piece.count
            if isHidden {
                buffer[at] = ASCII.equals
                buffer[at + 1] = UInt8(ascii: "*")
                at += 2
            }
        }
        return at
    }

    /// The parameters in the order of their masked values.
    private func maskedOrder() -> [Parameter] {
        let star: InlineArray<1, UInt8> = [UInt8(ascii: "*")]
        let text = text.span
        var sorted = parameters
        for last in sorted.indices.dropFirst() {
            var index = last
            while index > 0 {
                let (left, right) = (sorted[index], sorted[index - 1])
                let order = ByteOrder.compare(text.extracting(left.name), text.extracting(right.name))
                let values = ByteOrder.compare(
                    left.isVolatile ? star.span : text.extracting(left.value),
                    right.isVolatile ? star.span : text.extracting(right.value))
                guard order < 0 || (order == 0 && values < 0) else { break }
                sorted.swapAt(index, index - 1)
                index -= 1
            }
        }
        return sorted
    }
}

/// Values that change from call to call: a date with a time, or an epoch of 10 or 13 digits.
enum VolatileValue {
    static func isVolatile(_ value: Span<UInt8>) -> Bool {
        if value.count < 10 { return false }
        for index in value.indices where value[index] == ASCII.percent { return tell(PercentText.decode(value).span) }
        return tell(value)
    }

    private static func tell(_ value: Span<UInt8>) -> Bool {
        if value.count == 10 || value.count == 13 {
            for index in value.indices where !ASCII.isDigit(value[index]) { return false }
            return true
        }
        return DateText.isDateTime(value)
    }
}
