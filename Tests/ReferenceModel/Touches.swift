/// 0.7: when paths were written, by anybody.
///
/// Nothing expires here; ruling 17 says that expiry changes no result.
struct Touches {
    private var wrote: [LogText: Int64] = [:]
    private var wroteUnder: [LogText: Int64] = [:]

    init() {}

    /// Notes a write. A POST writes nothing exactly at its own path.
    mutating func note(_ request: ModelRequest) {
        let path = request.url.path
        if request.line.method != "POST" { wrote[path] = max(wrote[path] ?? .min, request.end) }
        for ancestor in Self.prefixes(request.url.segments) {
            wroteUnder[ancestor] = max(wroteUnder[ancestor] ?? .min, request.end)
        }
    }

    /// The latest touch of a path, `nil` where there was none.
    func latest(_ url: CanonicalURL) -> Int64? {
        (Self.prefixes(url.segments).map { wrote[$0] } + [wroteUnder[url.path]]).compactMap(\.self).max()
    }

    /// The path itself and everything above it, up to and including the root.
    private static func prefixes(_ segments: [LogText]) -> [LogText] {
        (0...segments.count).map { CanonicalURL(segments: Array(segments[..<$0]), parameters: []).path }
    }
}
