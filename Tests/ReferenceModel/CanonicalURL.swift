/// A URL in canonical form: decoded as far as RFC 3986 allows, without what tells equal requests apart by accident.
struct CanonicalURL: Hashable {
    /// The path's segments, none of them empty; the root has none.
    var segments: [LogText]
    /// The query's parameters, sorted.
    var parameters: [QueryParameter]

    /// The path, without a trailing slash.
    var path: LogText { LogText("/".utf8) + LogText(segments.joined(separator: "/".utf8)) }

    /// The path and, if there is one, the query.
    var text: LogText {
        if parameters.isEmpty { return path }
        return path + "?".utf8 + LogText(parameters.map(\.text).joined(separator: "&".utf8))
    }
}

extension ReferenceModel {
    /// The canonical URL of a target as logged, `/MSDEMO/Estates?a=1&b=2`.
    public static func canonical(_ target: String, options: ModelOptions = ModelOptions()) -> String {
        String(decoding: canonical(LogText(target.utf8), options: options), as: UTF8.self)
    }

    /// The canonical URL of a target as logged, for text that need not be UTF-8.
    public static func canonical(_ target: LogText, options: ModelOptions = ModelOptions()) -> LogText {
        canonicalURL(target, options: options).text
    }

    static func canonicalURL(_ target: LogText, options: ModelOptions) -> CanonicalURL {
        var rest = withoutOrigin(target)
        // Ruling 10: a fragment is dropped.
        rest = rest.prefix { $0 != UInt8(ascii: "#") }
        let path = LogText(rest.prefix { $0 != UInt8(ascii: "?") })
        let query = LogText(rest.dropFirst(path.count + 1))
        return CanonicalURL(
            segments: canonicalSegments(path), parameters: canonicalParameters(query, options: options))
    }

    /// 0.4: scheme, host and port are dropped first. A target that begins with `//` has no host: it is a path.
    ///
    /// Silent on the page: *any* port goes, since R is path and query alone.
    private static func withoutOrigin(_ target: LogText) -> ArraySlice<UInt8> {
        let scheme = target.prefix { isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }
        guard let first = scheme.first, isLetter(first) else { return target[...] }
        let afterScheme = target.dropFirst(scheme.count)
        guard afterScheme.starts(with: "://".utf8) else { return target[...] }
        return afterScheme.dropFirst(3).drop { !"/?#".utf8.contains($0) }
    }

    /// The page's order: decode, remove dot segments (RFC 3986, 5.2.4), collapse `//`, drop a trailing `/`; then fold UUIDs.
    ///
    /// `/a//../b` is therefore `/a/b`: the two dots take away the empty segment.
    private static func canonicalSegments(_ path: LogText) -> [LogText] {
        // A path that does not begin with a slash, such as that of `OPTIONS *`, gets one.
        let withoutSlash = path.first == UInt8(ascii: "/") ? LogText(path.dropFirst()) : path
        var kept: [LogText] = []
        for segment in split(withoutSlash, at: "/").map(percentNormalised) {
            if segment == LogText(".".utf8) { continue }
            if segment == LogText("..".utf8) {
                _ = kept.popLast()
            } else {
                kept.append(segment)
            }
        }
        return kept.filter { !$0.isEmpty }.map(withFoldedUUID)
    }
}
