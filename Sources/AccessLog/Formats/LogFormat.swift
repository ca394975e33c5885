/// A format of access logs: its name and how to make a parser of it.
///
/// A preset is one file in `Presets/` that makes a value of this, and one line in ``LogFormats/presets``.
public struct LogFormat: Sendable {
    /// The name as `--log-format` takes it and as outputs show it.
    public let name: String
    /// Which lines speak for the format when it is told by content.
    let evidence: Evidence
    private let make: @Sendable (ParserOptions) throws(LogFormatError) -> any LineParser

    /// What a line must be to count for a format.
    enum Evidence: Sendable {
        /// A record, or a line of the right shape with a good stamp.
        case records
        /// A line of the right shape, whatever its fields are called.
        case shapes
        /// As `records`; directives count too, since they are the format's own.
        case recordsAndDirectives
        /// The format is used only when asked for by name.
        case never
    }

    /// Makes a format.
    ///
    /// - Parameters:
    ///   - name: as ``name``.
    ///   - evidence: as ``evidence``.
    ///   - make: called once a file; throws ``LogFormatError`` if the options ask for what the format cannot do.
    init(
        name: String, evidence: Evidence = .records,
        make: @escaping @Sendable (ParserOptions) throws(LogFormatError) -> any LineParser
    ) {
        self.name = name
        self.evidence = evidence
        self.make = make
    }

    /// Whether lines of its own say how those behind them are read, such as `#Fields:`.
    public var hasDirectives: Bool { evidence == .recordsAndDirectives }

    /// Makes a parser with no line read yet; each file takes its own.
    ///
    /// - Parameter options: what the parser must know beside the bytes.
    /// - Returns: the parser.
    /// - Throws: ``LogFormatError`` if more than four custom fields are asked for, or a role of ``ParserOptions/jsonFields``
    ///   is not known.
    public func makeParser(_ options: ParserOptions) throws(LogFormatError) -> any LineParser {
        guard options.customFields.count <= 4 else {
            throw LogFormatError(
                "\(options.customFields.count) fields are asked for by name, a key holds at most 4; leave some out"
            )
        }
        return try make(options)
    }
}
