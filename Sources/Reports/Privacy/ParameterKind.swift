/// What a parameter's name says of its value.
enum ParameterKind {
    /// Nothing.
    case plain
    /// A credential or a person's own words and names: the value is masked whatever it is.
    case secret, personal
    /// A number by which to call somebody: masked where the value has its shape.
    case phone

    private static let secretNames: Set<String> = [
        "key", "pwd", "pass", "sig", "auth", "authorization", "code", "otp", "pin", "jwt", "hmac",
    ]
    private static let secretParts: [[UInt8]] = [
        "token", "secret", "password", "passwd", "passphrase", "apikey", "accesskey", "subscriptionkey", "privatekey",
        "signature", "credential", "session", "sessid", "bearer",
    ].map { Array($0.utf8) }
    private static let personalNames: Set<String> = [
        "q", "query", "search", "searchtext", "searchstring", "term", "keyword", "keywords", "freetext", "name",
        "middlename", "surname", "fullname", "givenname", "familyname", "displayname", "contactname", "address",
        "streetaddress", "street", "ssn", "fnr", "fodselsnummer", "personnummer", "cpr", "birthdate", "dateofbirth",
    ]
    private static let personalParts = ["searchterm", "firstname", "lastname", "email"].map { Array($0.utf8) }
    private static let phoneNames: Set<String> = ["tel", "tlf", "mobil", "gsm", "sms", "cell", "fax"]
    private static let phoneParts = ["phone", "mobile", "msisdn", "telefon", "tlfnr", "mobilnr"].map {
        Array($0.utf8)
    }

    /// A decoded name. Case, `_`, `-`, `$` and brackets make no difference.
    init(name: [UInt8]) {
        let folded = Self.folded(name)
        self = Self.isSecret(folded: folded) ? .secret : Self.personalOrPlain(folded)
    }

    /// Whether a name is one of a credential.
    static func isSecret(name: some Sequence<UInt8>) -> Bool { isSecret(folded: folded(name)) }

    private static func isSecret(folded name: [UInt8]) -> Bool {
        secretNames.contains(String(decoding: name, as: UTF8.self)) || secretParts.contains { holds(name, $0) }
    }

    /// Whether a decoded value under this name is to be masked.
    func masks(_ value: [UInt8]) -> Bool {
        switch self {
        case .plain: false
        case .secret, .personal: true
        case .phone: PersonalText.isDialable(value, minDigits: 5)
        }
    }

    private static func personalOrPlain(_ folded: [UInt8]) -> ParameterKind {
        let name = String(decoding: folded, as: UTF8.self)
        if personalNames.contains(name) || personalParts.contains(where: { holds(folded, $0) }) { return .personal }
        return phoneNames.contains(name) || phoneParts.contains { holds(folded, $0) } ? .phone : .plain
    }

    private static func folded(_ name: some Sequence<UInt8>) -> [UInt8] {
        name.compactMap { byte in
            switch byte {
            case 0x41...0x5A: byte + 32
            case 0x30...0x39, 0x61...0x7A: byte
            default: byte < 0x80 ? nil : byte
            }
        }
    }

    private static func holds(_ name: [UInt8], _ part: [UInt8]) -> Bool {
        guard name.count >= part.count else { return false }
        return (0...(name.count - part.count)).contains { name[$0...].starts(with: part) }
    }
}
