public import AccessLog
public import Detection

/// What a case is about: a partner's login on a base, and a clause of the contract.
public struct CaseKey: Codable, Sendable, Hashable {
    /// The accountable login.
    public var login: String?
    /// The base.
    public var installation: String?
    /// The contract's example of misuse, 1 to 3; `nil` for quotas, which have a track of their own.
    public var clause: Int?

    /// Makes a key.
    public init(key: PartnerKey, clause: Int?) {
        login = key.login
        installation = key.installation
        self.clause = clause
    }

    /// The accountable partner and base.
    public var key: PartnerKey { PartnerKey(login: login, installation: installation) }

    /// The number of the case that opens on a date, `2026-9F1C27D0`: the year, and the start of SHA-256 over login,
    /// installation, clause and date. The same history gives the same numbers.
    public func number(opened: CivilDate) -> String {
        let parts = [login ?? "", installation ?? "", clause.map(String.init) ?? "", opened.text]
        let text = parts.joined(separator: "\n")
        return "\(opened.year)-" + ContentDigest.hex(text.utf8, bytes: 4).uppercased()
    }
}

extension UInt8 {
    /// Two hex digits.
    var hexDigits: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}
