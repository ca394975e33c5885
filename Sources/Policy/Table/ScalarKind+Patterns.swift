import Detection

extension ScalarKind where Value == String {
    /// A route pattern, kept as it is written.
    static var route: ScalarKind {
        let schema: [(name: String, value: JSONNode)] = [("pattern", .text("^(\\*|[A-Z]+) /[^?#\\s]*$"))]
        return ScalarKind(shape: "a route such as \"GET /{installation}/Estates/{id}\"", schema: schema, text: { $0 }) {
            text in
            do throws(RoutePattern.Fault) {
                _ = try RoutePattern(text)
                return .value(text)
            } catch {
                return .fault("\"\(text)\" is not a route: \(error.text)")
            }
        }
    }

    /// A regular expression.
    static var expression: ScalarKind {
        ScalarKind(shape: "a regular expression", schema: [("format", .text("regex"))], text: { $0 }) { text in
            do {
                _ = try Regex(text)
                return .value(text)
            } catch {
                return .fault("\"\(text)\" is not a regular expression (\(error)); correct it, or escape signs with \\")
            }
        }
    }

    /// A time zone.
    static var zone: ScalarKind {
        let schema: [(name: String, value: JSONNode)] = [("examples", .array([.text("Europe/Oslo"), .text("+01:00")]))]
        return ScalarKind(shape: "a time zone such as Europe/Oslo", schema: schema, text: { $0 }) { text in
            if ZoneName.zone(text) != nil { return .value(text) }
            let nearest = NearestName.of(text, in: ZoneName.known).map { "; did you mean \"\($0)\"?" }
            return .fault(
                "\"\(text)\" is not a time zone" + (nearest ?? "; write a name such as Europe/Oslo, UTC or +01:00"))
        }
    }
}

extension ScalarKind where Value == ExemptionEnd {
    /// A date or an instant.
    static var end: ScalarKind {
        let shape = "a date such as 2026-12-01 or a stamp such as 2026-12-01T12:00:00Z"
        let schema: [(name: String, value: JSONNode)] = [("pattern", .text("^\\d{4}-\\d\\d-\\d\\d(T.+)?$"))]
        return ScalarKind(
            shape: shape, schema: schema, text: \.description,
            read: { text in
                ExemptionEnd(text).map(Reading.value) ?? .fault("\"\(text)\" is not a date that exists; write \(shape)")
            })
    }
}

extension ScalarKind where Value == KeyPart {
    /// `user`, `path[0]`, any other `path[N]`, `ip`, `agent`, `query NAME` or `field NAME`.
    static var keyPart: ScalarKind {
        let shape = "one of user, path[0], path[N], ip, agent, query NAME, field NAME"
        let pattern = "^(user|ip|agent|path\\[[0-9]\\]|(query|field) [^\\s]+)$"
        let schema: [(name: String, value: JSONNode)] = [("pattern", .text(pattern))]
        return ScalarKind(shape: shape, schema: schema, text: \.policyText) { text in
            if let part = KeyPart(policyText: text) { return .value(part) }
            if text.hasPrefix("path[") {
                return .fault(
                    "\"\(text)\" is no part of a key: segments are counted from path[0], which names the base, to path[9]"
                )
            }
            let nearest = NearestName.of(text, in: ["user", "path[0]", "ip", "agent"]).map { "did you mean \"\($0)\"?" }
            return .fault("\"\(text)\" is not a part of a key; \(nearest ?? "write \(shape)")")
        }
    }
}

extension KeyPart {
    /// Reads a part; fields get their numbers when the whole key is known.
    init?(policyText: String) {
        let words = policyText.split(separator: " ", omittingEmptySubsequences: false)
        switch (words.first, words.count) {
        case ("user", 1): self = .user
        case ("ip", 1): self = .address
        case ("agent", 1): self = .agent
        case ("query", 2) where !words[1].isEmpty: self = .queryParameter(String(words[1]))
        case ("field", 2) where !words[1].isEmpty: self = .field(String(words[1]), 0)
        case (let word?, 1) where word.hasPrefix("path[") && word.hasSuffix("]"):
            guard word.utf8.count == 7, let number = Int(word.dropFirst(5).dropLast()), number >= 0 else { return nil }
            self = .pathSegment(number)
        default: return nil
        }
    }

    /// The part as the policy writes it.
    var policyText: String {
        switch self {
        case .user: "user"
        case .pathSegment(let number): "path[\(number)]"
        case .address: "ip"
        case .agent: "agent"
        case .queryParameter(let name): "query \(name)"
        case .field(let name, _): "field \(name)"
        }
    }
}
