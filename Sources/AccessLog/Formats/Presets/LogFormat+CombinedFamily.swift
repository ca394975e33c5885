extension LogFormat {
    /// `common`: host, identity, user, stamp, request, status, bytes; plain further fields may follow.
    static let common = LogFormat(name: "common") { options throws(LogFormatError) in
        try CombinedFamily.parser("common", options) { builder in
            builder.client(named: "remote_addr", .forwarded)
            builder.common(lastShape: .word)
            builder.field(PatternField([], .extras, shape: .plainExtras))
        }
    }

    /// `combined`: common, then referer and user agent in quotes; further fields may follow.
    static let combined = LogFormat(name: "combined") { options throws(LogFormatError) in
        try CombinedFamily.parser("combined", options) { builder in
            builder.client(named: "remote_addr", .forwarded)
            builder.combined()
        }
    }

    /// `vhost`: the host that was asked, then combined.
    static let vhost = LogFormat(name: "vhost") { options throws(LogFormatError) in
        try CombinedFamily.parser("vhost", options) { builder in
            builder.field(PatternField(["host", "server_name", "%v"], .host))
            builder.literal(" ".utf8)
            builder.client(named: "remote_addr", .certainAddress)
            builder.combined()
        }
    }
}

/// Puts the family of `combined` together; the names are nginx's, and Apache's where they differ.
enum CombinedFamily {
    static func parser(
        _ name: String, _ options: ParserOptions, _ fill: (inout PatternBuilder) -> Void
    ) throws(LogFormatError) -> PatternParser {
        var builder = PatternBuilder(format: name)
        fill(&builder)
        let pattern = try builder.build(customFields: options.customFields)
        let isCombined = name == "combined" && options.customFields.isEmpty
        return PatternParser(pattern: pattern, assumedZone: options.assumedZone, isCombined: isCombined)
    }
}

extension PatternBuilder {
    /// The client, or behind a proxy what X-Forwarded-For names, and its identity, which tells `vhost` from `combined`.
    mutating func client(named name: String, _ role: FieldRole) {
        field(PatternField([name], role))
        literal(" ".utf8)
        field(PatternField(["remote_ident"], role == .forwarded ? .identity : .skipped))
        literal(" ".utf8)
    }

    /// User to bytes; a user may hold spaces, since only ` [` ends it.
    mutating func common(
        lastShape: PatternStep.Shape, user: String = "remote_user", status: FieldRole = .status
    ) {
        field(PatternField([user], .user))
        literal(" [".utf8)
        field(PatternField(["time_local"], .time, shape: .commonLogStamp))
        literal("] \"".utf8)
        field(PatternField(["request"], .request))
        literal("\" ".utf8)
        field(PatternField(["status"], status))
        literal(" ".utf8)
        field(PatternField(["body_bytes_sent"], .bytes, shape: lastShape))
    }

    fileprivate mutating func combined() {
        common(lastShape: .text)
        literal(" \"".utf8)
        field(PatternField(["http_referer", "Referer"], .skipped))
        literal("\" \"".utf8)
        field(PatternField(["http_user_agent", "User-Agent"], .agent))
        literal("\"".utf8)
        field(PatternField([], .extras, shape: .extras))
    }
}
