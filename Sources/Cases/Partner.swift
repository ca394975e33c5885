/// A partner of the register: who stands behind logins, and whom to write to.
public struct Partner: Sendable, Equatable {
    /// The short name that outputs carry.
    public var id = ""
    /// The name of the company, `nil` where the register has none.
    public var name: String?
    /// The number in the register of companies.
    public var organisationNumber: String?
    /// The language of letters.
    public var language = LetterLanguage.nb
    /// The product logins, at least one.
    public var logins: [String] = []
    /// The contact persons.
    public var contacts: [Contact] = []

    /// A partner without logins.
    public init() {}
}

/// A person to write to.
public struct Contact: Sendable, Codable, Hashable {
    /// The person's name.
    public var name: String?
    /// The address of letters.
    public var email = ""
    /// What the person is to the partner, `technical`.
    public var role: String?

    /// A person without an address.
    public init() {}

    /// Makes a person.
    public init(name: String?, email: String, role: String? = nil) {
        self.name = name
        self.email = email
        self.role = role
    }
}

/// The languages of letters.
public enum LetterLanguage: String, Sendable, Codable, CaseIterable {
    case nb, nn, da, sv, en
}
