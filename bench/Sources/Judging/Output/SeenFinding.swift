import Foundation
import Workloads

/// A finding or an observation, as the program printed it.
public struct SeenFinding: Sendable {
    /// `finding` or `observation`.
    public var type: String
    /// The name of the rule.
    public var rule: String
    /// The key.
    public var key: KeyName
    /// Its route.
    public var route: String
    /// Its target, or a quota's name.
    public var target: String?
    /// Milliseconds since 1970.
    public var started: Int64
    /// The same, when it cleared.
    public var ended: Int64?
    /// The same, when it was first observed.
    public var firstSeen: Int64?
    /// The figure that fired.
    public var observed: Int
    /// The limit that it broke.
    public var threshold: Int
    /// Its points.
    public var points: Int
    /// Whether it is exempt.
    public var isExempt: Bool
    /// The requests that a fix would save.
    public var waste: Int
    /// Whether its figures are exact.
    public var isExact: Bool
    /// The numbers of its evidence, by name.
    public var figures: [String: Int]
    /// The texts of its evidence, by name.
    public var texts: [String: String]
    /// Whether it says what was seen against which limit, in which unit, with an example or a window.
    public var isExplained: Bool
}

/// Login and installation of a key.
public struct KeyName: Sendable, Hashable {
    /// The login; `nil` where a finding is about a whole installation.
    public var login: String?
    /// The installation; `nil` where a finding is about a login.
    public var installation: String?

    /// A key by its two parts.
    public init(_ login: String?, _ installation: String?) {
        self.login = login
        self.installation = installation
    }
}

extension SeenFinding {
    init?(_ object: [String: Any]) {
        guard let type = object["type"] as? String, type != "summary", let rule = object["rule"] as? String,
            let started = (object["started"] as? String).flatMap(Moment.milliseconds)
        else { return nil }
        let key = object["key"] as? [String: Any] ?? [:]
        let evidence = object["evidence"] as? [String: Any] ?? [:]
        self.type = type
        self.rule = rule
        self.key = KeyName(key["login"] as? String, key["installation"] as? String)
        route = object["route"] as? String ?? ""
        target = object["target"] as? String
        self.started = started
        ended = (object["ended"] as? String).flatMap(Moment.milliseconds)
        firstSeen = (object["first_seen"] as? String).flatMap(Moment.milliseconds)
        observed = object["observed"] as? Int ?? 0
        threshold = object["threshold"] as? Int ?? 0
        points = object["points"] as? Int ?? 0
        isExempt = object["exempt"] != nil
        waste = (object["waste"] as? [String: Any])?["requests"] as? Int ?? 0
        isExact = object["exact"] as? Bool == true
        figures = evidence.compactMapValues { $0 as? Int }
        texts = evidence.compactMapValues { $0 as? String }
        let examples = (object["examples"] as? [Any])?.isEmpty == false
        isExplained = threshold > 0 && object["unit"] is String && (examples || texts["window_start"] != nil)
    }
}

/// Times as the program prints them.
enum Moment {
    /// Milliseconds since 1970 of `2026-03-02T07:02:17Z` or `2026-03-02T07:02:17.250Z`.
    static func milliseconds(_ text: String) -> Int64? {
        let numbers = text.split { !$0.isNumber }.compactMap { Int64($0) }
        guard numbers.count >= 6, text.hasSuffix("Z") else { return nil }
        let days = days(year: Int(numbers[0]), month: Int(numbers[1]), day: Int(numbers[2]))
        let seconds = Int64(days) * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5]
        return seconds * 1000 + (numbers.count > 6 ? numbers[6] : 0)
    }

    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let ofEra = year % 400
        let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return year / 400 * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }
}
