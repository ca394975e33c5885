public import AccessLog

/// Reads lines of prepared input back into events.
public struct PreparedReader: ~Copyable {
    /// What a line holds.
    public enum Content {
        /// A request or a delivery; whether it counts for the quotas of its login alone; its file as a range of the block.
        case event(isOfLogin: Bool, file: FieldRange)
        /// Something that is no line of prepared input.
        case malformed
    }

    private static let fields = 22
    private var requests: RequestReader
    private let loginQuotas: UInt64
    private var ends: [Int] = []

    /// A reader for the policy that the lines were prepared with.
    public init(_ options: DetectionOptions) {
        requests = RequestReader(options)
        loginQuotas = PreparedWriter.loginQuotas(options.quotas)
    }

    /// The group of a line, `nil` where it has none.
    public static func group(of line: Range<Int>, in block: Span<UInt8>) -> UInt64? {
        let end = line.lowerBound + PreparedRecord.groupLength
        guard end < line.upperBound, block[end] == PreparedText.separator else { return nil }
        return PreparedText.hex(line.lowerBound..<end, in: block)
    }

    /// The time of a line, `nil` where it has none.
    public static func time(of line: Range<Int>, in block: Span<UInt8>) -> Int64? {
        let start = line.lowerBound + PreparedRecord.groupLength + 1
        let end = start + PreparedRecord.timeLength
        guard end < line.upperBound, block[end] == PreparedText.separator else { return nil }
        return PreparedText.decimal(start..<end, in: block)
    }

    /// Reads one line; its texts are decoded in their places.
    public mutating func read(
        _ line: Range<Int>, in block: inout MutableSpan<UInt8>, into event: inout RequestEvent
    ) -> Content {
        guard split(line, block.span) else { return .malformed }
        event = RequestEvent()
        guard let time = Self.time(of: line, in: block.span),
            let rank = PreparedRecord.Class(rawValue: block.span[start(2)] &- UInt8(ascii: "0")),
            readNumbers(block.span, into: &event), let file = readTexts(&block, into: &event)
        else { return .malformed }
        event.time = time
        event.orderTime = time
        let isKnown = block.span[start(4)] == UInt8(ascii: "1")
        let isRead =
            rank == .push
            ? requests.completePush(&event, in: block.span)
            : requests.complete(&event, in: block.span, isKnown: isKnown)
        guard isRead else { return .malformed }
        let isOfLogin = rank == .writeOfLogin || rank == .otherOfLogin
        event.quotas &= isOfLogin ? loginQuotas : ~loginQuotas
        return .event(isOfLogin: isOfLogin, file: file)
    }

    // MARK: - Fields

    private mutating func split(_ line: Range<Int>, _ block: Span<UInt8>) -> Bool {
        PreparedText.split(line, block, into: &ends)
        // Engines of keys and values put a separator between the record and its empty value.
        if ends.count == Self.fields + 2, ends[Self.fields] + 1 == line.upperBound { ends.removeLast() }
        return ends.count == Self.fields + 1 && field(2).count == 1 && field(4).count >= 1
    }

    private func start(_ number: Int) -> Int { ends[number] + 1 }
    private func field(_ number: Int) -> Range<Int> { ends[number] + 1..<ends[number + 1] }

    private func readNumbers(_ block: Span<UInt8>, into event: inout RequestEvent) -> Bool {
        guard let status = PreparedText.number(field(7), in: block),
            let bytes = PreparedText.number(field(8), in: block),
            let duration = PreparedText.number(field(9), in: block), let tag = PreparedText.hex(field(10), in: block),
            let line = PreparedText.number(field(14), in: block),
            let retryAfter = PreparedText.number(field(17), in: block)
        else { return false }
        event.status = UInt16(clamping: status)
        event.bytes = bytes
        event.duration = Int32(clamping: duration)
        event.entityTag = tag
        event.line = max(0, line)
        event.retryAfter = Int32(clamping: retryAfter)
        return true
    }

    private func readTexts(_ block: inout MutableSpan<UInt8>, into event: inout RequestEvent) -> FieldRange? {
        let login = field(4).dropFirst()
        guard let first = PreparedText.decode(login, in: &block),
            let second = PreparedText.decode(field(5), in: &block),
            let method = PreparedText.decode(field(6), in: &block),
            let target = PreparedText.decode(field(11), in: &block),
            let file = PreparedText.decode(field(13), in: &block),
            let address = PreparedText.decode(field(15), in: &block),
            let agent = PreparedText.decode(field(16), in: &block)
        else { return nil }
        (event.login, event.secondLogin, event.method) = (first, second, method)
        (event.requestTarget, event.address, event.agent) = (target, address, agent)
        for place in event.custom.indices {
            guard let text = PreparedText.decode(field(18 + place), in: &block) else { return nil }
            event.custom[place] = text
        }
        return file
    }
}
