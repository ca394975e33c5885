internal import AccessLog
internal import Cases
internal import Detection

extension ReportMaker {
    /// The months of the period and up to two before it.
    func serviceMonths() -> [PeriodReport.ServiceMonth] {
        var causes: ServiceTally.Causes = [:]
        for finding in material.findings where finding.kind == .finding {
            for minute in Self.minutes(of: finding) {
                causes[minute, default: []].append((subject(finding.key), finding.identifier))
            }
        }
        let first = material.calendar.date(of: material.period.from)
        let back = CivilDate(year: first.year, month: first.month, day: 1).adding(days: -45)
        let start = ReportPeriod.start(
            of: CivilDate(year: back.year, month: back.month, day: 1), in: material.calendar.zone)
        let months = material.service.months(from: start, to: material.period.to, causes: causes)
        guard material.partner != nil else { return months }
        let own = Set(material.sums.keys.filter { isShown($0) }.map(subject))
        return months.map { month in
            var month = month
            month.causes.removeAll { !own.contains($0.subject) }
            return month
        }
    }

    /// Every login and month, most data first.
    func volumeRows() -> [PeriodReport.VolumeRow] {
        let sums = material.sums
        var bytes: [String: [Int64]] = [:]
        for (place, key) in sums.keys.enumerated() where isShown(key) {
            guard let login = key.login, !sums.byKey[place].months.isEmpty else { continue }
            var months = bytes[login] ?? [Int64](repeating: 0, count: sums.months.count)
            for month in months.indices { months[month].addClamped(sums.byKey[place].months[month]) }
            bytes[login] = months
        }
        let whole = Set(
            material.service.months(from: material.period.from, to: material.period.to, causes: [:])
                .filter(\.isWhole).map(\.month))
        return bytes.flatMap { login, months in
            months.indices.filter { months[$0] > 0 }.map { place in
                row(login, sums.months[place], months[place], isWhole: whole.contains(sums.months[place]))
            }
        }.sorted { ($1.bytes, $0.subject.sortText, $0.month) < ($0.bytes, $1.subject.sortText, $1.month) }
    }

    private func row(_ login: String, _ month: String, _ bytes: Int64, isWhole: Bool) -> PeriodReport.VolumeRow {
        let (included, unit) = (Int64(material.volume.included), Int64(max(1, material.volume.unit)))
        let above = max(0, bytes - included)
        return PeriodReport.VolumeRow(
            subject: subject(PartnerKey(login: login, installation: nil)), month: month, bytes: bytes,
            included: included, charged: above / unit + (above % unit > 0 ? 1 : 0),
            isWhole: isWhole && isInPeriod(month))
    }

    private func isInPeriod(_ month: String) -> Bool {
        guard let span = ReportPeriod(month, in: material.calendar.zone) else { return false }
        return material.period.from <= span.from && span.to <= material.period.to
    }

    /// The largest use of every quota by everybody whom it is for; those nearest to their limits first.
    func quotaRows() -> [PeriodReport.QuotaRow] {
        var rows: [String: PeriodReport.QuotaRow] = [:]
        func put(_ row: PeriodReport.QuotaRow, under name: String) {
            guard let known = rows[name] else {
                rows[name] = row
                return
            }
            if (row.basis == .counted) == (known.basis == .counted) ? row.used > known.used : row.basis == .counted {
                rows[name] = row
            }
        }
        for (cell, use) in material.sums.quotaUse where isShown(material.sums.subject(of: cell)) {
            let (rule, key) = (material.sums.rule(of: cell), material.sums.subject(of: cell))
            var row = row(rule, key, material.sums.name(of: cell))
            (row.used, row.basis, row.above) = (use, .atMost, 0)
            // Had four fifths been reached, the rule would have seen it.
            if 5 * use >= 4 * rule.limit { (row.used, row.basis) = (max(0, (4 * rule.limit - 1) / 5), .below) }
            put(row, under: "\(rule.name)\n\(row.subject.sortText)")
        }
        for finding in findings where finding.rule == .quota {
            guard case .quota(let seen) = finding.evidence,
                let rule = material.quotas.first(where: { $0.name == seen.name })
            else { continue }
            var row = row(rule, finding.key, seen.period)
            (row.used, row.above, row.basis) = (seen.peak, seen.above, .counted)
            put(row, under: "\(finding.target ?? rule.name)\n\(row.subject.sortText)")
        }
        return rows.values.sorted { left, right in
            (right.percent, left.quota, left.subject.sortText) < (left.percent, right.quota, right.subject.sortText)
        }
    }

    private func row(_ rule: Quota, _ key: PartnerKey, _ period: String?) -> PeriodReport.QuotaRow {
        let unit =
            switch rule.unit {
            case .requests: "requests"
            case .bytes: "bytes"
            case .field: "units"
            }
        return PeriodReport.QuotaRow(
            subject: subject(key), quota: DisplayText.safe(rule.name), per: rule.period.description, periodName: period,
            limit: rule.limit, used: 0, basis: .atMost, above: 0, unit: unit)
    }

    func coverage() -> PeriodReport.Coverage {
        var coverage = material.coverage
        let period = material.period
        coverage.gaps = material.service.gaps.filter { $0.from < period.to && $0.to > period.from }
        if let first = material.service.first, let last = material.service.last, first < period.to, last >= period.from
        {
            coverage.first = coverage.first ?? max(first, period.from)
            coverage.last = coverage.last ?? min(last + 59_999, period.to - 1)
        }
        let lines = coverage.inputs.map { "\($0.crc) \($0.bytes)" }.sorted()
        coverage.inputDigest = lines.isEmpty ? "" : TextDigest.sha256(lines.joined(separator: "\n"))
        for place in coverage.inputs.indices {
            coverage.inputs[place].name = DisplayText.safe(coverage.inputs[place].name)
        }
        return coverage
    }
}
