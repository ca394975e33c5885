extension DisplayText {
    /// Log text in a column of so many places, shortened in its middle and filled up with spaces.
    public static func cell(_ text: String, width: Int) -> String {
        Columns.padded(Columns.shortened(safe(text), to: width), to: width)
    }

    /// A sentence with log text in it, as lines of at most so many columns.
    public static func wrapped(_ text: String, width: Int, indent: Int = 0, hanging: Int? = nil) -> [String] {
        Wrapping.lines(safe(text), width: width, indent: indent, hanging: hanging)
    }

    /// `2026-11-17 16:30` of an instant in milliseconds since 1970 UTC, at an offset in seconds.
    public static func stamp(_ milliseconds: Int64, offset: (Int64) -> Int64) -> String {
        let local = milliseconds + offset(milliseconds / 1000) * 1000
        return String(CivilTime(milliseconds: local).rfc3339.prefix(16)).replacing("T", with: " ")
    }
}
