internal import AccessLog

/// The rules that count every request of a key, whatever its method: quotas.
extension Detector {
    /// Takes one readable request, with or without a key, late or not.
    @inline(__always)
    mutating func countTraffic(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32) {
        if event.quotas != 0 { countQuotas(event, block, file: file) }
    }

    @inline(never)
    private mutating func countQuotas(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32) {
        quotas.count(event, block, file: file, &url, into: &sink)
    }

    /// Ends with the log.
    mutating func finishTraffic(at last: Int64) {
        quotas.finish(at: last, into: &sink)
    }
}
