/// What became of the head of a file in the hands of one format.
struct FormatTrial {
    let format: LogFormat
    /// Whether each line speaks for the format.
    let isRead: [Bool]
    let linesRead: Int
    /// Lines that are whole records.
    let records: Int

    /// Reads the lines; `nil` if none speaks for the format.
    init?(_ format: LogFormat, _ sample: HeadSample) {
        guard format.evidence != .never, sample.holdsOne(of: format.markers),
            let outcomes = sample.outcomes(of: format)
        else { return nil }
        self.format = format
        isRead = outcomes.map { format.counts($0) }
        linesRead = isRead.count { $0 }
        records = outcomes.count { $0 == .record }
        if linesRead == 0 { return nil }
    }

    /// The surest of several, which are in the order of presets, the most specific first.
    static func best(_ trials: [FormatTrial]) -> FormatTrial? {
        trials.reduce(nil) { best, next in
            guard let best else { return next }
            return next.isSurer(than: best) ? next : best
        }
    }

    /// A whole record says more than a shape, since any object of JSON has the shape of `json`.
    private func isSurer(than other: FormatTrial) -> Bool {
        records != other.records ? records > other.records : records == 0 && linesRead > other.linesRead
    }

    /// All trials as candidates beside this one, which was chosen, the surest first. Where there are whole records, a format
    /// that only knows shapes is none.
    func candidates(among trials: [FormatTrial], linesTried: Int) -> [FormatDetection.Candidate] {
        var rest = trials
        var candidates: [FormatDetection.Candidate] = []
        while let next = FormatTrial.best(rest) {
            rest.removeAll { $0.format.name == next.format.name }
            if next.records == 0, records > 0 { continue }
            candidates.append(
                FormatDetection.Candidate(
                    name: next.format.name, linesTried: linesTried, linesRead: next.linesRead, records: next.records,
                    linesOfItsOwn: zip(next.isRead, isRead).count { $0 && !$1 },
                    isSameKind: next.format.name == format.name || next.format.name == format.general
                        || next.format.general == format.name))
        }
        return candidates
    }
}

extension LogFormat {
    /// Whether a line with this outcome speaks for the format.
    func counts(_ outcome: LineOutcome) -> Bool {
        switch (outcome, evidence) {
        case (.record, _): true
        case (.directive, .recordsAndDirectives): true
        case (.unreadable(.shape), _), (.unreadable(.tooLong), _): false
        case (.unreadable(.time), let evidence): evidence == .shapes
        case (.unreadable, _): true
        case (.directive, _): false
        }
    }
}
