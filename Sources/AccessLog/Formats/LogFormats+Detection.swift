extension LogFormats {
    /// The most lines that are tried.
    private static let mostLines = 200

    /// Tells a file's format by its content.
    ///
    /// Every preset reads the first complete lines; the one that reads the most is taken, of equals the most specific. At
    /// least one line of ten must be read, so a third of junk does no harm. A last line without line feed may be cut and is
    /// not tried, unless it is the only one.
    /// - Parameter head: the first decoded bytes of the file, up to 256 KiB. They are copied, since parsers decode in place.
    /// - Returns: no format, and no error, for an empty head.
    public static func detect(_ head: Span<UInt8>) -> FormatDetection {
        let sample = HeadSample(head, mostLines: mostLines)
        if sample.lines.isEmpty {
            return FormatDetection(
                format: nil, linesTried: 0, linesRead: 0, message: "there is no line to tell a format by")
        }
        var best: (format: LogFormat, read: Int)?
        for format in presets {
            let read = sample.linesRead(by: format)
            if read > best?.read ?? 0 { best = (format, read) }
        }
        let tried = sample.lines.count
        guard let best, best.read * 10 >= tried else { return none(sample) }
        return FormatDetection(
            format: best.format, linesTried: tried, linesRead: best.read,
            message: "\(best.format.name): reads \(best.read) of the first \(tried) lines"
        )
    }

    private static func none(_ sample: HeadSample) -> FormatDetection {
        FormatDetection(
            format: nil, linesTried: sample.lines.count, linesRead: 0,
            message: "no known format reads the first \(sample.lines.count) lines; the first one looks like "
                + "`\(sample.firstLineShape)`; name the format with --log-format (\(names.joined(separator: ", ")))"
        )
    }
}
