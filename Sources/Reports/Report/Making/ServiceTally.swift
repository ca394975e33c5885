internal import AccessLog
public import Cases

/// Minutes of down time by calendar month, told from the sums of minutes.
///
/// A minute is down if its answers 5xx reach both limits. Minutes without a request are up: no log shows that nobody could
/// ask; where the log itself is silent for too long they are unknown, counted apart, and up as well.
public struct ServiceTally: Sendable {
    /// A minute that is down.
    struct Down {
        var minute: Int64
        var requests: Int64
        var serverErrors: Int64
    }

    private struct Month {
        var down: [Down] = []
        var measured: Int64 = 0
    }

    private let options: ServiceLevelOptions
    private let calendar: CaseCalendar
    private var months: [Int: Month] = [:]
    private var day: (range: Range<Int64>, hours: Range<Int64>?, month: Int) = (0..<0, nil, 0)
    /// The first and the last minute with a request.
    public private(set) var first: Int64?
    /// The last one.
    public private(set) var last: Int64?
    /// Silences that are too long for complete coverage.
    public private(set) var gaps: [PeriodReport.Coverage.Gap] = []

    /// Makes a tally of nothing.
    public init(_ options: ServiceLevelOptions, calendar: CaseCalendar) {
        self.options = options
        self.calendar = calendar
    }

    /// Takes the next minute, later than all before.
    public mutating func add(minute: Int64, requests: Int64, serverErrors: Int64) {
        if let last, minute - last > 30 * 60_000, isGap(from: last, to: minute) {
            gaps.append(PeriodReport.Coverage.Gap(from: last, to: minute))
        }
        if first == nil { first = minute }
        last = minute
        if !day.range.contains(minute) { enterDay(of: minute) }
        guard let hours = day.hours, hours.contains(minute) else { return }
        months[day.month, default: Month()].measured += 1
        if serverErrors >= Int64(options.errors), 100 * serverErrors >= Int64(options.errorPercent) * requests {
            months[day.month, default: Month()].down.append(
                Down(minute: minute, requests: requests, serverErrors: serverErrors))
        }
    }

    private mutating func enterDay(of minute: Int64) {
        let date = calendar.date(of: minute)
        day = (
            ReportPeriod.start(of: date, in: calendar.zone)..<calendar.end(of: date), hours(of: date),
            date.year * 12 + date.month - 1
        )
    }

    /// The agreed hours of a date, `nil` on weekends and holidays. Days on which only the office is closed are agreed.
    private func hours(of date: CivilDate) -> Range<Int64>? {
        guard calendar.holidays.isWorkingDay(date) else { return nil }
        return calendar.instant(date, minutes: options.opens)..<calendar.instant(date, minutes: options.closes)
    }

    /// Silence of more than half an hour is a gap by day (06 to 22), of more than three hours also by night.
    private func isGap(from: Int64, to: Int64) -> Bool {
        if to - from > 3 * 3_600_000 { return true }
        let date = calendar.date(of: from)
        return [date, date.adding(days: 1)].contains { date in
            let (start, end) = (calendar.instant(date, minutes: 360), calendar.instant(date, minutes: 1320))
            return min(to, end) - max(from, start) > 30 * 60_000
        }
    }
}

extension ServiceTally {
    /// Down minutes that users are responsible for: by the minute's start, whose findings show it.
    public typealias Causes = [Int64: [(subject: PeriodReport.Subject, finding: String)]]

    /// The months from the one of an instant to that of another, as far as the log goes.
    public func months(from: Int64, to: Int64, causes: Causes) -> [PeriodReport.ServiceMonth] {
        guard let first, let last else { return [] }
        let start = max(from, first)
        var found: [PeriodReport.ServiceMonth] = []
        var bad: Int64 = 0
        for number in month(of: start)...max(month(of: start), month(of: min(to - 1, last))) {
            var row = row(number, log: first..<(last + 60_000), causes)
            let isBad = row.agreed > 0 && 100 * (row.agreed - row.down) < Int64(options.exitPercent) * row.agreed
            bad = isBad ? bad + 1 : 0
            row.badMonths = bad
            found.append(row)
        }
        return found
    }

    private func month(of instant: Int64) -> Int {
        let date = calendar.date(of: instant)
        return date.year * 12 + date.month - 1
    }

    private func row(_ number: Int, log: Range<Int64>, _ causes: Causes) -> PeriodReport.ServiceMonth {
        let first = CivilDate(year: number / 12, month: number % 12 + 1, day: 1)
        let days = (0..<CivilDate.length(ofMonth: first.month, year: first.year)).map { first.adding(days: $0) }
        let hours = days.compactMap(hours(of:))
        let agreed = hours.map { $0.lowerBound..<max($0.lowerBound, min($0.upperBound, log.upperBound)) }
        let seen = months[number] ?? Month()
        let blamed = seen.down.filter { causes[$0.minute] != nil }
        var row = PeriodReport.ServiceMonth(
            month: String(first.text.prefix(7)), isWhole: false, agreed: agreed.reduce(0) { $0 + $1.count60 },
            measured: seen.measured, unknown: agreed.reduce(0) { $0 + unknown(in: $1, log) },
            down: Int64(seen.down.count - blamed.count), attributed: Int64(blamed.count), causes: [], outages: [],
            badMonths: 0, isBelowTarget: false, reduction: 0, coveredReduction: 0)
        let start = ReportPeriod.start(of: first, in: calendar.zone)
        let end = days.last.map { calendar.end(of: $0) } ?? start
        let reaches = isNear(log.lowerBound, after: start) && isNear(end, after: log.upperBound)
        row.isWhole = reaches
        settle(&row)
        row.causes = Self.causes(blamed, causes)
        row.outages = Self.outages(seen.down, causes)
        return row
    }

    /// Whether one instant lies before another, or so little behind it that the silence between is no gap.
    private func isNear(_ instant: Int64, after start: Int64) -> Bool {
        instant <= start || !isGap(from: start, to: instant)
    }

    private func settle(_ row: inout PeriodReport.ServiceMonth) {
        row.isBelowTarget = 100 * (row.agreed - row.down) < Int64(options.targetPercent) * row.agreed
        guard row.isBelowTarget, row.agreed > 0 else { return }
        row.reduction = min(10_000, (10_000 * row.down + row.agreed - 1) / row.agreed)
        let covered = 10_000 * row.down * Int64(options.coverFactor)
        row.coveredReduction = min(10_000, (covered + row.agreed - 1) / row.agreed)
    }

    /// Minutes of agreed hours before the log, or in its gaps.
    private func unknown(in hours: Range<Int64>, _ log: Range<Int64>) -> Int64 {
        let silent = gaps.map { ($0.from + 60_000)..<max($0.from + 60_000, $0.to) } + [.min..<log.lowerBound]
        return silent.reduce(0) { $0 + $1.clamped(to: hours).count60 }
    }

    private static func causes(_ down: [Down], _ causes: Causes) -> [PeriodReport.Cause] {
        var found: [PeriodReport.Subject: PeriodReport.Cause] = [:]
        for minute in down {
            for (subject, finding) in causes[minute.minute] ?? [] {
                var cause = found[subject] ?? PeriodReport.Cause(subject: subject, minutes: 0, findings: [])
                cause.minutes += 1
                if !cause.findings.contains(finding) { cause.findings.append(finding) }
                found[subject] = cause
            }
        }
        return found.values.sorted { ($1.minutes, $0.subject.sortText) < ($0.minutes, $1.subject.sortText) }
    }

    private static func outages(_ down: [Down], _ causes: Causes) -> [PeriodReport.Outage] {
        var found: [PeriodReport.Outage] = []
        for minute in down {
            let isAttributed = causes[minute.minute] != nil
            if let last = found.last, last.to == minute.minute, last.isAttributed == isAttributed {
                found[found.count - 1].to += 60_000
                found[found.count - 1].requests += minute.requests
                found[found.count - 1].serverErrors += minute.serverErrors
            } else if found.count < 50 {
                found.append(
                    PeriodReport.Outage(
                        from: minute.minute, to: minute.minute + 60_000, requests: minute.requests,
                        serverErrors: minute.serverErrors, isAttributed: isAttributed))
            } else {
                break
            }
        }
        return found
    }
}

extension Range<Int64> {
    /// Whole minutes, started ones among them.
    fileprivate var count60: Int64 { isEmpty ? 0 : (upperBound - lowerBound + 59_999) / 60_000 }
}

extension PeriodReport.Subject {
    /// What subjects are sorted by.
    var sortText: String { "\(login ?? "")\u{0}\(installation ?? "")" }
}
