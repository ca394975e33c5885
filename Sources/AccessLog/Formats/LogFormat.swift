/// A format of access logs: its name and how to make a parser of it.
///
/// A preset is one file in `Presets/` that makes a value of this, and one line in ``LogFormats/presets``.
public struct LogFormat: Sendable {
    /// The name as `--log-format` takes it and as outputs show it.
    public let name: String
    /// What the format's stamps are, `nil` where its documentation does not say or leaves it to the configuration.
    public let stamp: StampMeaning?
    /// How late a line may come within its file, milliseconds, where that is more than usual; `nil` for the usual bound.
    public let lateness: Int64?
    /// Which lines speak for the format when it is told by content.
    let evidence: Evidence
    /// Texts of which a file must hold one to be told as this format; none are asked for where it is empty.
    let markers: [String]
    /// The name of a format that reads the same lines, but knows less of them.
    let general: String?
    private let make: @Sendable (ParserOptions) throws(LogFormatError) -> any LineParser

    /// Whether a stamp is the start or the end of its request.
    public enum StampMeaning: String, Sendable {
        /// The request came in.
        case start
        /// The answer had gone out.
        case end
    }

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
    ///   - markers: as ``markers``.
    ///   - general: as ``general``.
    ///   - stamp: as ``stamp``.
    ///   - lateness: as ``lateness``.
    ///   - make: called once a file; throws ``LogFormatError`` if the options ask for what the format cannot do.
    init(
        name: String, evidence: Evidence = .records, markers: [String] = [], general: String? = nil,
        stamp: StampMeaning? = nil, lateness: Int64? = nil,
        make: @escaping @Sendable (ParserOptions) throws(LogFormatError) -> any LineParser
    ) {
        self.name = name
        self.evidence = evidence
        self.markers = markers
        self.general = general
        self.stamp = stamp
        self.lateness = lateness
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
