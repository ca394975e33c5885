/// Ruling 12: the policy's routes, in its order.
struct RouteTable {
    private struct Entry {
        var route: ModelRoute
        var methods: [String]
        var parts: [LogText]
        /// Whether a final star stands for one or more further segments.
        var isOpen: Bool
    }

    private let entries: [Entry]

    init(_ routes: [ModelRoute]) {
        entries = routes.compactMap { route in
            let words = route.match.split(separator: " ").map(String.init)
            guard words.count == 2 else { return nil }
            let parts = words[1].split(separator: "/").map { LogText($0.utf8) }
            let isOpen = parts.last == LogText("*".utf8)
            return Entry(
                route: route, methods: words[0] == "GET" ? ["GET", "HEAD"] : [words[0]],
                parts: isOpen ? parts.dropLast() : parts, isOpen: isOpen)
        }
    }

    /// The first listed route that matches.
    func route(method: String, segments: [LogText]) -> ModelRoute? {
        entries.first { entry in
            guard entry.methods == ["*"] || entry.methods.contains(method) else { return false }
            let hasLength =
                entry.isOpen ? segments.count > entry.parts.count : segments.count == entry.parts.count
            return hasLength
                && zip(entry.parts, segments).enumerated().allSatisfy { index, pair in
                    Self.matches(part: pair.0, segment: pair.1, index: index)
                }
        }?.route
    }

    private static func matches(part: LogText, segment: LogText, index: Int) -> Bool {
        // Only a path's first segment can be an installation (ruling 8).
        if part == LogText("{installation}".utf8) { return index == 0 && ReferenceModel.isInstallation(segment) }
        if part.first == UInt8(ascii: "{"), part.last == UInt8(ascii: "}") { return true }
        return part == segment
    }
}
