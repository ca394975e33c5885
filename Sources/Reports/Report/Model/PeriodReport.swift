public import Detection

/// Everything that a report of a period says, whatever its form and language: a value without a clock, without secrets,
/// and without what steers a reader's program.
///
/// Instants are milliseconds since 1970 UTC, amounts of time milliseconds; names of keys, routes and targets are masked.
public struct PeriodReport: Codable, Sendable, Equatable {
    /// What it tells of.
    public var period: ReportPeriod
    /// The zone of local days.
    public var zone: String
    /// The partner whose page it is, `nil` for the report of all.
    public var partner: Subject?
    /// What a manager reads first.
    public var headline = Headline()
    /// What the operator must do; none on a partner's page.
    public var tasks: [Task] = []
    /// Every key with traffic or findings: ranked by points, waste, requests and name.
    public var keys: [KeyRow] = []
    /// Findings and observations that touch the period, those with most points first.
    public var findings: [FindingRow] = []
    /// Cases that were open in the period.
    public var cases: [CaseRow] = []
    /// The routes with the most requests that brought nothing, then with the most requests.
    public var routes: [RouteRow] = []
    /// The load over the period.
    public var load = Load()
    /// Months, up to two of them before the period.
    public var serviceLevel: [ServiceMonth] = []
    /// Data by login and month.
    public var volume: [VolumeRow] = []
    /// Agreed numbers and their use.
    public var quotas: [QuotaRow] = []
    /// Pollers that ask at the same second of a minute.
    public var pulses: [Pulse] = []
    /// What it rests on.
    public var coverage = Coverage()

    /// Makes a report of nothing.
    public init(period: ReportPeriod, zone: String) {
        self.period = period
        self.zone = zone
    }
}

extension PeriodReport {
    /// A partner or key as it is named.
    public struct Subject: Codable, Sendable, Hashable {
        /// The login, `nil` where a key has none.
        public var login: String?
        /// The customer base.
        public var installation: String?
        /// The partner's identifier in the register.
        public var partner: String?
        /// The partner's name.
        public var name: String?

        /// Makes a subject of its parts.
        public init(login: String? = nil, installation: String? = nil, partner: String? = nil, name: String? = nil) {
            self.login = login
            self.installation = installation
            self.partner = partner
            self.name = name
        }
    }

    /// Requests, bytes and server time.
    public struct Amount: Codable, Sendable, Equatable {
        /// Requests.
        public var requests: Int64 = 0
        /// Bytes of answers.
        public var bytes: Int64 = 0
        /// Server time, milliseconds.
        public var serverMilliseconds: Int64 = 0

        /// Nothing.
        public init() {}
    }

    /// The figures that come first.
    public struct Headline: Codable, Sendable, Equatable {
        /// Keys with findings that count.
        public var accusedKeys: Int64 = 0
        /// Findings that count.
        public var findings: Int64 = 0
        /// Observations.
        public var observations: Int64 = 0
        /// Cases that are open at the end.
        public var openCases: Int64 = 0
        /// Letters that reached somebody in the period.
        public var lettersDelivered: Int64 = 0
        /// Letters that wait for a person.
        public var lettersWaiting: Int64 = 0
        /// What the fixes would have saved in the period; a lower bound.
        public var waste = Amount()
        /// What the API answered to keys.
        public var total = Amount()
        /// All requests, those of nobody known among them.
        public var allRequests: Int64 = 0
        /// Keys with traffic.
        public var keys: Int64 = 0

        /// The share of the waste, in tenths of a percent, rounded down: requests, bytes, server time.
        public var permille: (requests: Int64, bytes: Int64, serverTime: Int64) {
            (
                Figures.scaled(waste.requests, by: 1000, over: total.requests),
                Figures.scaled(waste.bytes, by: 1000, over: total.bytes),
                Figures.scaled(waste.serverMilliseconds, by: 1000, over: total.serverMilliseconds)
            )
        }
    }

    /// Something that the operator must do.
    public struct Task: Codable, Sendable, Equatable {
        /// The case.
        public var caseID: String
        /// `suspension`, `closing`, `contact`, `bounced`, `approve`, `send`, `confirm`, `acute`.
        public var kind: String
        /// The letter or the finding.
        public var letter: String?
        /// Since when a letter waits, `2026-11-14`.
        public var since: String?
        /// Points or minutes.
        public var number: Int64 = 0
    }

    /// One key.
    public struct KeyRow: Codable, Sendable, Equatable {
        /// Whose it is.
        public var subject: Subject
        /// What it did in the period.
        public var sums = TrafficSums()
        /// Points of its findings together.
        public var points = 0
        /// Its findings that count.
        public var findings = 0
        /// Its observations.
        public var observations = 0
        /// The rules of its findings that count.
        public var rules: [RuleName] = []
        /// What the fixes would have saved in the period.
        public var waste = Amount()
        /// Requests by local day of the period.
        public var days: [Int64] = []
        /// Requests by hour of the week, Monday 00 first; empty without hourly sums.
        public var week: [Int64] = []
        /// The day score of each local day of the period that has one.
        public var scores: [DayMark] = []
    }

    /// A local day with a figure.
    public struct DayMark: Codable, Sendable, Equatable {
        /// `2026-11-14`.
        public var date: String
        /// Points.
        public var points: Int
    }

    /// One route of one key, or of all.
    public struct RouteRow: Codable, Sendable, Equatable {
        /// The template.
        public var route: String
        /// Keys that used it.
        public var keys: Int64
        /// What was done on it.
        public var sums: TrafficSums
    }

    /// Requests by hour, or by local day where hours are no longer kept or too many.
    public struct Load: Codable, Sendable, Equatable {
        /// Whether a step is an hour; else a local day.
        public var isHourly = false
        /// The start of each step.
        public var starts: [Int64] = []
        /// Requests of keys.
        public var requests: [Int64] = []
        /// Those of them that keys sent on the routes of their findings while these lasted.
        public var misuse: [Int64] = []
    }
}
