/// The list that an item route belongs to: its template cut before the first identifier.
///
///     GET /{installation}/Estates/{id}/Contacts  →  GET /{installation}/Estates, the identifier is segment 3
///     GET /Estates({id})                         →  GET /Estates, the identifier is in segment 1
struct ListRoute: Equatable {
    /// The list's template.
    let route: String
    /// The path segment that holds the identifier, counted from 1.
    let segment: Int

    /// The list of a route; `nil` where it has no identifier, is not read with GET, or mixes many words before it.
    init?(of route: String) {
        let words = route.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0] == "GET" || words[0] == "*" else { return nil }
        let parts = words[1].split(separator: "/")
        guard let place = parts.indices.first(where: { Self.isVariable(parts[$0], at: $0) }) else { return nil }
        guard parts[place] != "{other}", parts[place] != "*" else { return nil }
        var kept = parts[..<place].map(String.init)
        if !parts[place].hasPrefix("{") { kept.append(String(parts[place].prefix { $0 != "(" })) }
        self.route = "\(words[0]) /" + kept.joined(separator: "/")
        segment = place + 1
    }

    private static func isVariable(_ part: Substring, at place: Int) -> Bool {
        if part == "{installation}", place == 0 { return false }
        return part.hasPrefix("{") || part.hasSuffix("({id})") || part == "*"
    }
}
