/// Compiles the text of an nginx `log_format`.
///
/// Literals stand for themselves, `$name` and `${name}` for variables; one that is not known here is captured all the same
/// and may be asked for by name.
enum NginxFormat {
    static func pattern(_ text: some StringProtocol, customFields: [String]) throws(LogFormatError) -> Pattern {
        let format = "nginx:\(text)"
        var builder = PatternBuilder(format: format)
        var reader = FormatText(joiningQuotes: text)
        while !reader.isAtEnd {
            builder.literal(reader.take(while: { $0 != UInt8(ascii: "$") }).utf8)
            if reader.isAtEnd { break }
            builder.field(try variable(&reader, format))
        }
        return try builder.build(customFields: customFields)
    }

    /// Reads `$name` or `${name}`.
    private static func variable(_ reader: inout FormatText, _ format: String) throws(LogFormatError) -> PatternField {
        let column = reader.column
        _ = reader.take()
        let isBraced = reader.take("{")
        let name = reader.take(while: { isName($0) })
        guard !name.isEmpty, !isBraced || reader.take("}") else {
            throw LogFormatError(
                format: format, column: column, "a variable's name is missing or not closed; write $name or ${name}"
            )
        }
        var field = field(name)
        field.column = column
        field.spelling = "$\(name)"
        return field
    }

    private static func isName(_ byte: UInt8) -> Bool {
        Digits.isDigit(byte) || (byte | 0x20) &- 97 < 26 || byte == UInt8(ascii: "_")
    }

    /// What a variable stands for.
    private static func field(_ name: String) -> PatternField {
        switch name {
        case "remote_addr": PatternField([name], .address)
        case "proxy_protocol_addr", "http_x_real_ip", "realip_remote_addr":
            PatternField([name], .address, preference: -1)
        case "http_x_forwarded_for", "proxy_add_x_forwarded_for": PatternField([name], .forwarded, preference: -2)
        case "remote_user": PatternField([name], .user)
        case "time_local": PatternField([name], .time, shape: .commonLogStamp, preference: 1)
        case "time_iso8601": PatternField([name], .time, shape: .isoStamp, preference: 2)
        case "msec": PatternField([name], .time, shape: .epochStamp, preference: 3)
        case "request": PatternField([name], .request)
        case "request_method": PatternField([name], .method)
        case "request_uri": PatternField([name], .target)
        case "uri", "document_uri": PatternField([name], .path)
        case "args", "query_string": PatternField([name], .query)
        case "status": PatternField([name], .status)
        case "body_bytes_sent": PatternField([name], .bytes, preference: 1)
        case "bytes_sent": PatternField([name], .bytes)
        case "request_time": PatternField([name], .seconds, preference: 2)
        case "upstream_response_time": PatternField([name], .upstreamSeconds)
        case "http_user_agent": PatternField([name], .agent)
        case "sent_http_etag": PatternField([name], .entityTag)
        default: PatternField([name], .skipped)
        }
    }
}
