internal import Cases
internal import Detection
internal import Policy
internal import Reports

extension Policy {
    /// The partners of the logins that a run met, and of those that the register names.
    func partnerNames(of result: DetectionResult) -> [String: PartnerName] {
        partnerNames(of: result.keys.compactMap(\.key.login) + result.findings.compactMap(\.key.login))
    }

    /// The partners of some logins, and of those that the register names.
    func partnerNames(of logins: [String]) -> [String: PartnerName] {
        var names = partnersByLogin.mapValues { PartnerName(id: $0.id, name: $0.name) }
        guard partners.contains(where: { $0.logins.contains { $0.hasSuffix("*") } }) else { return names }
        for login in Set(logins) where names[login] == nil {
            names[login] = partner(forLogin: login).map { PartnerName(id: $0.id, name: $0.name) }
        }
        return names
    }
}
