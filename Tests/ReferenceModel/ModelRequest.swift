/// A key: a login with an installation, or with none.
struct ModelKey: Hashable {
    var login: LogText
    var installation: LogText?
}

/// A line with everything that the rules read from it.
struct ModelRequest {
    var line: ModelLine
    /// `nil` where the line is unidentified.
    var key: ModelKey?
    var url: CanonicalURL
    /// The listed route of the line's own method.
    var listed: ModelRoute?
    /// The listed route of a GET on the same path, which is that of π also for a HEAD.
    var listedForGet: ModelRoute?
    /// ρ of an identified and watched line of any method, `nil` for others.
    var route: LogText?
    /// Ruling 6: class 1; all else is class 2.
    var isWrite: Bool
    /// When the request began and ended, milliseconds since 1970 UTC.
    var start: Int64
    var end: Int64

    init(_ line: ModelLine, routes: RouteTable, options: ModelOptions) {
        self.line = line
        url = ReferenceModel.canonicalURL(line.target, options: options)
        listed = routes.route(method: line.method, segments: url.segments)
        listedForGet = routes.route(method: "GET", segments: url.segments)
        let isSafePost = line.method == "POST" && listed?.isSafePost == true
        isWrite =
            ["PUT", "PATCH", "DELETE", "POST"].contains(line.method) && (200...299).contains(line.status) && !isSafePost
        // Ruling 1: without a usable request time both ends are the stamp.
        let duration = max(0, line.duration ?? 0)
        start = options.logTime == .end ? line.time - duration : line.time
        end = options.logTime == .end ? line.time : line.time + duration
        key = Self.key(line, url)
    }

    /// Rulings 7 and 8: `-`, an empty user and a 401 prove no sender.
    private static func key(_ line: ModelLine, _ url: CanonicalURL) -> ModelKey? {
        if line.user.isEmpty || line.user == LogText("-".utf8) || line.status == 401 { return nil }
        let installation = url.segments.first.flatMap { ReferenceModel.isInstallation($0) ? $0 : nil }
        return ModelKey(login: line.user, installation: installation)
    }

    /// The entity tag, `nil` where there is none.
    var etag: LogText? {
        guard let etag = line.etag, !etag.isEmpty, etag != LogText("-".utf8) else { return nil }
        return etag
    }

    /// What tells the content of a whole answer (200, 203) from another; `nil` where the answer is no delivery.
    ///
    /// Ruling 15: a line without a bytes field is never a delivery. Silent on the page: so it is no content for rule B
    /// either, even with an entity tag.
    var token: ContentToken? {
        guard [200, 203].contains(line.status), let bytes = line.bytes else { return nil }
        return etag.map { .etag($0) } ?? .size(bytes)
    }
}

/// The class of the evidence and its value: an entity tag never equals a size.
enum ContentToken: Hashable {
    case etag(LogText)
    case size(Int64)
}

extension ReferenceModel {
    /// The lines of the period in canonical order (E, rulings 6 and 41).
    ///
    /// Silent on the page: the period is `since ≤ τ < until`. Ruling 41 calls lines interchangeable that may still differ
    /// in the entity tag, and says that lines of different R may stand in any order though rule B's content changes span
    /// several R: so the entity tag is compared last, and R not at all.
    static func requestsInCanonicalOrder(_ lines: [ModelLine], options: ModelOptions) -> [ModelRequest] {
        let routes = RouteTable(options.routes)
        var children = LiteralChildren()
        return
            lines
            .filter { $0.time >= options.since ?? .min && $0.time < options.until ?? .max }
            .map { ModelRequest($0, routes: routes, options: options) }
            .sorted { canonicalOrder($0, $1) < 0 }
            .map { request in
                var request = request
                request.route = route(of: request, &children)
                return request
            }
    }

    /// ρ of what the rules may see: identified lines on routes that are watched.
    private static func route(of request: ModelRequest, _ children: inout LiteralChildren) -> LogText? {
        guard let key = request.key, request.listed?.watch != false else { return nil }
        if let listed = request.listed { return LogText(listed.match.utf8) }
        return template(method: request.line.method, segments: request.url.segments, key: key, &children)
    }

    private static func canonicalOrder(_ a: ModelRequest, _ b: ModelRequest) -> Int {
        if a.line.time != b.line.time { return compare(a.line.time, b.line.time) }
        let steps = [
            compare(a.isWrite ? 1 : 2, b.isWrite ? 1 : 2),
            compare(a.key?.login, b.key?.login),
            compare(a.key?.installation, b.key?.installation),
            compare(LogText(a.line.method.utf8), LogText(b.line.method.utf8)),
            compare(a.line.status, b.line.status),
            compare(a.line.bytes ?? -1, b.line.bytes ?? -1),
            compare(a.line.duration ?? -1, b.line.duration ?? -1),
            compare(a.etag, b.etag),
        ]
        return steps.first { $0 != 0 } ?? 0
    }

    private static func compare<Number: Comparable>(_ a: Number, _ b: Number) -> Int { a < b ? -1 : a > b ? 1 : 0 }

    /// Nothing before text, text by bytes.
    static func compare(_ a: LogText?, _ b: LogText?) -> Int {
        guard let a, let b else { return (a == nil ? 0 : 1) - (b == nil ? 0 : 1) }
        return a.lexicographicallyPrecedes(b) ? -1 : b.lexicographicallyPrecedes(a) ? 1 : 0
    }
}
