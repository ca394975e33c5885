/// The figures of the rules, as far as open episodes and findings that are not handed out yet hold them.
extension RepeatedFetchEvidence: StateElement {
    static var blank: Self {
        RepeatedFetchEvidence(
            fetches: 0, excess: 0, tolerated: 0, excessBytes: 0, duplicates: 0, sharePercent: 0, isEntityTag: false,
            pushes: nil, resources: [], windowStart: 0, windowEnd: 0)
    }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&fetches)
        coder.code(&excess)
        coder.code(&tolerated)
        coder.code(&excessBytes)
        coder.code(&duplicates)
        coder.code(&sharePercent)
        coder.code(&isEntityTag)
        coder.code(&pushes)
        coder.code(&resources)
        coder.code(&windowStart)
        coder.code(&windowEnd)
    }
}

extension RepeatedFetchEvidence.Resource: StateElement {
    static var blank: Self {
        RepeatedFetchEvidence.Resource(
            target: "", fetches: 0, excess: 0, bytes: 0, isUnchanged: false, first: 0, last: 0)
    }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&target)
        coder.code(&fetches)
        coder.code(&excess)
        coder.code(&bytes)
        coder.code(&isUnchanged)
        coder.code(&first)
        coder.code(&last)
    }
}

extension PollingEvidence: StateElement {
    static var blank: Self {
        PollingEvidence(
            isFirstDetector: false, polls: 0, regularBlocks: 0, regularPolls: 0, meanIntervalSeconds: 0,
            periodSeconds: nil, jitterSeconds: nil, avoidable: 0, changes: 0, pushes: nil, notModified: 0,
            minIntervalSeconds: 0, windowStart: 0, windowEnd: 0)
    }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&isFirstDetector)
        coder.code(&polls)
        coder.code(&regularBlocks)
        coder.code(&regularPolls)
        coder.code(&meanIntervalSeconds)
        coder.code(&periodSeconds)
        coder.code(&jitterSeconds)
        coder.code(&avoidable)
        coder.code(&changes)
        coder.code(&pushes)
        coder.code(&push)
        coder.code(&notModified)
        coder.code(&minIntervalSeconds)
        coder.code(&windowStart)
        coder.code(&windowEnd)
    }
}

extension RoundTheClockEvidence: StateElement {
    static var blank: Self {
        RoundTheClockEvidence(
            nightRequests: 0, dayRequests: 0, ratioPercent: 0, days: 0, windowStart: 0, windowEnd: 0)
    }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&nightRequests)
        coder.code(&dayRequests)
        coder.code(&ratioPercent)
        coder.code(&days)
        coder.code(&windowStart)
        coder.code(&windowEnd)
    }
}

extension OverloadEvidence: StateElement {
    static var blank: Self { OverloadEvidence() }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&minutes)
        coder.code(&busiestHour)
        coder.code(&firstMinute)
        coder.code(&lastMinute)
        coder.code(&sharePercent)
        coder.code(&isServerTime)
        coder.code(&requests)
        coder.code(&serverMilliseconds)
        coder.code(&bytes)
        coder.code(&peakSecond)
        coder.code(&peakTenSeconds)
        coder.code(&peakMinute)
        coder.code(&overWorkers)
        coder.code(&overRequests)
        coder.code(&withErrors)
        coder.code(&windowStart)
        coder.code(&windowEnd)
        guard coder.version >= 2 else { return }
        var known = stressed != nil
        coder.code(&known)
        var minutes = stressed ?? []
        coder.code(&minutes)
        stressed = known ? minutes : nil
    }
}

extension IgnoredBackoffEvidence: StateElement {
    static var blank: Self { IgnoredBackoffEvidence(windowEnd: 0) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&after429)
        coder.code(&after503)
        coder.code(&requests)
        coder.code(&badHours)
        coder.code(&windowStart)
        coder.code(&windowEnd)
    }
}

extension ClosedDoorEvidence: StateElement {
    static var blank: Self {
        ClosedDoorEvidence(status: 0, requests: 0, sharePercent: 0, badHours: 0, windowStart: 0, windowEnd: 0)
    }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&status)
        coder.code(&requests)
        coder.code(&sharePercent)
        coder.code(&badHours)
        coder.code(&windowStart)
        coder.code(&windowEnd)
    }
}

extension FanOutEvidence: StateElement {
    static var blank: Self { FanOutEvidence(windowEnd: 0) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&fanOuts)
        coder.code(&requests)
        coder.code(&size)
        coder.code(&bulkCalls)
        coder.code(&keyRequests)
        coder.code(&windowStart)
        coder.code(&windowEnd)
    }
}

extension WastefulScanEvidence: StateElement {
    static var blank: Self {
        WastefulScanEvidence(
            kind: .tinyPages, requests: 0, scans: 0, limit: nil, maxPage: nil, saved: 0, windowStart: 0, windowEnd: 0)
    }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&kind)
        coder.code(&requests)
        coder.code(&scans)
        coder.code(&limit)
        coder.code(&maxPage)
        coder.code(&saved)
        coder.code(&windowStart)
        coder.code(&windowEnd)
    }
}

extension ParallelDuplicatesEvidence: StateElement {
    static var blank: Self { ParallelDuplicatesEvidence(duplicates: 0, fetches: 0, windowStart: 0, windowEnd: 0) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&duplicates)
        coder.code(&fetches)
        coder.code(&windowStart)
        coder.code(&windowEnd)
    }
}

extension QuotaEvidence: StateElement {
    static var blank: Self { QuotaEvidence(Quota(name: "", match: "", limit: 0, period: .day)) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&name)
        coder.code(&scope)
        coder.code(&per)
        coder.code(&period)
        coder.code(&limit)
        coder.code(&peak)
        coder.code(&above)
        coder.code(&projected)
        coder.code(&windowStart)
        coder.code(&windowEnd)
    }
}

extension Evidence: StateElement {
    static var blank: Self { .closedDoor(.blank) }

    /// A case is written by the rule that it belongs to.
    mutating func code(_ coder: inout StateCoder) {
        var rule = rule
        coder.code(&rule)
        switch rule {
        case .repeatedFetch:
            code(&coder, { if case .repeatedFetch(let known) = $0 { known } else { nil } }, Self.repeatedFetch)
        case .polling: code(&coder, { if case .polling(let known) = $0 { known } else { nil } }, Self.polling)
        case .roundTheClock:
            code(&coder, { if case .roundTheClock(let known) = $0 { known } else { nil } }, Self.roundTheClock)
        case .overload: code(&coder, { if case .overload(let known) = $0 { known } else { nil } }, Self.overload)
        case .ignoredBackoff:
            code(&coder, { if case .ignoredBackoff(let known) = $0 { known } else { nil } }, Self.ignoredBackoff)
        case .closedDoor: code(&coder, { if case .closedDoor(let known) = $0 { known } else { nil } }, Self.closedDoor)
        case .fanOut: code(&coder, { if case .fanOut(let known) = $0 { known } else { nil } }, Self.fanOut)
        case .wastefulScan:
            code(&coder, { if case .wastefulScan(let known) = $0 { known } else { nil } }, Self.wastefulScan)
        case .parallelDuplicates:
            code(
                &coder, { if case .parallelDuplicates(let known) = $0 { known } else { nil } }, Self.parallelDuplicates)
        case .quota: code(&coder, { if case .quota(let known) = $0 { known } else { nil } }, Self.quota)
        }
    }

    private mutating func code<Figures: StateElement>(
        _ coder: inout StateCoder, _ figures: (Evidence) -> Figures?, _ make: (Figures) -> Evidence
    ) {
        var known = figures(self) ?? .blank
        known.code(&coder)
        self = make(known)
    }

    private var rule: RuleName {
        switch self {
        case .repeatedFetch: .repeatedFetch
        case .polling: .polling
        case .roundTheClock: .roundTheClock
        case .overload: .overload
        case .ignoredBackoff: .ignoredBackoff
        case .closedDoor: .closedDoor
        case .fanOut: .fanOut
        case .wastefulScan: .wastefulScan
        case .parallelDuplicates: .parallelDuplicates
        case .quota: .quota
        }
    }
}

extension Finding: StateElement {
    static var blank: Self {
        Finding(
            kind: .finding, rule: .quota, key: .blank, route: "", target: nil, started: 0, ended: nil, firstSeen: nil,
            observed: 0, threshold: 0, unit: "", points: 0, evidence: .blank, waste: Waste(), clients: [], examples: [],
            exempt: nil, inexact: nil)
    }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&kind)
        coder.code(&rule)
        coder.code(&key)
        coder.code(&route)
        coder.code(&target)
        coder.code(&started)
        coder.code(&ended)
        coder.code(&firstSeen)
        coder.code(&observed)
        coder.code(&threshold)
        coder.code(&unit)
        coder.code(&points)
        coder.code(&evidence)
        coder.code(&waste)
        coder.code(&clients)
        coder.code(&examples)
        coder.code(&exempt)
        coder.code(&inexact)
        coder.code(&days)
    }
}

extension PartnerKey: StateElement {
    static var blank: Self { PartnerKey(login: nil, installation: nil) }

    mutating func code(_ coder: inout StateCoder) {
        let mask = coder.mask
        coder.mask = nil
        defer { coder.mask = mask }
        coder.code(&login)
        coder.code(&installation)
    }
}

extension Waste: StateElement {
    static var blank: Self { Waste() }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&requests)
        coder.code(&bytes)
        coder.code(&serverMilliseconds)
    }
}

extension ClientShare: StateElement {
    static var blank: Self { ClientShare(address: nil, agent: nil, requests: 0) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&address)
        coder.code(&agent)
        coder.code(&requests)
        coder.code(&since)
    }
}

extension Example: StateElement {
    static var blank: Self { Example(time: 0, file: -1, line: 0, method: "", target: "", status: 0, bytes: nil) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&time)
        coder.code(&file)
        coder.code(&line)
        coder.code(&method)
        coder.code(&target)
        coder.code(&status)
        coder.code(&bytes)
    }
}

extension DayPoints: StateElement {
    static var blank: Self { DayPoints(day: 0, points: 0) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&day)
        coder.code(&points)
    }
}
