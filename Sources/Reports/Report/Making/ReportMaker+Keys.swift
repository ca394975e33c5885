internal import AccessLog
internal import Cases
internal import Detection

extension ReportMaker {
    /// All keys: ranked by points, waste, requests and name.
    func keyRows() -> [PeriodReport.KeyRow] {
        let sums = material.sums
        var rows: [PeriodReport.KeyRow] = []
        var seen: Set<PartnerKey> = []
        for (place, key) in sums.keys.enumerated() where isShown(key) {
            seen.insert(key)
            guard sums.byKey[place].sums.requests > 0 || byKey[key] != nil else { continue }
            rows.append(row(key, sums.byKey[place]))
        }
        for key in byKey.keys where !seen.contains(key) { rows.append(row(key, PeriodSums.Key())) }
        return rows.sorted { left, right in
            if left.points != right.points { return left.points > right.points }
            if left.waste != right.waste { return left.waste.order > right.waste.order }
            if left.sums.requests != right.sums.requests { return left.sums.requests > right.sums.requests }
            return left.subject.sortText < right.subject.sortText
        }
    }

    private func row(_ key: PartnerKey, _ sums: PeriodSums.Key) -> PeriodReport.KeyRow {
        let own = byKey[key] ?? []
        let counting = own.filter { $0.kind == .finding && $0.exempt == nil }
        var row = PeriodReport.KeyRow(subject: subject(key))
        row.sums = sums.sums
        (row.days, row.week) = (sums.days, sums.week)
        row.points = KeyPoints.points(of: counting)
        row.findings = counting.count
        row.observations = own.count { $0.kind == .observation }
        row.rules = RuleName.allCases.filter { rule in counting.contains { $0.rule == rule } }
        row.waste = waste(of: counting)
        row.scores = scores(of: counting)
        return row
    }

    /// A lower bound of what the fixes together would have saved: where several rules saw the same requests of a route, the
    /// largest of them counts, and where rules look at all routes at once, they or the routes.
    private func waste(of findings: [Finding]) -> PeriodReport.Amount {
        var routes = PeriodReport.Amount()
        var everywhere = PeriodReport.Amount()
        for (route, own) in Dictionary(grouping: findings, by: \.route) {
            var largest = PeriodReport.Amount()
            for same in Dictionary(grouping: own, by: \.rule).values {
                largest.raise(to: same.reduce(into: PeriodReport.Amount()) { $0.add(waste(of: $1)) })
            }
            if route.isEmpty { everywhere = largest } else { routes.add(largest) }
        }
        routes.raise(to: everywhere)
        return routes
    }

    /// The day scores: the largest points of the day, half of the second and a quarter of the third; one misuse of a route
    /// is charged once.
    private func scores(of findings: [Finding]) -> [PeriodReport.DayMark] {
        var charges: [Int64: [(rule: RuleName, route: String, points: Int)]] = [:]
        for finding in findings where finding.rule != .quota {
            for day in finding.days { charges[day.day, default: []].append((finding.rule, finding.route, day.points)) }
        }
        return charges.keys.sorted().compactMap { day in
            guard material.period.from <= day, day < material.period.to else { return nil }
            var single: [Int] = []
            var routes: [String: Int] = [:]
            for charge in charges[day] ?? [] {
                switch charge.rule {
                case .repeatedFetch, .polling, .closedDoor:
                    routes[charge.route] = max(charge.points, routes[charge.route] ?? 0)
                default: single.append(charge.points)
                }
            }
            let largest = (single + routes.values).sorted(by: >).prefix(3)
            let points = min(100, zip(largest, [1, 2, 4]).reduce(0) { $0 + $1.0 / $1.1 })
            return PeriodReport.DayMark(date: material.calendar.date(of: day).text, points: points)
        }
    }

    /// What the fix of a finding would have saved in the period; of an episode that reaches beyond it, the share of time.
    func waste(of finding: Finding) -> PeriodReport.Amount {
        let start = finding.since
        let end = max(start + 1, finding.ended ?? max(material.end, finding.started))
        let inside = min(end, material.period.to) - max(start, material.period.from)
        if inside >= end - start { return PeriodReport.Amount(finding.waste) }
        return PeriodReport.Amount(finding.waste, part: max(0, inside), of: end - start)
    }

    /// The routes with the most waste of known fetches, then with the most requests.
    func routeRows() -> [PeriodReport.RouteRow] {
        let sums = material.sums
        var rows: [Int: PeriodReport.RouteRow] = [:]
        for (pair, amount) in sums.byRoute where isShown(sums.keys[Int(pair >> 32)]) {
            let route = Int(pair & 0xFFFF_FFFF)
            var row =
                rows[route]
                ?? PeriodReport.RouteRow(
                    route: DisplayText.safe(Redaction.route(sums.routes[route])), keys: 0, sums: TrafficSums())
            row.keys += 1
            row.sums += amount
            rows[route] = row
        }
        return rows.values.sorted { left, right in
            (left.sums.excess, left.sums.requests, right.route) > (right.sums.excess, right.sums.requests, left.route)
        }
    }

    /// The load by hour up to 45 days, else by local day.
    func load() -> PeriodReport.Load {
        var load = PeriodReport.Load()
        let sums = material.sums
        load.isHourly = material.partner == nil && !sums.hasWholeDays && sums.dayLoad.count <= 45
        if material.partner != nil {
            let own = sums.keys.indices.filter { isShown(sums.keys[$0]) }.map { sums.byKey[$0] }
            load.starts = Array(sums.dayStarts.dropLast())
            load.requests = load.starts.indices.map { day in own.reduce(0) { $0 + ($1.days.isEmpty ? 0 : $1.days[day]) }
            }
            load.misuse = load.starts.indices.map { day in
                own.reduce(0) { $0 + ($1.misuse.isEmpty ? 0 : $1.misuse[day]) }
            }
            return load
        }
        guard load.isHourly else {
            load.starts = Array(sums.dayStarts.dropLast())
            load.requests = sums.dayLoad.map(\.requests)
            load.misuse = sums.dayLoad.map(\.misuse)
            return load
        }
        guard let first = sums.hours.keys.min(), let last = sums.hours.keys.max() else { return load }
        load.starts = Array(stride(from: first, through: last, by: 3_600_000))
        load.requests = load.starts.map { sums.hours[$0]?.requests ?? 0 }
        load.misuse = load.starts.map { sums.hours[$0]?.misuse ?? 0 }
        return load
    }
}
