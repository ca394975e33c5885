import Detection

extension JSONText {
    /// The figures of `overload`; the mean concurrency in hundredths, so that it is a whole number.
    mutating func append(fieldsOf evidence: OverloadEvidence) {
        field("minutes", evidence.minutes)
        field("busiest_hour_minutes", evidence.busiestHour)
        field("share_percent", evidence.sharePercent)
        field("share_of", Self.shareName(evidence.isServerTime))
        field("requests", evidence.requests)
        field("server_ms", evidence.serverMilliseconds)
        field("bytes", evidence.bytes)
        field("peak_1s", evidence.peakSecond)
        field("peak_10s", evidence.peakTenSeconds)
        field("peak_60s", evidence.peakMinute)
        field("mean_concurrency_percent", evidence.meanConcurrencyPercent)
        field("over_workers", evidence.overWorkers)
        field("over_max_rps", evidence.overRequests)
        field("with_errors", evidence.withErrors)
        field("first_minute", time: evidence.firstMinute)
        field("last_minute", time: evidence.lastMinute)
        append(windowFrom: evidence.windowStart, to: evidence.windowEnd)
    }

    /// How far overload could be judged, and the keys with the largest shares of the load.
    mutating func append(_ coverage: OverloadCoverage) {
        name("overload")
        object { json in
            json.name("capacity_known")
            json.value(coverage.isCapacityKnown)
            json.field("minutes", coverage.minutes)
            json.field("share_of", Self.shareName(coverage.isServerTime))
            json.name("largest")
            json.array(coverage.largest) { json, load in
                json.object { json in
                    json.field("login", load.key.login)
                    json.field("installation", load.key.installation)
                    json.field("requests", load.requests)
                    json.field("server_ms", load.serverMilliseconds)
                    json.field("share_percent", load.sharePercent)
                }
            }
        }
    }

    private static func shareName(_ isServerTime: Bool) -> String { isServerTime ? "server_time" : "requests" }
}
