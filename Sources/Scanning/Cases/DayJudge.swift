internal import AccessLog
internal import Cases
internal import Detection

/// Judges every local day of the contract's zone once, as soon as the log has passed its end.
///
/// What counts for a day is what the log held when it ended: the pass stops at that very instant, the detector's state is
/// copied, and the copy is finished. So a day says the same however the log was cut into runs, and lines of the next day
/// change nothing of it. A day that was judged is not judged again: what comes late is left out by the pass already.
final class DayJudge {
    /// A longer silence is stepped over; its days are in no log, and say nothing.
    private static let longestSilence: Int64 = 40 * 86_400_000

    private let zone: TimeZoneRules
    private let options: DetectionOptions
    private let limits: MemoryLimits
    private let faultHours: Int
    /// Findings that ended in earlier runs.
    private let ended: () throws(ScanError) -> [Finding]
    /// The start of the day that is judged next, `nil` before the first line.
    private var next: Int64?
    /// What was judged before this run.
    private let frontier: Int64
    private(set) var book: CaseBook

    /// How a pass stands when a day ends.
    struct Reach {
        /// The next line that is not handed out, `nil` where there is none.
        var nextTime: Int64?
        /// The last stamp that was read.
        var latest: Int64
    }

    /// Makes a judge that goes on behind the days that a book holds; `first` is the first stamp of the log that earlier runs
    /// read, and before `frontier` they judged everything by the rules.
    init(
        _ book: CaseBook, _ options: DetectionOptions, zone: TimeZoneRules, limits: MemoryLimits, faultHours: Int,
        ended: @escaping () throws(ScanError) -> [Finding], first: Int64? = nil, frontier: Int64 = .min
    ) {
        self.book = book
        self.options = options
        self.zone = zone
        self.limits = limits
        self.faultHours = faultHours
        self.ended = ended
        self.frontier = frontier
        next = book.lastDay.map { zone.startOfNextDay(after: $0) } ?? first.map { zone.startOfDay(containing: $0) }
        // Days that an older version let pass are gone.
        while let start = next, zone.startOfNextDay(after: start) <= frontier {
            next = zone.startOfNextDay(after: start)
        }
    }

    /// The end of the next day to be judged, if everything before it can be handed out; milliseconds since 1970 UTC.
    func cut(before watermark: Int64, _ reach: Reach) -> Int64? {
        if next == nil, let first = reach.nextTime, first < watermark { next = zone.startOfDay(containing: first) }
        guard var start = next else { return nil }
        let silence = max(start, frontier) + Self.longestSilence
        if book.lastDay.map({ zone.startOfNextDay(after: $0) == start }) ?? false, let time = reach.nextTime,
            time >= silence
        {
            start = zone.startOfDay(containing: time)
            next = start
        }
        let end = zone.startOfNextDay(after: start)
        return end <= min(watermark, reach.latest) ? end : nil
    }

    /// Judges the day, all lines before its end being handed out.
    func judge(_ detector: inout Detector, _ inputs: [SeenInput]) throws(ScanError) {
        guard let start = next else { return }
        let end = zone.startOfNextDay(after: start)
        let result = try result(of: &detector)
        let date = CivilDate(daysSince1970: (start + Int64(zone.offset(atUTC: start / 1000)) * 1000) / 86_400_000)
        let day =
            result.days.first { $0.start == start }
            ?? LogDay(start: start, end: end, date: date.text, isCovered: false)
        let faulty = result.faultyHours.count { start <= $0.lowerBound && $0.lowerBound < end }
        let around = CaseDays.Circumstances(
            isProviderFault: faulty >= faultHours,
            coveredDays: result.days.count { $0.isCovered && $0.start <= start })
        book.judge(day, result.findings, around, inputs)
        next = end
    }

    private func result(of detector: inout Detector) throws(ScanError) -> DetectionResult {
        let ended = try ended()
        do throws(SnapshotError) {
            let copy = try Detector(from: detector.snapshot(), options, zone: zone, limits: limits)
            return copy.finish(earlier: ended)
        } catch {
            throw ScanError("the windows cannot be copied: \(error.description); this is a fault of the program")
        }
    }
}

/// An input as far as it was read.
struct SeenInput {
    var name: String
    /// The first stamp, milliseconds since 1970 UTC.
    var first: Int64
    /// The last stamp so far.
    var last: Int64
}
