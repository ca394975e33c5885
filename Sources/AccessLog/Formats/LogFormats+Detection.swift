extension LogFormats {
    /// The most lines that are tried.
    private static let mostLines = 200

    /// Tells a file's format by its content.
    ///
    /// Every preset reads the first complete lines. The one that makes the most records of them is taken, of equals the most
    /// specific; where none makes any, the one that knows the most shapes. At least one line of ten must be read, so a third
    /// of junk does no harm. A last line without line feed may be cut and is not tried, unless it is the only one.
    /// - Parameter head: the first decoded bytes of the file, up to 256 KiB. They are copied, since parsers decode in place.
    /// - Returns: no format, and no error, for an empty head.
    public static func detect(_ head: Span<UInt8>) -> FormatDetection {
        let detection = detect(HeadSample(head, mostLines: mostLines))
        guard detection.format == nil, detection.linesTried == mostLines else { return detection }
        // Where the first lines are of nothing that is known, the rest of the head may be.
        let later = detect(HeadSample(head, mostLines: mostLines, last: true))
        return later.format == nil ? detection : later
    }

    private static func detect(_ sample: HeadSample) -> FormatDetection {
        if sample.lines.isEmpty {
            return FormatDetection(
                format: nil, linesTried: 0, linesRead: 0, candidates: [], isAmbiguous: false,
                message: "there is no line to tell a format by")
        }
        let trials = presets.compactMap { FormatTrial($0, sample) }
        let tried = sample.lines.count
        guard let best = FormatTrial.best(trials), best.linesRead * 10 >= tried else { return none(sample, trials) }
        let candidates = best.candidates(among: trials, linesTried: tried)
        let rival = candidates.first { candidate in
            !candidate.isSameKind && max(candidate.records, candidate.linesOfItsOwn) * 10 >= tried
        }
        return FormatDetection(
            format: best.format, linesTried: tried, linesRead: best.linesRead, candidates: candidates,
            isAmbiguous: rival != nil, message: message(best, rival, tried)
        )
    }

    private static func message(_ best: FormatTrial, _ rival: FormatDetection.Candidate?, _ tried: Int) -> String {
        let text = "\(best.format.name): reads \(best.linesRead) of \(lines(tried))"
        guard let rival else { return text }
        if rival.linesOfItsOwn * 10 >= tried {
            return text
                + ", and \(rival.name) \(rival.linesOfItsOwn) others: the file holds two formats; split it, or name "
                + "one with --log-format"
        }
        return text + ", and so does \(rival.name) \(rival.linesRead); name the right one with --log-format"
    }

    private static func none(_ sample: HeadSample, _ trials: [FormatTrial]) -> FormatDetection {
        let tried = sample.lines.count
        let candidates = FormatTrial.best(trials)?.candidates(among: trials, linesTried: tried) ?? []
        return FormatDetection(
            format: nil, linesTried: tried, linesRead: 0, candidates: candidates, isAmbiguous: false,
            message: "no known format reads \(lines(tried)); the first one looks like "
                + "`\(sample.firstLineShape)`; "
                + (sample.isText
                    ? "name the format with --log-format (\(names.joined(separator: ", ")))"
                    : "that is no text: if it is packed or encrypted, pipe what it holds to abuse-scan -")
        )
    }

    private static func lines(_ count: Int) -> String { count == 1 ? "the first line" : "the first \(count) lines" }
}
