public import Detection

/// One entry of `exemptions`: findings that are printed but never count.
public struct ExemptionEntry: Sendable {
    /// The login, `nil` for every one.
    public var login: String?
    /// The installation, `nil` for every one.
    public var installation: String?
    /// The rule, `nil` for every one.
    public var rule: RuleName?
    /// Findings that start then or later are not exempt; `nil` exempts for good.
    public var until: ExemptionEnd?
    /// Why.
    public var reason = ""
    /// Who answers for it.
    public var owner: String?

    /// The exemption as the rules take it, dates counted in a zone.
    func exemption(in zone: String) -> Exemption {
        Exemption(
            login: login, installation: installation, rule: rule, until: until?.milliseconds(in: zone), reason: reason,
            owner: owner)
    }
}

extension Sections {
    static let exemption = Section(
        standard: ExemptionEntry(),
        settings: [
            .optional("login", \.login, .text, "The login that is exempt; every login if left out"),
            .optional("installation", \.installation, .word, "The installation that is exempt; every one if left out"),
            .optional("rule", \.rule, .choice, "The rule that does not count; every rule if left out"),
            .optional(
                "until", \.until, .end,
                "Findings that start then or later count again; a date means its first instant in the zone of timezone"),
            .scalar("reason", \.reason, .text, "Why; findings carry it").required,
            .optional("owner", \.owner, .text, "Who answers for the exemption"),
        ])
}
