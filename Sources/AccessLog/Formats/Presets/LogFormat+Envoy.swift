extension LogFormat {
    /// `envoy`: Envoy's default text, the same with Istio's further fields, or the JSON of Istio and Envoy Gateway.
    ///
    /// `START_TIME` is the start, `DURATION` counts milliseconds to the last byte out. A request that got no answer has
    /// status 0. The client is the first address of X-Forwarded-For; nothing in these lines names a user.
    /// Source: Envoy's documentation, "Access logging"; Istio's documentation, "Envoy Access Logs".
    static let envoy = LogFormat(name: "envoy", stamp: .start) { options throws(LogFormatError) in
        JSONOrTextParser(
            json: try JSONLineParser(.envoy, options),
            text: EnvoyTextParser(
                plain: try parser(.plain, options), istio: try parser(.istio, options),
                mixer: try parser(.mixer, options)))
    }

    private static func parser(_ kind: EnvoyText, _ options: ParserOptions) throws(LogFormatError) -> PatternParser {
        var builder = PatternBuilder(format: "envoy")
        builder.envoy(kind)
        return PatternParser(
            pattern: try builder.build(customFields: options.customFields), assumedZone: options.assumedZone)
    }
}

extension JSONFieldNames {
    fileprivate static let envoy = JSONFieldNames(
        names: [
            .time: ["start_time", "@timestamp"],
            .target: ["path", "x-envoy-origin-path"],
            .method: ["method"],
            .status: ["response_code"],
            .bytes: ["bytes_sent"],
            .milliseconds: ["duration"],
            .address: ["x_forwarded_for", "x-forwarded-for", "downstream_remote_address"],
            .agent: ["user_agent", "user-agent"],
        ], hasMethod: true)
}

extension PatternBuilder {
    /// `[start] "request" status flags … received sent duration service "forwarded for" "agent" "id" "host" "upstream" …`
    fileprivate mutating func envoy(_ kind: EnvoyText) {
        literal("[".utf8)
        field(PatternField(["start_time"], .time, shape: .isoStamp))
        literal("] \"".utf8)
        field(PatternField(["request"], .request))
        literal("\" ".utf8)
        field(PatternField(["response_code"], .proxyStatus))
        literal(" ".utf8)
        skipped("response_flags", " ")
        switch kind {
        case .plain: break
        case .istio:
            skipped("response_code_details", " ")
            skipped("connection_termination_details", " \"")
            skipped("upstream_transport_failure_reason", "\" ")
        case .mixer:
            literal("\"".utf8)
            skipped("istio_policy_status", "\" \"")
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

/// What stands between the flags and the bytes received.
private enum EnvoyText {
    case plain
    /// Details of answer and connection, and why a server was not reached.
    case istio
    /// What Istio's Mixer said, up to Istio 1.7, and why a server was not reached, both in quotes.
    case mixer
}

/// Reads Envoy's default text or Istio's, which has further fields between the flags and the bytes received.
struct EnvoyTextParser: LineParser {
    private var plain: PatternParser
    private var istio: PatternParser
    private var mixer: PatternParser

    init(plain: PatternParser, istio: PatternParser, mixer: PatternParser) {
        self.plain = plain
        self.istio = istio
        self.mixer = mixer
    }

    mutating func parse(
        _ line: Range<Int>, in block: inout MutableSpan<UInt8>, into record: inout AccessRecord
    ) -> LineOutcome {
        switch kind(line, block.span) {
        case .plain: plain.parse(line, in: &block, into: &record)
        case .istio: istio.parse(line, in: &block, into: &record)
        case .mixer: mixer.parse(line, in: &block, into: &record)
        }
    }

    /// What stands behind status and flags: the number of bytes received, a quote or a word.
    private func kind(_ line: Range<Int>, _ bytes: Span<UInt8>) -> EnvoyText {
        let (space, end) = (UInt8(ascii: " "), line.upperBound)
        guard let close = endOfRequest(line, bytes), close + 2 < end,
            let status = ByteSearch.first(space, in: bytes, from: close + 2, to: end),
            let flags = ByteSearch.first(space, in: bytes, from: status + 1, to: end), flags + 1 < end
        else { return .plain }
        if bytes[flags + 1] == UInt8(ascii: "\"") { return .mixer }
        return Digits.isDigit(bytes[flags + 1]) ? .plain : .istio
    }

    /// The quote that ends the request, which has a space behind it; Envoy does not escape those inside of it.
    private func endOfRequest(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Int? {
        let quote = UInt8(ascii: "\"")
        guard var last = ByteSearch.first(quote, in: bytes, from: line.lowerBound, to: line.upperBound) else {
            return nil
        }
        while let hit = ByteSearch.first(quote, in: bytes, from: last + 1, to: line.upperBound) {
            if hit + 1 < line.upperBound, bytes[hit + 1] == UInt8(ascii: " ") { return hit }
            last = hit
        }
        return nil
    }
}
