/// What a parser makes of one line.
public enum LineOutcome: Sendable, Equatable {
    /// The record is filled in.
    case record
    /// A line that says something of the lines after it, or nothing at all: `#Fields:`, an empty line.
    case directive
    /// The line cannot be read. Where the reason says so, the record's stamp is still good.
    case unreadable(UnreadableReason)
}

/// Why a line could not be read. The raw value is the position in counters; the order is the order in outputs.
public enum UnreadableReason: UInt8, Sendable, CaseIterable {
    /// The line does not have the shape of the format.
    case shape
    /// The stamp cannot be read or is not a real date.
    case time
    /// The request is not `METHOD target [version]`; the stamp is good.
    case request
    /// The URL is over 8 KiB, 12 path segments or 64 query parameters; the stamp is good.
    case url
    /// The line is over the limit of `--max-line`.
    case tooLong

    /// Whether the record's stamp is good although the line is not: such a line still tells how far the log goes.
    @inlinable
    public var hasTime: Bool { self == .request || self == .url }
}

/// What a parser must know beside the bytes.
public struct ParserOptions: Sendable {
    /// The zone of stamps that carry none; `nil` means UTC.
    public var assumedZone: TimeZoneRules?
    /// The names of up to four fields beside the usual ones that form the key (a JSON field, a variable of the log format).
    public var customFields: [String] = []
    /// Names of JSON fields by their role: `time user target method status bytes duration address agent etag request`.
    public var jsonFields: [String: String] = [:]

    /// The defaults: UTC, no further fields.
    public init() {}
}

/// Reads the lines of one file, one after the other.
///
/// A parser is a value with the state that the format needs between lines (the `#Fields:` of a W3C log, the day whose
/// midnight was computed last). It never allocates per line.
public protocol LineParser: Sendable {
    /// Reads one line.
    ///
    /// - Parameters:
    ///   - line: the line's offsets in `block`, without its line ending (neither `\n` nor `\r\n`).
    ///   - block: the bytes; the parser may change the bytes of this line (decoding escapes in place).
    ///   - record: filled in; every field is assigned, nothing is left from the line before.
    /// - Returns: what became of the line.
    mutating func parse(_ line: Range<Int>, in block: inout MutableSpan<UInt8>, into record: inout AccessRecord)
        -> LineOutcome
}
