internal import AccessLog

/// What of a key must not be shown: values of query parameters and of fields that hold credentials.
///
/// A secret that identifies somebody is shown as the parameter's name and a digest of the value, `api_key:5c1f08a3d2e7`,
/// always the same for the same value. From addresses of requests it is taken out.
public struct KeySecrets: Sendable {
    /// The names of the key's query parameters.
    private let parameters: NameSet
    private let hasParameters: Bool
    /// The names of the first and the second part of the login where they are secret.
    private let names: [String?]
    private let digest: @Sendable (String) -> String

    /// Takes the parts of a key, and what makes a short text of a secret that tells nothing of it.
    public init(_ key: [KeyPart], digest: @escaping @Sendable (String) -> String) {
        let queries = key.compactMap { if case .queryParameter(let name) = $0 { name } else { nil } }
        parameters = NameSet(queries)
        hasParameters = !queries.isEmpty
        names = key.filter { $0 != .pathSegment(0) }.map(\.secretName)
        self.digest = digest
    }

    /// The text that stands for one part of the login, 0 or 1.
    func login(_ text: String, part: Int) -> String {
        guard part < names.count else { return text }
        if let name = names[part] { return "\(name):\(digest(text))" }
        for scheme in ["basic ", "bearer "] where text.lowercased().hasPrefix(scheme) {
            return "\(scheme.dropLast()):\(digest(text))"
        }
        return text
    }

    /// The value of a field of a line as outputs may show it.
    public func shown(_ value: String, of field: String) -> String {
        if field == "target" { return target(value) }
        let isScheme = ["basic ", "bearer "].contains { value.lowercased().hasPrefix($0) }
        return isScheme || KeyPart.namesSecret(field) ? digest(value) : value
    }

    /// A request target without the values of the key's query parameters.
    public func target(_ text: String) -> String {
        guard hasParameters, let mark = text.utf8.firstIndex(of: ASCII.question) else { return text }
        let query = text.utf8[text.utf8.index(after: mark)...].split(
            separator: ASCII.ampersand, omittingEmptySubsequences: false)
        let masked = query.map { parameter in
            guard let equals = parameter.firstIndex(of: ASCII.equals) else { return String(parameter) ?? "" }
            let name = Array(parameter[..<equals])
            guard parameters.contains(name.span, name.indices) else { return String(parameter) ?? "" }
            return (String(parameter[...equals]) ?? "") + "***"
        }
        return String(text[...mark]) + masked.joined(separator: "&")
    }
}

extension KeyPart {
    /// The name of a part whose values are credentials, `nil` of any other.
    fileprivate var secretName: String? {
        switch self {
        case .queryParameter(let name): name
        case .field(let name, _): KeyPart.namesSecret(name) ? name : nil
        default: nil
        }
    }

    fileprivate static func namesSecret(_ name: String) -> Bool {
        let name = name.lowercased().filter { $0.isLetter || $0.isNumber }
        return ["authorization", "token", "apikey", "subscriptionkey", "password", "secret", "cookie", "session"]
            .contains { name.contains($0) }
    }
}

extension DetectionOptions {
    /// What must not be shown of this key.
    public var keySecrets: KeySecrets { KeySecrets(key, digest: digest) }

    /// How URLs are made comparable: a parameter that says who asks is no part of what is asked for.
    var resourceURL: URLOptions {
        var options = url
        for part in key { if case .queryParameter(let name) = part { options.cacheBusters.append(name) } }
        return options
    }
}
