extension LogFormat {
    /// `envoy`: Envoy's default text, the same with Istio's further fields, or Istio's JSON.
    ///
    /// `START_TIME` is the start, `DURATION` counts milliseconds to the last byte out. A request that got no answer has
    /// status 0. The client is the first address of X-Forwarded-For; nothing in these lines names a user.
    /// Source: Envoy's documentation, "Access logging"; Istio's documentation, "Envoy Access Logs".
    static let envoy = LogFormat(name: "envoy", stamp: .start) { options throws(LogFormatError) in
        JSONOrTextParser(
            json: try JSONLineParser(.envoy, options),
            text: EnvoyTextParser(
                plain: try parser(isIstio: false, options), istio: try parser(isIstio: true, options)))
    }

    private static func parser(isIstio: Bool, _ options: ParserOptions) throws(LogFormatError) -> PatternParser {
        var builder = PatternBuilder(format: "envoy")
        builder.envoy(isIstio: isIstio)
        return PatternParser(
            pattern: try builder.build(customFields: options.customFields), assumedZone: options.assumedZone)
    }
}

extension JSONFieldNames {
    fileprivate static let envoy = JSONFieldNames(names: [
        .time: ["start_time"],
        .target: ["path"],
        .method: ["method"],
        .status: ["response_code"],
        .bytes: ["bytes_sent"],
        .milliseconds: ["duration"],
        .address: ["x_forwarded_for"],
        .agent: ["user_agent"],
    ])
}

extension PatternBuilder {
    /// `[start] "request" status flags … received sent duration service "forwarded for" "agent" "id" "host" "upstream" …`
    fileprivate mutating func envoy(isIstio: Bool) {
        literal("[".utf8)
        field(PatternField(["start_time"], .time, shape: .isoStamp))
        literal("] \"".utf8)
        field(PatternField(["request"], .request))
        literal("\" ".utf8)
        field(PatternField(["response_code"], .proxyStatus))
        literal(" ".utf8)
        skipped("response_flags", " ")
        if isIstio {
            skipped("response_code_details", " ")
            skipped("connection_termination_details", " \"")
            skipped("upstream_transport_failure_reason", "\" ")
        }
        skipped("bytes_received", " ")
        field(PatternField(["bytes_sent"], .bytes))
        literal(" ".utf8)
        field(PatternField(["duration"], .milliseconds))
        literal(" ".utf8)
        skipped("upstream_service_time", " \"")
        field(PatternField(["x_forwarded_for"], .forwarded))
        literal("\" \"".utf8)
        field(PatternField(["user_agent"], .agent))
        literal("\" \"".utf8)
        skipped("request_id", "\" \"")
        skipped("authority", "\" \"")
        skipped("upstream_host", "\"")
        field(PatternField([], .skipped, shape: .extras))
    }

    private mutating func skipped(_ name: String, _ literal: String) {
        field(PatternField([name], .skipped))
        self.literal(literal.utf8)
    }
}

/// Reads Envoy's default text or Istio's, which has further fields between the flags and the bytes received.
struct EnvoyTextParser: LineParser {
    private var plain: PatternParser
    private var istio: PatternParser

    init(plain: PatternParser, istio: PatternParser) {
        self.plain = plain
        self.istio = istio
    }

    mutating func parse(
        _ line: Range<Int>, in block: inout MutableSpan<UInt8>, into record: inout AccessRecord
    ) -> LineOutcome {
        isPlain(line, block.span)
            ? plain.parse(line, in: &block, into: &record) : istio.parse(line, in: &block, into: &record)
    }

    /// Whether a number stands behind status and flags: the bytes received.
    private func isPlain(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let (quote, space, end) = (UInt8(ascii: "\""), UInt8(ascii: " "), line.upperBound)
        guard let open = ByteSearch.first(quote, in: bytes, from: line.lowerBound, to: end),
            let close = ByteSearch.first(quote, in: bytes, from: open + 1, to: end), close + 2 < end,
            let status = ByteSearch.first(space, in: bytes, from: close + 2, to: end),
            let flags = ByteSearch.first(space, in: bytes, from: status + 1, to: end), flags + 1 < end
        else { return true }
        return Digits.isDigit(bytes[flags + 1])
    }
}
