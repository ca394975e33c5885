import Workloads

/// What a quota must say, counted one event after the other without any cleverness.
struct QuotaTruth: Hashable {
    var key: KeyName
    var isFinding: Bool
    /// Seconds since 1970.
    var started: Int64
    var ended: Int64?
    var observed: Int
    var peak: Int
    var above: Int
}

extension QuotaTruth {
    /// All findings and observations of a quota on a workload.
    static func all(_ place: Int, of workload: Workload) -> [QuotaTruth] {
        let quota = WorkloadQuota.all[place]
        let groups = Dictionary(grouping: workload.quotaEvents[place]) { name(of: workload.keys[$0.key], quota.scope) }
        return groups.flatMap { name, events in
            let stamps = Dictionary(grouping: events, by: \.stamp).mapValues { $0.reduce(0) { $0 + $1.units } }
            let steps = stamps.sorted { $0.key < $1.key }.map { (at: $0.key, units: $0.value) }
            switch quota.window {
            case .sliding(let width): return sliding(name, steps, quota.limit, width, until: workload.lastStamp)
            case .day:
                return calendar(name, steps, quota.limit) { OsloTime.day(at: $0) }
            case .month:
                return calendar(name, steps, quota.limit) {
                    let date = CivilDate.parts(OsloTime.day(at: $0))
                    return date.year * 12 + date.month
                }
            }
        }
    }

    private static func name(of key: Key, _ scope: String) -> KeyName {
        KeyName(scope == "installation" ? nil : key.login, scope == "login" ? nil : key.installation)
    }

    private static func calendar(
        _ name: KeyName, _ steps: [(at: Int64, units: Int)], _ limit: Int, _ period: (Int64) -> Int
    ) -> [QuotaTruth] {
        Dictionary(grouping: steps) { period($0.at) }.values.compactMap { steps in
            var (used, above) = (0, 0)
            var warned: QuotaTruth?
            var broken: QuotaTruth?
            for step in steps {
                used += step.units
                above += max(0, min(step.units, used - limit))
                let now = QuotaTruth(
                    key: name, isFinding: used > limit, started: step.at, ended: nil, observed: used, peak: 0, above: 0)
                if warned == nil, 5 * used >= 4 * limit { warned = now }
                if broken == nil, used > limit { broken = now }
            }
            guard var truth = broken ?? warned else { return nil }
            (truth.isFinding, truth.peak, truth.above) = (broken != nil, used, above)
            return truth
        }
    }

    private static func sliding(
        _ name: KeyName, _ steps: [(at: Int64, units: Int)], _ limit: Int, _ width: Int64, until last: Int64
    ) -> [QuotaTruth] {
        var changes: [Int64: (add: Int, drop: Int)] = [:]
        for step in steps {
            changes[step.at, default: (0, 0)].add += step.units
            changes[step.at + width, default: (0, 0)].drop += step.units
        }
        var truths: [QuotaTruth] = []
        var used = 0
        var fell: Int64?
        var firstWarned: QuotaTruth?
        for (time, change) in changes.sorted(by: { $0.key < $1.key }) where time <= last {
            used += change.add - change.drop
            let now = QuotaTruth(
                key: name, isFinding: true, started: time, ended: nil, observed: used, peak: used, above: 0)
            if firstWarned == nil, 5 * used >= 4 * limit { firstWarned = now }
            guard used > limit else {
                if !truths.isEmpty, fell == nil { fell = time }
                continue
            }
            if truths.isEmpty || fell.map({ time - $0 >= 86_400 }) == true {
                if let fell { truths[truths.count - 1].ended = fell + 86_400 }
                truths.append(now)
            }
            fell = nil
            let place = truths.count - 1
            truths[place].peak = max(truths[place].peak, used)
            truths[place].above += max(0, min(change.add, used - limit))
        }
        if let fell, fell + 86_400 <= last { truths[truths.count - 1].ended = fell + 86_400 }
        // Of observations only the first is compared, and only where no finding follows.
        if truths.isEmpty, var firstWarned {
            firstWarned.isFinding = false
            truths.append(firstWarned)
        }
        return truths
    }
}
