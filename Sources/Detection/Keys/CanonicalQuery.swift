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
        let length = target.count
        while index < length {
            var end = index
            while end < length, target[end] != ASCII.ampersand, target[end] != ASCII.hash { end += 1 }
            if end > index, !take(target.extracting(index..<end), &hasProxyId) { return false }
            if end < length, target[end] == ASCII.hash { break }
            index = end + 1
        }
        if hasProxyId {
            let text = text
            parameters.removeAll { NameSet.isEqual(text.span, $0.name, Self.proxyStatus) }
        }
        sort()
        return true
    }

    /// Takes one `name=value`; `false` over the limit.
    private mutating func take(_ piece: Span<UInt8>, _ hasProxyId: inout Bool) -> Bool {
        let start = textCount
        var nameEnd = -1
        var index = 0
        var at = start
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
        let hasEquals = nameEnd >= 0
        let name = start..<(hasEquals ? nameEnd : at)
        guard !name.isEmpty else { return true }
        guard parameters.count < CanonicalURL.mostParameters else { return false }
        if isProxyId(name) {
            hasProxyId = true
        } else if !cacheBusters.contains(text.span, name) {
            keep(name, end: at, hasEquals: hasEquals)
        }
        return true
    }

    private mutating func keep(_ name: Range<Int>, end: Int, hasEquals: Bool) {
        var parameter = Parameter(
            start: UInt16(name.lowerBound), nameEnd: UInt16(name.upperBound), end: UInt16(end), hasEquals: hasEquals,
            isVolatile: false)
        parameter.isVolatile =
            hasEquals
            && (volatile.contains(text.span, name)
                || VolatileValue.isVolatile(text.span.extracting(parameter.value)))
        hasVolatile = hasVolatile || parameter.isVolatile
        isMarked = isMarked || marked.contains(text.span, name)
        parameters.append(parameter)
        textCount = end
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
        var out = buffer.mutableSpan
        let (parameters, text) = (parameters.span, text.span)
        var at = from
        for place in parameters.indices {
            let parameter = parameters[place]
            out[at] = at == from ? ASCII.question : ASCII.ampersand
            at += 1
            let isHidden = isMasked && parameter.isVolatile
            let end = isHidden ? Int(parameter.nameEnd) : Int(parameter.end)
            for index in Int(parameter.start)..<end {
                out[at] = text[index]
                at += 1
            }
            if isHidden {
                out[at] = ASCII.equals
                out[at + 1] = UInt8(ascii: "*")
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
