/// One entry of `quotas`: a limit on calls or units in a period.
public struct QuotaRule: Sendable, Equatable {
    /// What outputs call it.
    public var name = ""
    /// The routes that count.
    public var match = ""
    /// What counts: `1` for requests, `bytes`, or `field NAME`.
    public var unit = "1"
    /// The most units that are allowed.
    public var limit = 0
    /// The period.
    public var per = QuotaPeriod.month
    /// The field whose values are counted apart, `content`; `nil` counts all together.
    public var group: String?
    /// Whom a limit is for.
    public var scope = QuotaScope.key
}

/// Whom a quota is for.
public enum QuotaScope: String, Sendable, CaseIterable {
    case key, login, installation
}

/// The period of a quota.
public enum QuotaPeriod: Sendable, Equatable {
    /// A calendar day in the zone of the contract.
    case day
    /// A calendar month in the zone of the contract.
    case month
    /// A sliding window.
    case sliding(PolicyDuration)

    /// Reads `calendar day`, `calendar month` or a duration from 1 s to 366 d.
    init?(_ text: String) {
        switch text {
        case "calendar day": self = .day
        case "calendar month": self = .month
        default:
            guard let duration = PolicyDuration(text), 1...31_622_400 ~= duration.seconds else { return nil }
            self = .sliding(duration)
        }
    }
}

extension QuotaPeriod: CustomStringConvertible {
    /// The form that reads back to the same period.
    public var description: String {
        switch self {
        case .day: "calendar day"
        case .month: "calendar month"
        case .sliding(let duration): duration.description
        }
    }
}

extension Sections {
    static let quota = Section(
        standard: QuotaRule(),
        settings: [
            .scalar("name", \.name, .text, "What findings call the quota").required,
            .scalar("match", \.match, .route, "The requests that count").required,
            .scalar("unit", \.unit, .quotaUnit, "What counts: 1 for requests, bytes, or field NAME"),
            .scalar("limit", \.limit, .size(1...1_000_000_000_000_000), "The most units that are allowed").required,
            .scalar("per", \.per, .period, "calendar day, calendar month, or the length of a sliding window").required,
            .optional("group", \.group, .word, "The field whose values are counted apart"),
            .scalar("scope", \.scope, .choice, "Whom the limit is for"),
        ])
}

extension ScalarKind where Value == QuotaPeriod {
    fileprivate static var period: ScalarKind {
        let shape = "calendar day, calendar month, or a duration such as 24h"
        return ScalarKind(shape: shape, figure: "^(calendar (day|month)|[0-9]+[smhd])$", text: \.description) { text in
            QuotaPeriod(text).map(Reading.value) ?? .fault("\"\(text)\" is not a period; write \(shape)")
        }
    }
}

extension ScalarKind where Value == String {
    fileprivate static var quotaUnit: ScalarKind {
        let shape = "1, bytes, or field NAME"
        return ScalarKind(
            shape: shape,
            read: { isUnit($0) ? .value($0) : .fault("\"\($0)\" is not a unit; write \(shape)") },
            write: { YAMLText.of($0) }, json: { .text($0) },
            schema: [
                ("type", .array([.text("string"), .text("integer")])), ("pattern", .text("^(1|bytes|field [^\\s]+)$")),
            ])
    }

    private static func isUnit(_ text: String) -> Bool {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        return text == "1" || text == "bytes" || (words.count == 2 && words[0] == "field" && !words[1].isEmpty)
    }
}
