public import AccessLog
internal import Cases
public import Detection

/// Roll-ups of a period, added up in the ways that a report shows; fed row by row, so that 100 million lines need no more
/// memory than their keys and routes.
///
/// Keys and routes are small numbers, places in ``keys`` and ``routes``.
public struct PeriodSums: Sendable {
    /// A misuse, as far as the picture of the load needs it.
    struct Stretch {
        /// The place of the route, `nil` for all routes of the key.
        var route: Int?
        var span: Range<Int64>
    }

    struct Key {
        var sums = TrafficSums()
        var days: [Int64] = []
        var week: [Int64] = []
        /// Bytes by place of the month.
        var months: [Int64] = []
        var stretches: [Stretch] = []
        /// Requests of its stretches by local day.
        var misuse: [Int64] = []
    }

    /// The requests of one subject that a calendar quota counts.
    struct QuotaCell: Hashable {
        var quota: Int
        var subject: Int
        var period: Int
    }

    let period: ReportPeriod
    let zone: TimeZoneRules
    /// The starts of local days, and the end.
    let dayStarts: [Int64]
    /// `2026-10` of every month that the period touches.
    let months: [String]
    private let monthOfDay: [Int]
    private let weekdays: [Int]
    private var quotas: QuotaMatching

    /// Keys by their numbers.
    public private(set) var keys: [PartnerKey] = []
    private(set) var routes: [String] = []
    private(set) var byKey: [Key] = []
    private(set) var byRoute: [Int64: TrafficSums] = [:]
    private(set) var hours: [Int64: (requests: Int64, misuse: Int64)] = [:]
    private(set) var dayLoad: [(requests: Int64, misuse: Int64)]
    private(set) var quotaUse: [QuotaCell: Int64] = [:]
    /// Whether a local day came whole, so that hours are not known everywhere.
    private(set) var hasWholeDays = false
    private var place = 0

    /// Makes sums of nothing.
    ///
    /// - Parameters:
    ///   - period: rows outside of it are left out, by the start of their hour.
    ///   - zone: the zone of local days.
    ///   - quotas: the policy's; their use is bounded from the sums.
    public init(_ period: ReportPeriod, zone: TimeZoneRules, quotas: [Quota] = []) {
        self.period = period
        self.zone = zone
        var starts: [Int64] = []
        var next = zone.startOfDay(containing: period.from)
        while next < period.to {
            starts.append(next)
            next = zone.startOfNextDay(after: next)
        }
        dayStarts = starts + [next]
        let dates = starts.map { zone.civilDate(atUTC: $0 / 1000) }
        let names = dates.map { String($0.text.prefix(7)) }
        var months: [String] = []
        for name in names where months.last != name { months.append(name) }
        self.months = months
        monthOfDay = names.map { months.firstIndex(of: $0) ?? 0 }
        weekdays = dates.map { ($0.weekday + 6) % 7 }
        dayLoad = [(requests: Int64, misuse: Int64)](repeating: (0, 0), count: starts.count)
        self.quotas = QuotaMatching(quotas)
    }

    /// The local dates of the period.
    public var dates: [CivilDate] { dayStarts.dropLast().map { zone.civilDate(atUTC: $0 / 1000) } }

    /// Takes a key; its place is the next number.
    public mutating func add(key: PartnerKey) -> Int {
        keys.append(key)
        byKey.append(Key())
        return keys.count - 1
    }

    /// Takes a route; its place is the next number.
    public mutating func add(route: String) -> Int {
        routes.append(route)
        quotas.add(route: route)
        return routes.count - 1
    }

    /// Takes a misuse before the rows that it may lie in.
    mutating func mark(_ key: Int, _ stretch: Stretch) { byKey[key].stretches.append(stretch) }

    /// Takes the sums of a key and route in an hour, or in a local day.
    public mutating func add(start: Int64, isDay: Bool = false, key: Int, route: Int, _ sums: TrafficSums) {
        guard period.from <= start, start < period.to, let day = day(of: start) else { return }
        byKey[key].sums += sums
        byRoute[Int64(key) << 32 | Int64(route), default: TrafficSums()] += sums
        let misuse = isMisuse(start, isDay, key, route) ? sums.requests : 0
        dayLoad[day].requests += sums.requests
        dayLoad[day].misuse += misuse
        if misuse > 0 {
            if byKey[key].misuse.isEmpty { byKey[key].misuse = [Int64](repeating: 0, count: dayLoad.count) }
            byKey[key].misuse[day] += misuse
        }
        if byKey[key].days.isEmpty {
            byKey[key].days = [Int64](repeating: 0, count: dayLoad.count)
            byKey[key].months = [Int64](repeating: 0, count: months.count)
        }
        byKey[key].days[day] += sums.requests
        byKey[key].months[monthOfDay[day]] += sums.bytes
        count(quotaOf: key, route, day, sums)
        if isDay {
            hasWholeDays = true
        } else {
            addHour(start, day, key, sums.requests, misuse)
        }
    }

    private mutating func addHour(_ start: Int64, _ day: Int, _ key: Int, _ requests: Int64, _ misuse: Int64) {
        let known = hours[start] ?? (0, 0)
        hours[start] = (known.requests + requests, known.misuse + misuse)
        if byKey[key].week.isEmpty { byKey[key].week = [Int64](repeating: 0, count: 168) }
        let local = start / 1000 + zone.offset(atUTC: start / 1000)
        byKey[key].week[weekdays[day] * 24 + Int(local % 86_400 / 3600)] += requests
    }

    /// The place of the local day; rows come mostly in their order.
    private mutating func day(of start: Int64) -> Int? {
        if place < dayLoad.count, dayStarts[place] <= start, start < dayStarts[place + 1] { return place }
        guard let found = dayStarts.lastIndex(where: { $0 <= start }), found < dayLoad.count else { return nil }
        place = found
        return found
    }

    private func isMisuse(_ start: Int64, _ isDay: Bool, _ key: Int, _ route: Int) -> Bool {
        let stretches = byKey[key].stretches
        if stretches.isEmpty { return false }
        let end = start + (isDay ? 86_400_000 : 3_600_000)
        return stretches.contains {
            ($0.route == nil || $0.route == route) && $0.span.lowerBound < end && start < $0.span.upperBound
        }
    }

    private mutating func count(quotaOf key: Int, _ route: Int, _ day: Int, _ sums: TrafficSums) {
        for quota in quotas.matching(route: route) {
            let rule = quotas.rules[quota]
            let subject = quotas.subject(of: keys[key], rule.scope)
            let cell = QuotaCell(
                quota: quota, subject: subject, period: rule.period == .month ? monthOfDay[day] : day)
            let units = rule.unit == .bytes ? sums.bytes : sums.requests - sums.serverErrors - sums.throttled
            quotaUse[cell, default: 0].addClamped(max(0, units))
        }
    }

    /// Whose a cell's use is.
    func subject(of cell: QuotaCell) -> PartnerKey { quotas.subjects[cell.subject] }
    /// The quota of a cell.
    func rule(of cell: QuotaCell) -> Quota { quotas.rules[cell.quota] }
    /// `2026-10` or `2026-10-17`.
    func name(of cell: QuotaCell) -> String {
        rule(of: cell).period == .month
            ? months[cell.period] : zone.civilDate(atUTC: dayStarts[cell.period] / 1000).text
    }
}
