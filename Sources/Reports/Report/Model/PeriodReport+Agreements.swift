extension PeriodReport {
    /// The service level of one calendar month.
    public struct ServiceMonth: Codable, Sendable, Equatable {
        /// `2026-10`.
        public var month: String
        /// Whether all of it lies in the log's span.
        public var isWhole: Bool
        /// Minutes for which availability is agreed, up to the end of the log.
        public var agreed: Int64
        /// Those of them in which the log has a request.
        public var measured: Int64
        /// Those of them that lie in a gap of the log, or before its start: nothing is known of them.
        public var unknown: Int64
        /// Minutes of down time that count.
        public var down: Int64
        /// Down minutes that a user is responsible for.
        public var attributed: Int64
        /// Whose they are: minutes by key, most first; a minute may have several. Only the own ones on a partner's page.
        public var causes: [Cause]
        /// The stretches of down time, first ones first, 50 at most.
        public var outages: [Outage]
        /// Months in a row, this one the last, below the level that ends the agreement.
        public var badMonths: Int64
        /// Availability in hundredths of a percent, rounded down; `nil` where nothing is agreed.
        public var availability: Int64? {
            agreed > 0 ? Figures.scaled(agreed - down, by: 10_000, over: agreed) : nil
        }
        /// Whether the target is missed, exactly.
        public var isBelowTarget: Bool
        /// The reduction of the fee in hundredths of a percent, rounded up; 0 where the target is met.
        public var reduction: Int64
        /// The same with the extra cover, at most all of it.
        public var coveredReduction: Int64
    }

    /// A key that a down minute is attributed to.
    public struct Cause: Codable, Sendable, Equatable {
        /// The key.
        public var subject: Subject
        /// Down minutes.
        public var minutes: Int64
        /// The findings that show it.
        public var findings: [String]
    }

    /// Down minutes in a row.
    public struct Outage: Codable, Sendable, Equatable {
        /// The first minute's start.
        public var from: Int64
        /// The last minute's end.
        public var to: Int64
        /// Requests in it.
        public var requests: Int64
        /// Answers 5xx among them.
        public var serverErrors: Int64
        /// Whether a user is responsible.
        public var isAttributed: Bool
    }

    /// The data of one login in one calendar month.
    public struct VolumeRow: Codable, Sendable, Equatable {
        /// The login, without an installation.
        public var subject: Subject
        /// `2026-10`.
        public var month: String
        /// Bytes of answers.
        public var bytes: Int64
        /// Bytes that are included.
        public var included: Int64
        /// Started units above.
        public var charged: Int64
        /// Whether all of the month lies in the period and the log's span.
        public var isWhole: Bool
    }

    /// The use of one quota by one subject.
    public struct QuotaRow: Codable, Sendable, Equatable {
        /// How `used` is known.
        public enum Basis: String, Codable, Sendable {
            /// Counted exactly by the rule.
            case counted
            /// From hourly sums, in which refused requests count too: the use is not larger.
            case atMost = "at_most"
            /// The rule saw less than four fifths of the limit; `used` is that bound.
            case below
        }

        /// Whose it is.
        public var subject: Subject
        /// The quota.
        public var quota: String
        /// `calendar month`, `calendar day`, or a length.
        public var per: String
        /// `2026-10` or `2026-10-17`, `nil` for sliding windows.
        public var periodName: String?
        /// What is allowed.
        public var limit: Int64
        /// The largest use of a window in the period.
        public var used: Int64
        /// How that is known.
        public var basis: Basis
        /// Units above the limit.
        public var above: Int64
        /// `requests`, `bytes` or `units`.
        public var unit: String

        /// Whole percent of the limit, rounded up where the use is only bounded.
        public var percent: Int64 { limit > 0 ? Figures.scaled(used, by: 100, over: limit) : 0 }
        /// What is left.
        public var headroom: Int64 { max(0, limit - used) }
    }

    /// What the report rests on.
    public struct Coverage: Codable, Sendable, Equatable {
        /// A stretch without any request.
        public struct Gap: Codable, Sendable, Equatable {
            /// The last request before it, to the minute.
            public var from: Int64
            /// The first after it.
            public var to: Int64

            /// Makes a gap.
            public init(from: Int64, to: Int64) {
                self.from = from
                self.to = to
            }
        }

        /// An input.
        public struct Input: Codable, Sendable, Equatable {
            /// Its name.
            public var name: String
            /// Bytes, unpacked.
            public var bytes: Int64
            /// Lines.
            public var lines: Int64
            /// CRC-32 of the unpacked bytes, 8 hex digits.
            public var crc: String
            /// Its first and last stamps.
            public var from: Int64?
            /// The last one.
            public var to: Int64?
            /// `finished`, `growing`, `truncated`.
            public var state: String

            /// Makes an input.
            public init(
                name: String, bytes: Int64, lines: Int64, crc: String, from: Int64?, to: Int64?, state: String
            ) {
                self.name = name
                self.bytes = bytes
                self.lines = lines
                self.crc = crc
                self.from = from
                self.to = to
                self.state = state
            }
        }

        /// The first request that was read, inside the period.
        public var first: Int64?
        /// The last one.
        public var last: Int64?
        /// Silences that are too long for complete coverage.
        public var gaps: [Gap] = []
        /// Inputs with lines of the period, in the order of their numbers.
        public var inputs: [Input] = []
        /// SHA-256 over the lines `crc bytes` of the inputs, sorted.
        public var inputDigest = ""
        /// Runs that read them.
        public var runs: Int64 = 0
        /// Lines of these runs.
        public var lines: Int64 = 0
        /// Those counted for a key.
        public var identified: Int64 = 0
        /// Those of nobody known.
        public var unidentified: Int64 = 0
        /// Those outside of the period of a run.
        public var outOfPeriod: Int64 = 0
        /// Those that could not be read.
        public var unreadable: Int64 = 0
        /// Those that came too late.
        public var late: Int64 = 0
        /// What is a lower bound and why, `nil` where all is exact.
        public var inexact: [String] = []
        /// SHA-256 of the policies, the last one last.
        public var policies: [String] = []
        /// The policy's profile.
        public var profile = ""
        /// The versions of the program that read, the last one last.
        public var versions: [String] = []
        /// Findings that later versions wrote and this one cannot read.
        public var unreadFindings: Int64 = 0

        /// Nothing yet.
        public init() {}
    }
}
