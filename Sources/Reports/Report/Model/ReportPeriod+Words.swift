public import AccessLog
internal import Cases

extension ReportPeriod {
    /// A period that is told from today on, as schedules need it.
    public enum Word: String, CaseIterable, Sendable {
        case today, yesterday
        case thisWeek = "this-week"
        case lastWeek = "last-week"
        case thisMonth = "this-month"
        case lastMonth = "last-month"
        case thisYear = "this-year"
        case lastYear = "last-year"

        /// The name of the period that it means on a date: `2026-10`, `2026-W43`, `2026` or `2026-10-17`.
        func name(on date: CivilDate) -> String {
            switch self {
            case .today: date.text
            case .yesterday: date.adding(days: -1).text
            case .thisWeek: Self.week(of: date)
            case .lastWeek: Self.week(of: date.adding(days: -7))
            case .thisMonth: String(date.text.prefix(7))
            case .lastMonth: String(date.adding(days: -date.day).text.prefix(7))
            case .thisYear: String(date.text.prefix(4))
            case .lastYear: String(CivilDate(year: date.year - 1, month: 1, day: 1).text.prefix(4))
            }
        }

        /// A week belongs to the year that holds its Thursday.
        private static func week(of date: CivilDate) -> String {
            let thursday = date.adding(days: 3 - (date.weekday + 6) % 7)
            let days = thursday.daysSince1970 - CivilDate(year: thursday.year, month: 1, day: 1).daysSince1970
            let number = days / 7 + 1
            return "\(thursday.text.prefix(4))-W\(number < 10 ? "0" : "")\(number)"
        }
    }

    /// Reads a period by its name, or by a word such as `last-month`, told from a moment in milliseconds since 1970 UTC.
    public init?(_ text: String, in zone: TimeZoneRules, now: Int64) {
        let date = zone.civilDate(atUTC: now / 1000)
        self.init(Word(rawValue: text)?.name(on: date) ?? text, in: zone)
    }

    /// The label as a part of a file's name.
    public var fileName: String { label.replacing("/", with: "--") }
}
