package import AccessLog
package import Detection
import Foundation
package import ReferenceModel

extension DetectionOptions {
    /// The options of a modelled run.
    package init(_ model: ModelOptions) {
        self.init()
        logTime = model.logTime == .start ? .start : .end
        url.cacheBusters = model.cacheBusters
        url.volatileParameters = model.volatileParameters
        routes = model.routes.map(RouteRule.init)
        quotas = model.quotas.map(Quota.init)
        ignoredBackoff.premature = Int(model.backoffPremature)
        ignoredBackoff.sharePercent = Int(model.backoffSharePercent)
        ignoredBackoff.sustained = Int(model.backoffSustained)
        ignoredBackoff.window = Int(model.backoffWindow)
        ignoredBackoff.heavyPremature = Int(model.backoffHeavyPremature)
        ignoredBackoff.waitSeconds = Int(model.backoffWaitSeconds)
        ignoredBackoff.retryAfterPlace = model.retryAfterField
        capacity = CapacityOptions(
            workers: model.overload.workers.map { Int($0) },
            maxRequestsPerSecond: model.overload.maxRps.map { Int($0) })
        overload = OverloadOptions(model.overload)
        closedDoor.requests = Int(model.closedDoorRequests)
        closedDoor.sharePercent = Int(model.closedDoorSharePercent)
        closedDoor.sustained = Int(model.closedDoorSustained)
        closedDoor.window = Int(model.closedDoorWindow)
        newKeySeconds = Int(model.newKey / 1_000)
        fanOut.requests = Int(model.fanOutRequests)
        fanOut.sharePercent = Int(model.fanOutSharePercent)
        fanOut.fanOuts = Int(model.fanOutCount)
        fanOut.ids = model.fanOutIDs
        fanOut.gapSeconds = Int(model.fanOutGap / 1_000)
        fanOut.afterListSeconds = Int(model.fanOutAfterList / 1_000)
        wastefulScan.tinyPages = Int(model.tinyPages)
        wastefulScan.tinyPart = Int(model.tinyPart)
        wastefulScan.fullScans = Int(model.fullScans)
        wastefulScan.pages = Int(model.walkPages)
        wastefulScan.gapSeconds = Int(model.walkGap / 1_000)
        parallelDuplicates.duplicates = Int(model.duplicates)
        parallelDuplicates.sharePercent = Int(model.duplicateSharePercent)
        repeatedFetch.freePerDay = Int(model.freePerDay)
        repeatedFetch.excess = Int(model.excess)
        repeatedFetch.sharePercent = Int(model.sharePercent)
        repeatedFetch.etagSharePercent = Int(model.etagSharePercent)
        repeatedFetch.heavyExcess = Int(model.heavyExcess)
        repeatedFetch.heavySharePercent = Int(model.heavySharePercent)
        polling.minIntervalSeconds = Int(model.minIntervalSeconds)
        polling.sustained = Int(model.sustained)
        polling.window = Int(model.sustainedWindow)
        roundTheClock.requests = Int(model.roundTheClockRequests)
        roundTheClock.ratioPercent = Int(model.roundTheClockRatioPercent)
    }
}

extension RouteRule {
    fileprivate init(_ model: ModelRoute) {
        self.init(match: model.match)
        push =
            switch model.push {
            case .active: .active
            case .available: .available
            case .unknown: .unknown
            case .none: .none
            }
        watch = model.watch
        fingerprint = model.hasFingerprint ? .auto : .none
        minIntervalSeconds = model.minIntervalSeconds.map(Int.init)
        isSafePost = model.isSafePost
        bulk = model.bulk
        maxPage = model.maxPage.map(Int.init)
        delta = model.delta
    }
}

extension OverloadOptions {
    fileprivate init(_ model: ModelOverload) {
        self.init()
        loadPercent = Int(model.loadPercent)
        errors = Int(model.errors)
        errorSharePercent = Int(model.errorSharePercent)
        sharePercent = Int(model.sharePercent)
        surge = Int(model.surge)
        minutes = Int(model.minutes)
        dayMinutes = Int(model.dayMinutes)
        longestRequestSeconds = Int(model.longest / 1000)
        maintenance = model.maintenance.map { Maintenance(start: $0.lowerBound, end: $0.upperBound) }
    }
}

extension Quota {
    fileprivate init(_ model: ModelQuota) {
        let period: Period =
            switch model.period {
            case .day: .day
            case .month: .month
            case .sliding(let seconds): .sliding(seconds: Int(seconds))
            }
        self.init(name: model.name, match: model.match, limit: model.limit, period: period)
        unit =
            switch model.unit {
            case .requests: .requests
            case .bytes: .bytes
            case .field(let place): .field(place)
            }
        scope = Scope(rawValue: model.scope.rawValue) ?? .key
        group = model.group
    }
}

extension Finding {
    /// The finding as the model writes it.
    package var modelText: String {
        let head =
            "\(kind.rawValue) \(rule.rawValue) [\(key.login ?? "null") \(key.installation ?? "null")] \(route) \(target ?? "null")"
        let times =
            "started \(started) ended \(ended.map(String.init) ?? "null") seen \(firstSeen.map(String.init) ?? "null")"
        return "\(head) \(times) \(observed)/\(threshold) \(unit) {\(evidence.modelText)} "
            + "waste \(waste.requests) \(waste.bytes) B \(waste.serverMilliseconds) ms"
    }
}

extension Evidence {
    fileprivate var modelText: String {
        switch self {
        case .repeatedFetch(let figures):
            "fetches=\(figures.fetches) excess=\(figures.excess) tolerated=\(figures.tolerated) "
                + "excess_bytes=\(figures.excessBytes) duplicates=\(figures.duplicates) "
                + "share_percent=\(figures.sharePercent) fingerprint=\(figures.isEntityTag ? "etag" : "size") "
                + "window_start=\(figures.windowStart) window_end=\(figures.windowEnd)"
        case .polling(let figures):
            "polls=\(figures.polls) "
                + "regular_blocks=\(figures.regularBlocks) regular_polls=\(figures.regularPolls) "
                + "mean_interval_seconds=\(figures.meanIntervalSeconds) "
                + "detector=\(figures.isFirstDetector ? "D1" : "D2") avoidable=\(figures.avoidable) "
                + "changes=\(figures.changes) not_modified=\(figures.notModified) "
                + "window_start=\(figures.windowStart) window_end=\(figures.windowEnd)"
                + (figures.pushes.map { " pushes=\($0) push=\(figures.push.rawValue)" } ?? "")
        case .overload(let figures):
            "minutes=\(figures.minutes) busiest_hour=\(figures.busiestHour) share_percent=\(figures.sharePercent) "
                + "share_of=\(figures.isServerTime ? "server_time" : "requests") requests=\(figures.requests) "
                + "server_ms=\(figures.serverMilliseconds) bytes=\(figures.bytes) peak_1s=\(figures.peakSecond) "
                + "peak_10s=\(figures.peakTenSeconds) peak_60s=\(figures.peakMinute) "
                + "concurrency=\(figures.meanConcurrencyPercent) over_workers=\(figures.overWorkers) "
                + "over_max_rps=\(figures.overRequests) with_errors=\(figures.withErrors) "
                + "first=\(figures.firstMinute) last=\(figures.lastMinute) "
                + "window_start=\(figures.windowStart) window_end=\(figures.windowEnd)"
        case .ignoredBackoff(let figures):
            "premature=\(figures.premature) after_429=\(figures.after429) after_503=\(figures.after503) "
                + "requests=\(figures.requests) share_percent=\(figures.sharePercent) bad_hours=\(figures.badHours) "
                + "window_start=\(figures.windowStart) window_end=\(figures.windowEnd)"
        case .closedDoor(let figures):
            "status=\(figures.status) requests=\(figures.requests) share_percent=\(figures.sharePercent) "
                + "bad_hours=\(figures.badHours) window_start=\(figures.windowStart) window_end=\(figures.windowEnd)"
        case .fanOut(let figures):
            "fan_outs=\(figures.fanOuts) mean_size=\(figures.meanSize) requests=\(figures.requests) "
                + "share_percent=\(figures.sharePercent) bulk_calls=\(figures.bulkCalls) "
                + "window_start=\(figures.windowStart) window_end=\(figures.windowEnd)"
        case .wastefulScan(let figures):
            "kind=\(figures.kind.rawValue) requests=\(figures.requests) scans=\(figures.scans) "
                + "limit=\(figures.limit.map(String.init) ?? "null") "
                + "max_page=\(figures.maxPage.map(String.init) ?? "null") saved_requests=\(figures.saved) "
                + "window_start=\(figures.windowStart) window_end=\(figures.windowEnd)"
        case .parallelDuplicates(let figures):
            "duplicates=\(figures.duplicates) fetches=\(figures.fetches) share_percent=\(figures.sharePercent) "
                + "window_start=\(figures.windowStart) window_end=\(figures.windowEnd)"
        case .quota(let figures):
            "name=\(figures.name) scope=\(figures.scope.rawValue) period=\(figures.period ?? "null") "
                + "peak=\(figures.peak) above=\(figures.above) projected=\(figures.projected.map(String.init) ?? "null") "
                + "window_start=\(figures.windowStart) window_end=\(figures.windowEnd)"
        case .roundTheClock(let figures):
            "night_requests=\(figures.nightRequests) day_requests=\(figures.dayRequests) "
                + "ratio_percent=\(figures.ratioPercent) days=\(figures.days) "
                + "window_start=\(figures.windowStart) window_end=\(figures.windowEnd)"
        }
    }
}

extension TimeZoneRules {
    /// A zone of the machine's zone files, or a built-in one where it has none.
    package static func onThisMachine(_ name: String) throws -> TimeZoneRules {
        guard let file = FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)") else {
            guard let zone = builtIn(name) else { return utc }
            return zone
        }
        return try TimeZoneRules(name: name, tzif: Array(file))
    }
}
