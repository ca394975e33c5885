/// The forms of a report.
public enum ReportFormat: String, Sendable, CaseIterable {
    /// For people, at the width of a terminal.
    case text
    /// One document, `schema_version` 1.
    case json
    /// One object a line, the summary last.
    case ndjson
}

/// How a report is shown; nothing here changes what was found.
public struct ReportOptions: Sendable {
    /// Columns of the text for people; less than 60 is taken as 60.
    public var width: Int { didSet { width = max(60, width) } }
    /// Adds colours; the text without them stays the same.
    public var color: Bool
    /// Shows client addresses instead of their networks.
    public var showIP: Bool
    /// The name of the display zone, `Europe/Oslo`.
    public var zoneName: String
    /// The offset of the display zone, in seconds east of UTC, at an instant in seconds since 1970.
    public var localOffsetSeconds: @Sendable (_ utcSeconds: Int64) -> Int64
    /// Keys that the text for people shows; programs get all.
    public var top: Int

    /// 80 columns, no colours, masked addresses, UTC, 20 keys.
    public static let standard = ReportOptions()

    /// Makes options.
    public init(
        width: Int = 80, color: Bool = false, showIP: Bool = false, zoneName: String = "UTC", top: Int = 20,
        localOffsetSeconds: @escaping @Sendable (_ utcSeconds: Int64) -> Int64 = { _ in 0 }
    ) {
        self.width = max(60, width)
        self.color = color
        self.showIP = showIP
        self.zoneName = zoneName
        self.top = top
        self.localOffsetSeconds = localOffsetSeconds
    }
}
