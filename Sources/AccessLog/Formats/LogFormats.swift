/// The formats that this program knows.
public enum LogFormats {
    /// The formats that have a name of their own, the most specific first: of those that read equally many lines of a file,
    /// the first is taken.
    static let presets: [LogFormat] = [
        .cloudFront,
        .aspNetW3C,
        .w3c,
        .azureAppGateway,
        .azureAPIManagement,
        .caddy,
        .ecs,
        .traefik,
        .envoy,
        .nginxJSON,
        .json,
        .alb,
        .elb,
        .haproxy,
        .vhost,
        .combined,
        .common,
    ]

    /// Apache's and nginx's default format with referrer and agent.
    public static var combined: LogFormat { .combined }

    /// The names of the formats, as `--log-format` takes them, in the order of ``presets``.
    public static var names: [String] { presets.map(\.name) + ["nginx:<log_format>", "apache:<LogFormat>"] }

    /// The format that a user means.
    ///
    /// - Parameter text: a preset's name, or `nginx:` or `apache:` with the text of the format as it stands in the server's
    ///   configuration.
    /// - Returns: the format.
    /// - Throws: ``LogFormatError`` with the nearest name, or with the place in the text that cannot be used.
    public static func named(_ text: String) throws(LogFormatError) -> LogFormat {
        if let colon = text.firstIndex(of: ":") {
            let format = String(text[text.index(after: colon)...])
            switch text[..<colon] {
            case "nginx":
                return try custom(text, .end) { options throws(LogFormatError) in
                    try NginxFormat.pattern(format, customFields: options.customFields)
                }
            case "apache":
                return try custom(text, ApacheFormat.stamp(format)) { options throws(LogFormatError) in
                    try ApacheFormat.pattern(format, customFields: options.customFields)
                }
            default: break
            }
        }
        guard let preset = presets.first(where: { $0.name == text }) else { throw unknown(text) }
        return preset
    }

    /// A format made of a text, which is compiled once at once so that its faults are found here.
    private static func custom(
        _ name: String, _ stamp: LogFormat.StampMeaning,
        _ pattern: @escaping @Sendable (ParserOptions) throws(LogFormatError) -> Pattern
    ) throws(LogFormatError) -> LogFormat {
        _ = try pattern(ParserOptions())
        return LogFormat(name: name, evidence: .never, stamp: stamp) { options throws(LogFormatError) in
            PatternParser(pattern: try pattern(options), assumedZone: options.assumedZone)
        }
    }

    private static func unknown(_ text: String) -> LogFormatError {
        // Of a text behind a colon only the name before it can be mistaken.
        let name = text.firstIndex(of: ":").map { String(text[...$0]) } ?? text
        let known = presets.map(\.name) + ["nginx:", "apache:"]
        let nearest = known.min { $0.editDistance(to: name) < $1.editDistance(to: name) } ?? "combined"
        return LogFormatError(
            "log format \"\(text)\" is not known; did you mean \(nearest)? Known are \(names.joined(separator: ", "))"
        )
    }
}

extension String {
    /// How many letters must be put in, left out or changed to make one text of another (Levenshtein).
    func editDistance(to other: String) -> Int {
        let target = Array(other.utf8)
        var row = Array(0...target.count)
        for (index, byte) in utf8.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in target.indices {
                let cost = min(row[column], row[column + 1]) + 1
                (diagonal, row[column + 1]) = (row[column + 1], min(cost, diagonal + (target[column] == byte ? 0 : 1)))
            }
        }
        return row[target.count]
    }
}
