public import Detection

/// How letters are drafted, approved and sent: the policy's section `notices`.
public struct NoticeOptions: Sendable, Equatable {
    /// Whether a person approves every letter.
    public enum Approval: String, Sendable, CaseIterable {
        /// Letters wait for a person.
        case manual
        /// Letters go out by themselves.
        case automatic
    }

    /// The shortest times between steps, seconds.
    public struct Grace: Sendable, Equatable {
        /// From the notice to the reminder.
        public var reminder = 7 * 86_400
        /// From the reminder to the final warning.
        public var final = 7 * 86_400
        /// From the final warning to a permitted closing.
        public var close = 14 * 86_400

        /// The defaults.
        public init() {}
    }

    /// A breach so severe that access may be suspended before a letter.
    public struct Suspension: Sendable, Equatable {
        /// The rule.
        public var rule = RuleName.overload
        /// The fewest points of a finding.
        public var points = 60

        /// The defaults.
        public init() {}
    }

    /// Who lets letters go out.
    public var approval = Approval.manual
    /// The shortest times between the steps of a case.
    public var grace = Grace()
    /// The address that letters come from, `nil` where none is set: then nothing can be sent.
    public var from: String?
    /// Who writes, as the partner knows them.
    public var sender: String?
    /// The address that answers go to.
    public var replyTo: String?
    /// The telephone for questions.
    public var phone: String?
    /// Addresses of the operator's own people, for the digest.
    public var operators: [String] = []
    /// The language of the digest.
    public var language = LetterLanguage.nb
    /// Where letters go: `maildir:PATH`, `sendmail` or `sendmail:PATH`.
    public var channel = DeliveryChannel.maildir("outbox")
    /// Days of a new ledger without letters.
    public var observeDays = 7
    /// Hours of a day in which the API was in trouble, from which on the day counts against nobody.
    public var faultHours = 2
    /// When the office is open.
    public var hours = OpeningHours.standard
    /// Days of every year on which the office is closed, beside the public holidays.
    public var closed = [MonthDay(month: 12, day: 24), MonthDay(month: 12, day: 31)]
    /// A folder with texts and templates that take the place of the built-in ones.
    public var templates: String?
    /// Breaches after which access may be suspended at once.
    public var suspendWithoutNotice: [Suspension] = []

    /// The defaults.
    public init() {}

    /// The grace after a delivered letter, seconds.
    public func grace(after kind: LetterKind) -> Int {
        switch kind {
        case .notice: grace.reminder
        case .reminder: grace.final
        case .final: grace.close
        case .resolved, .quota, .suspension: 0
        }
    }
}

/// What the contract says of misuse: the policy's section `contract`.
public struct Contract: Sendable, Codable, Equatable {
    /// The name of the agreement.
    public var title: String?
    /// The first example of misuse, word for word: fetching again what one has.
    public var clause1: String?
    /// The second: inefficient code that overloads.
    public var clause2: String?
    /// The third: polling where push is possible.
    public var clause3: String?
    /// What the agreement says of quotas.
    public var quota: String?

    /// Nothing is known.
    public init() {}

    /// The words of a clause, those of quotas for `nil`.
    public func words(of clause: Int?) -> String? {
        switch clause {
        case 1: clause1
        case 2: clause2
        case 3: clause3
        default: quota
        }
    }
}
