public import AccessLog

/// What one local day says of one case.
public struct CaseDay: Codable, Sendable, Equatable {
    /// The date in the contract's zone.
    public var date: CivilDate
    /// The day score of the case's clause, 0 to 100.
    public var score: Int
    /// Whether the log holds all of the day.
    public var isCovered: Bool
    /// Whether the API itself was down or slow, so that the day counts against nobody.
    public var isProviderFault: Bool
    /// The exemption that holds on the day, `nil` without one.
    public var exemption: ExemptionNote?
    /// The findings that have something on the day, as they stand at its end.
    public var findings: [CaseFinding]
    /// Covered days of the ledger up to and with this one.
    public var coveredDays: Int

    /// Makes a day.
    public init(
        date: CivilDate, score: Int, isCovered: Bool = true, isProviderFault: Bool = false,
        exemption: ExemptionNote? = nil, findings: [CaseFinding] = [], coveredDays: Int = .max
    ) {
        self.date = date
        self.score = score
        self.isCovered = isCovered
        self.isProviderFault = isProviderFault
        self.exemption = exemption
        self.findings = findings
        self.coveredDays = coveredDays
    }
}

/// Why a case stands still.
public struct ExemptionNote: Codable, Sendable, Equatable {
    /// Why.
    public var reason: String
    /// Who answers for it.
    public var owner: String?
    /// The first date that is no longer exempt, `nil` for good.
    public var until: CivilDate?

    /// Makes a note.
    public init(reason: String, owner: String? = nil, until: CivilDate? = nil) {
        self.reason = reason
        self.owner = owner
        self.until = until
    }

    /// Whether the exemption holds on a date.
    public func holds(on date: CivilDate) -> Bool { until.map { date < $0 } ?? true }
}

/// What a case remembers of a day.
public struct DayMark: Codable, Sendable, Equatable {
    /// How a day counts.
    public enum Verdict: String, Codable, Sendable {
        /// A day score of at least 15.
        case abuse
        /// A day score below 8.
        case clean
        /// In between: neither misuse nor clean.
        case between
        /// The log does not hold all of the day.
        case uncovered
        /// The API itself was in trouble.
        case fault
        /// An exemption held.
        case exempt
    }

    /// The least day score of an abuse day.
    public static let abuse = 15
    /// Below this a day is clean.
    public static let clean = 8

    /// The date.
    public var date: CivilDate
    /// The day score, 0 to 100.
    public var score: Int
    /// How it counts.
    public var verdict: Verdict
    /// Whether an exemption held, also on a day that does not count for another reason.
    public var isExempt: Bool

    /// Judges a day; an exemption of the case holds beside those of the day.
    init(_ day: CaseDay, exemption: ExemptionNote?) {
        date = day.date
        score = day.score
        isExempt = day.exemption != nil || exemption?.holds(on: day.date) == true
        verdict =
            if !day.isCovered { .uncovered } else if day.isProviderFault { .fault } else if isExempt {
                .exempt
            } else if day.score >= Self.abuse { .abuse } else if day.score < Self.clean { .clean } else { .between }
    }

    /// Whether the day counts for the ladder at all.
    public var counts: Bool {
        switch verdict {
        case .abuse, .clean, .between: true
        case .uncovered, .fault, .exempt: false
        }
    }
}
