extension ReferenceModel {
    /// Ruling 12: the first listed route that matches.
    static func listedRoute(method: String, segments: [LogText], options: ModelOptions) -> ModelRoute? {
        options.routes.first { matches($0.match, method: method, segments: segments) }
    }

    private static func matches(_ pattern: String, method: String, segments: [LogText]) -> Bool {
        let words = pattern.split(separator: " ")
        guard words.count == 2 else { return false }
        let methods = words[0] == "GET" ? ["GET", "HEAD"] : [String(words[0])]
        guard words[0] == "*" || methods.contains(method) else { return false }
        var parts = words[1].split(separator: "/").map(String.init)
        var segments = segments
        if parts.last == "*" {
            // A final star stands for one or more segments.
            parts.removeLast()
            guard segments.count > parts.count else { return false }
            segments = Array(segments[..<parts.count])
        }
        guard parts.count == segments.count else { return false }
        return zip(parts, segments).enumerated().allSatisfy { index, pair in
            matches(part: pair.0, segment: pair.1, index: index)
        }
    }

    private static func matches(part: String, segment: LogText, index: Int) -> Bool {
        // Only a path's first segment can be an installation (ruling 8).
        if part == "{installation}" { return index == 0 && isInstallation(segment) }
        if part.hasPrefix("{"), part.hasSuffix("}") { return true }
        return LogText(part.utf8) == segment
    }
}
