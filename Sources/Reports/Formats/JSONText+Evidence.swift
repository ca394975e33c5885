import Detection

extension JSONText {
    /// The figures of a rule, in the order in which its documentation names them.
    mutating func append(_ evidence: Evidence) {
        object { json in
            switch evidence {
            case .repeatedFetch(let figures): json.append(fieldsOf: figures)
            case .polling(let figures): json.append(fieldsOf: figures)
            case .roundTheClock(let figures): json.append(fieldsOf: figures)
            case .overload(let figures): json.append(fieldsOf: figures)
            case .ignoredBackoff(let figures): json.append(fieldsOf: figures)
            case .closedDoor(let figures): json.append(fieldsOf: figures)
            case .fanOut(let figures): json.append(fieldsOf: figures)
            case .wastefulScan(let figures): json.append(fieldsOf: figures)
            case .parallelDuplicates(let figures): json.append(fieldsOf: figures)
            case .quota(let figures): json.append(fieldsOf: figures)
            }
        }
    }

    private mutating func append(fieldsOf evidence: RepeatedFetchEvidence) {
        field("fetches", evidence.fetches)
        field("excess", evidence.excess)
        field("tolerated", evidence.tolerated)
        field("excess_bytes", evidence.excessBytes)
        field("duplicates", evidence.duplicates)
        field("share_percent", evidence.sharePercent)
        field("pushes", evidence.pushes)
        field("fingerprint", evidence.isEntityTag ? "etag" : "size")
        append(windowFrom: evidence.windowStart, to: evidence.windowEnd)
        name("resources")
        array(evidence.resources) { json, resource in
            json.object { json in
                json.field("target", Redaction.target(resource.target))
                json.field("fetches", resource.fetches)
                json.field("excess", resource.excess)
                json.field("bytes", resource.bytes)
                json.name("unchanged")
                json.value(resource.isUnchanged)
                json.field("first", time: resource.first)
                json.field("last", time: resource.last)
            }
        }
    }

    private mutating func append(fieldsOf evidence: PollingEvidence) {
        field("detector", evidence.isFirstDetector ? "D1" : "D2")
        field("polls", evidence.polls)
        field("regular_blocks", evidence.regularBlocks)
        field("regular_polls", evidence.regularPolls)
        field("period_seconds", evidence.periodSeconds)
        field("jitter_seconds", evidence.jitterSeconds)
        field("mean_interval_seconds", evidence.meanIntervalSeconds)
        field("avoidable", evidence.avoidable)
        field("changes", evidence.changes)
        field("pushes", evidence.pushes)
        field("push", evidence.push.rawValue)
        field("not_modified", evidence.notModified)
        append(windowFrom: evidence.windowStart, to: evidence.windowEnd)
    }

    private mutating func append(fieldsOf evidence: RoundTheClockEvidence) {
        field("night_requests", evidence.nightRequests)
        field("day_requests", evidence.dayRequests)
        field("ratio_percent", evidence.ratioPercent)
        field("days", evidence.days)
        append(windowFrom: evidence.windowStart, to: evidence.windowEnd)
    }

    mutating func append(windowFrom start: Int64, to end: Int64) {
        field("window_start", time: start)
        field("window_end", time: end)
    }
}
