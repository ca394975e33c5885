import Cases

extension Sections {
    static let partner = Section(
        standard: Partner(),
        settings: [
            .scalar("id", \.id, .word, "The short name that findings carry").required,
            .optional("name", \.name, .text, "The name of the company"),
            .optional("org_no", \.organisationNumber, .text, "The number in the register of companies, in quotes"),
            .scalar("language", \.language, .choice, "The language of letters"),
            .scalars(
                "logins", \.logins, .text,
                "The product logins of the partner, as findings show them; a final * stands for any ending", atLeast: 1
            ).required,
            .inlineList("contacts", \.contacts, of: contact, "The persons who get letters"),
        ])

    private static let contact = Section(
        standard: Contact(),
        settings: [
            .optional("name", \.name, .text, "The name of the person"),
            .scalar("email", \.email, .email, "The address of letters").required,
            .optional("role", \.role, .text, "What the person is to the partner, such as technical"),
        ])
}
