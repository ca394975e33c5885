extension ReferenceModel {
    /// The template of a canonical path, `GET /{installation}/Estates/{id}` for `/MSDEMO/Estates/17`.
    ///
    /// HEAD counts as GET. The cap on literal children does not show here: it depends on what a key asked before.
    public static func template(method: String, path: String) -> String {
        let segments = split(LogText(path.utf8.dropFirst()), at: "/").filter { !$0.isEmpty }
        var unlimited = LiteralChildren(limit: .max)
        let text = template(method: method, segments: segments, key: ModelKey(login: [], installation: nil), &unlimited)
        return String(decoding: text, as: UTF8.self)
    }

    /// 0.5 and ruling 9. An installation in front is named so and is no child of any node.
    static func template(
        method: String, segments: [LogText], key: ModelKey, _ children: inout LiteralChildren
    ) -> LogText {
        var node: LogText = []
        for (index, segment) in segments.enumerated() {
            if index == 0, isInstallation(segment) {
                node += "/{installation}".utf8
                continue
            }
            let step = templateStep(segment)
            let isAdmitted = step == LogText("{id}".utf8) || children.admits(step, at: node, of: key)
            node += "/".utf8 + (isAdmitted ? step : LogText("{other}".utf8))
        }
        let path = node.isEmpty ? LogText("/".utf8) : node
        return LogText((method == "HEAD" ? "GET" : method).utf8) + " ".utf8 + path
    }

    /// The identifiers' list comes first, so `Users(a@b)` is `{id}`; `Name(key)` is read from the text as it stands, with
    /// a name and a key of at least one byte and unescaped parentheses.
    private static func templateStep(_ segment: LogText) -> LogText {
        if isIdentifier(percentDecoded(segment)) { return LogText("{id}".utf8) }
        let name = segment.prefix { $0 != UInt8(ascii: "(") }
        let rest = segment.dropFirst(name.count)
        if !name.isEmpty, rest.count >= 3, rest.last == UInt8(ascii: ")") { return LogText(name) + "({id})".utf8 }
        return segment
    }
}

/// Ruling 13: literal children of a node, per key, in order of their first appearance; beyond the cap they are `{other}`.
///
/// Silent on the page: only lines that A, B or C may see (identified, watched, not listed, of any method) take places, and
/// `Name({id})` is a literal child.
struct LiteralChildren {
    private struct Node: Hashable {
        var key: ModelKey
        var template: LogText
    }

    var limit = 256
    private var seen: [Node: Set<LogText>] = [:]

    init(limit: Int = 256) { self.limit = limit }

    mutating func admits(_ child: LogText, at template: LogText, of key: ModelKey) -> Bool {
        let node = Node(key: key, template: template)
        if seen[node, default: []].contains(child) { return true }
        if seen[node, default: []].count >= limit { return false }
        seen[node, default: []].insert(child)
        return true
    }
}
