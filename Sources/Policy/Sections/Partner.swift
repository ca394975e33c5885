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
}

/// A person to write to.
public struct Contact: Sendable, Equatable {
    /// The person's name.
    public var name: String?
    /// The address of letters.
    public var email = ""
    /// What the person is to the partner, `technical`.
    public var role: String?
}

/// The languages of letters.
public enum LetterLanguage: String, Sendable, CaseIterable {
    case nb, nn, da, sv, en
}

extension Sections {
    static let partner = Section(
        standard: Partner(),
        settings: [
            .scalar("id", \.id, .word, "The short name that findings carry").required,
            .optional("name", \.name, .text, "The name of the company"),
            .optional("org_no", \.organisationNumber, .text, "The number in the register of companies, in quotes")
                .notYetUsed,
            .scalar("language", \.language, .choice, "The language of letters").notYetUsed,
            .scalars(
                "logins", \.logins, .text,
                "The product logins of the partner, as findings show them; a final * stands for any ending", atLeast: 1
            ).required,
            .inlineList("contacts", \.contacts, of: contact, "The persons who get letters").notYetUsed,
        ])

    private static let contact = Section(
        standard: Contact(),
        settings: [
            .optional("name", \.name, .text, "The name of the person"),
            .scalar("email", \.email, .email, "The address of letters").required,
            .optional("role", \.role, .text, "What the person is to the partner, such as technical"),
        ])
}
