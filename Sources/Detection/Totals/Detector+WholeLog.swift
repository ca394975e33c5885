internal import AccessLog

extension Detector {
    /// Judges one group of a log by what is known of the whole of it; before the first event, and anew after a snapshot.
    ///
    /// - Parameter known: the whole log, at least up to the last event that will be taken.
    public mutating func know(_ known: WholeLog) {
        whole = known
        overload.whole = known
        extent = known.extent
        faults = known.faults
        pushes?.know(known.silence)
    }
}

extension Detector {
    /// Counts a request for the quotas of its login alone; other requests of the login lie in other groups.
    public mutating func countQuotas(_ event: RequestEvent, in block: Span<UInt8>, file: Int32) {
        guard event.quotas != 0 else { return }
        quotas.count(event, block, file: file, &url, into: &sink)
    }

    /// Hands out the findings that had ended by an instant, as they will never change any more.
    public mutating func takeFinished(by time: Int64) -> [Finding] {
        sink.takeEnded(by: time).map { withExemption(untilEnd($0)) }
    }
}
