extension LogFormat {
    /// `haproxy`: HAProxy's `option httplog` or `httpslog`, with or without what syslog puts in front.
    ///
    /// The stamp is when the request began, in the machine's own time without a zone; the last of the timers is the whole
    /// duration in milliseconds, a lower bound behind `+`. Bytes that are no plain text stand there as `#XX`. Captured
    /// headers can be asked for as `capture.req.hdr(0)` and `capture.res.hdr(0)`; the lines themselves name no user.
    /// Source: HAProxy's configuration manual, section 8.2.3 "HTTP log format" and 8.6 "Non-printable characters".
    static let haproxy = LogFormat(name: "haproxy", stamp: .start, lateness: 60_000) { options throws(LogFormatError) in
        HAProxyParser(options)
    }
}
