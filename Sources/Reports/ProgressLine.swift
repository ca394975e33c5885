/// The line that shows on a terminal how far a run is.
public struct ProgressLine: Sendable {
    /// Compressed bytes read so far.
    public var bytesRead: Int64
    /// Compressed bytes of all inputs, `nil` for pipes.
    public var bytesTotal: Int64?
    /// Lines read so far.
    public var lines: Int64
    /// Seconds since the start.
    public var elapsed: Double
    /// The stamp that the merge has reached, milliseconds since 1970 UTC.
    public var logTime: Int64?

    /// Makes a line for one moment.
    public init(bytesRead: Int64, bytesTotal: Int64?, lines: Int64, elapsed: Double, logTime: Int64?) {
        self.bytesRead = bytesRead
        self.bytesTotal = bytesTotal
        self.lines = lines
        self.elapsed = elapsed
        self.logTime = logTime
    }

    /// `  43 %  1.2 of 2.6 GB  2.1 M lines/s  12 s left  log at 15 Nov 04:12`, without line end; what does not fit into
    /// `width` columns (of any number; the options' where it is `nil`) is left out from the end.
    public func text(width: Int? = nil, options: ReportOptions = .standard) -> String {
        var text = ""
        for part in [share, amount, rate, left, reached(options)].compactMap(\.self) {
            let longer = "\(text)  \(part)"
            if Columns.width(longer) > width ?? options.width { break }
            text = longer
        }
        return text
    }

    private var total: Int64? { bytesTotal.flatMap { $0 > 0 ? max($0, bytesRead) : nil } }

    private var share: String? {
        total.map { Columns.padded(String(Figures.scaled(bytesRead, by: 100, over: $0)), to: 2, trailing: true) + " %" }
    }

    private var amount: String {
        total.map { Figures.bytes(bytesRead, of: $0) } ?? Figures.bytes(bytesRead)
    }

    private var rate: String? {
        elapsed > 0 ? "\(Figures.short(Int64(clamping: Double(lines) / elapsed))) lines/s" : nil
    }

    /// Nothing in the first second, when there is nothing to go by.
    private var left: String? {
        guard let total, bytesRead > 0, elapsed >= 1 else { return nil }
        let seconds = Int64(clamping: (elapsed * Double(total - bytesRead) / Double(bytesRead)).rounded(.up))
        let isShort = seconds < 120
        let time = isShort ? "\(seconds) s" : Figures.duration(milliseconds: min(seconds, .max / 1000) * 1000)
        return "\(time) left"
    }

    private func reached(_ options: ReportOptions) -> String? {
        let times = DisplayTime(offset: options.localOffsetSeconds, reference: logTime)
        return logTime.map { "log at \(times.stamp($0))" }
    }
}

extension Int64 {
    /// The nearest number that can be held; nothing for what is no number.
    init(clamping value: Double) {
        self = value.isNaN ? 0 : value >= 0x1p63 ? .max : value <= -0x1p63 ? .min : Int64(value)
    }
}
