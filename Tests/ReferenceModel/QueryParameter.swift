/// One parameter of a query. Ruling 10: `a` and `a=` stay different.
struct QueryParameter: Hashable {
    var name: LogText
    /// `nil` where the parameter has no `=`.
    var value: LogText?

    var text: LogText {
        if let value { return name + "=".utf8 + value }
        return name
    }
}

extension ReferenceModel {
    /// 0.4 (3) and (4): split, normalised, nameless ones dropped, cache-busters and proxies' ids dropped, sorted.
    static func canonicalParameters(_ query: LogText, options: ModelOptions) -> [QueryParameter] {
        let all = split(query, at: "&").map(parameter).filter { !$0.name.isEmpty }
        let hasProxyID = all.contains { isProxyID($0.name) }
        let kept = all.filter { parameter in
            if isOneOf(options.cacheBusters, parameter.name) || isProxyID(parameter.name) { return false }
            // SERVER-STATUS alone is somebody's parameter; beside a proxy's id it is the proxy's.
            return !(hasProxyID && isOneOf(["SERVER-STATUS"], parameter.name))
        }
        return sorted(kept)
    }

    /// By bytes of name, then value; `a` and `a=` compare equal and keep their order.
    static func sorted(_ parameters: [QueryParameter]) -> [QueryParameter] {
        parameters.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.name != b.name { return a.name.lexicographicallyPrecedes(b.name) }
            let (x, y) = (a.value ?? [], b.value ?? [])
            if x != y { return x.lexicographicallyPrecedes(y) }
            return left.offset < right.offset
        }.map(\.element)
    }

    /// Whether a parameter's name is in a list; names compare ASCII case-insensitively.
    static func isOneOf(_ names: [String], _ name: LogText) -> Bool {
        names.contains { lowercased(LogText($0.utf8)) == lowercased(name) }
    }

    private static func parameter(_ text: LogText) -> QueryParameter {
        let name = text.prefix { $0 != UInt8(ascii: "=") }
        if name.count == text.count { return QueryParameter(name: percentNormalised(text), value: nil) }
        let value = LogText(text.dropFirst(name.count + 1))
        return QueryParameter(name: percentNormalised(LogText(name)), value: percentNormalised(value))
    }

    private static func isProxyID(_ name: LogText) -> Bool {
        let folded = lowercased(name)
        return folded == LogText("x-arr-log-id".utf8) || folded.starts(with: "x-azureapplicationgateway-".utf8)
    }
}
