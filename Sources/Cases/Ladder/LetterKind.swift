/// The kinds of letters to partners; the operator's own digest is no letter of a case.
public enum LetterKind: String, Codable, Sendable, CaseIterable {
    /// The first of three.
    case notice
    /// The second.
    case reminder
    /// The last before access may be closed.
    case final
    /// The case is over.
    case resolved
    /// 80 % or 100 % of a quota: information.
    case quota
    /// Access was suspended without a letter before.
    case suspension

    /// 1, 2 or 3 for the letters of the ladder, else `nil`.
    public var stage: Int? {
        switch self {
        case .notice: 1
        case .reminder: 2
        case .final: 3
        case .resolved, .quota, .suspension: nil
        }
    }

    /// Whether the letter may go out while the office is closed.
    public var isUrgent: Bool { self == .suspension }
}
