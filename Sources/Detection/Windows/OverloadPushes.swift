/// Deliveries of push by key and minute, which invite requests.
struct OverloadPushes {
    /// Deliveries to a key in some minutes; none, until a push log is read.
    func count(_ key: UInt64, in minutes: ClosedRange<Int64>) -> Int64 { 0 }
}
