internal import AccessLog
internal import Cases

extension ReportWords {
    // MARK: Cases and letters

    var letters: [ReportSection] {
        var section = ReportSection(id: "letters", title: texts("letters"))
        guard !report.cases.isEmpty else {
            section.parts = [.paragraph(texts("cases.none"))]
            return [section]
        }
        if report.cases.contains(where: \.isSimulation) { section.parts.append(.paragraph(texts("simulation"))) }
        section.parts.append(.table(caseTable))
        let rows = report.cases.flatMap { state in state.letters.map { (state, $0) } }
        guard !rows.isEmpty else {
            section.parts.append(.paragraph(texts("letters.none")))
            return [section]
        }
        var table = ReportTable(
            texts("letters.caption"),
            [
                .text(texts("column.letter")), .text(texts("column.kind")), .text(texts("column.status")),
                .text(texts("column.drafted")).extra, .text(texts("column.delivered")).extra,
                .text(texts("column.deadline")),
            ])
        for (_, letter) in rows.prefix(Self.shownRows * 3) {
            table.add([
                letter.id, texts("kind.\(letter.kind.rawValue)"), texts("status.\(letter.status.rawValue)"),
                date(letter.drafted), letter.delivered.map { forms.date($0) } ?? texts("none"),
                letter.deadline.map { forms.time($0) } ?? texts("none"),
            ])
        }
        section.parts.append(.table(table))
        return [section]
    }

    private var caseTable: ReportTable {
        var table = ReportTable(
            texts("cases.caption"),
            [
                .text(texts("column.case")), .text(texts("column.partner")), .number(texts("column.clause")).extra,
                .text(texts("column.opened")).extra, .text(texts("column.stage")),
            ])
        for row in report.cases.prefix(Self.shownRows * 3) {
            table.add([
                row.id, name(row.subject), row.clause.map(String.init) ?? texts("none"), date(row.opened),
                texts("stage.\(row.stage)") + (row.exemption.map { " (\($0))" } ?? ""),
            ])
        }
        return table
    }

    // MARK: Service level

    var service: [ReportSection] {
        var section = ReportSection(id: "service", title: texts("service"))
        let months = report.serviceLevel.filter { $0.agreed > 0 }
        guard !months.isEmpty else {
            section.parts = [.paragraph(texts("service.none"))]
            return [section]
        }
        let hours = "\(clock(options.opens))–\(clock(options.closes))"
        section.parts.append(.table(serviceTable(months)))
        if months.count > 1 { section.parts.append(.chart(serviceChart(months))) }
        if let bad = months.last?.badMonths, bad >= options.exitMonths {
            section.parts.append(
                .paragraph(
                    texts("service.exit", ["exit": forms.percent(Int64(options.exitPercent)), "n": forms.number(bad)])))
        }
        section.parts += isOwn ? ownCauses(months) : causes(months) + outages(months)
        section.parts.append(
            .note(
                texts(
                    "service.note",
                    [
                        "hours": hours, "target": forms.percent(Int64(options.targetPercent)),
                        "errors": forms.number(Int64(options.errors)),
                        "share": forms.percent(Int64(options.errorPercent)),
                    ])))
        return [section]
    }

    private func serviceTable(_ months: [PeriodReport.ServiceMonth]) -> ReportTable {
        var table = ReportTable(
            texts("service.caption"),
            [
                .text(texts("column.month")), .number(texts("column.agreed")).extra, .number(texts("column.down")),
                .number(texts("column.attributed")).extra, .number(texts("column.unknown")).extra,
                .number(texts("column.availability")), .number(texts("column.reduction")),
                .number(texts("column.covered")).extra,
            ])
        for row in months {
            table.add([
                month(row.month) + (row.isWhole ? "" : " (\(texts("service.part")))"), forms.number(row.agreed),
                forms.number(row.down), forms.number(row.attributed), forms.number(row.unknown),
                row.availability.map(hundredths) ?? texts("none"), hundredths(row.reduction),
                hundredths(row.coveredReduction),
            ])
        }
        return table
    }

    private func serviceChart(_ months: [PeriodReport.ServiceMonth]) -> ReportChart {
        let target = Int64(options.targetPercent) * 100
        let bars = months.map { row in
            ReportChart.Bar(
                label: month(row.month), value: row.availability ?? 0, text: row.availability.map(hundredths) ?? "",
                isOver: row.isBelowTarget)
        }
        let least = months.compactMap(\.availability).min() ?? 0
        return ReportChart(
            title: texts("service.title"),
            sentence: texts(
                "service.sentence",
                [
                    "months": forms.number(Int64(months.count)), "least": hundredths(least),
                    "target": forms.percent(Int64(options.targetPercent)),
                ]), legend: texts("service.legend").split(separator: " | ").map(String.init),
            kind: .bars(bars, whole: 10_000, limit: target))
    }

    private func ownCauses(_ months: [PeriodReport.ServiceMonth]) -> [ReportPart] {
        let own = months.flatMap(\.causes).reduce(0) { $0 + $1.minutes }
        return own > 0 ? [.paragraph(texts("service.own", ["n": forms.number(own)]))] : []
    }

    private func causes(_ months: [PeriodReport.ServiceMonth]) -> [ReportPart] {
        var table = ReportTable(
            texts("service.causes"),
            [
                .text(texts("column.month")), .text(texts("column.partner")), .number(texts("column.minutes")),
                .text(texts("column.findings")).extra,
            ])
        for row in months {
            for cause in row.causes.prefix(20) {
                table.add([
                    month(row.month), name(cause.subject), forms.number(cause.minutes),
                    cause.findings.joined(separator: ", "),
                ])
            }
        }
        return table.rows.isEmpty ? [] : [.table(table)]
    }

    private func outages(_ months: [PeriodReport.ServiceMonth]) -> [ReportPart] {
        var table = ReportTable(
            texts("service.outages.caption"),
            [
                .text(texts("column.from")), .text(texts("column.to")), .number(texts("column.calls")).extra,
                .number("5xx"), .text(texts("column.status")),
            ])
        for row in months.flatMap(\.outages) {
            table.add([
                moment(row.from), moment(row.to), forms.number(row.requests), forms.number(row.serverErrors),
                texts(row.isAttributed ? "outage.user" : "outage.provider"),
            ])
        }
        return table.rows.isEmpty ? [] : [.folded(texts("service.outages"), [.table(table)])]
    }

    // MARK: Data and quotas

    var data: [ReportSection] {
        var section = ReportSection(id: "data", title: texts("volume"))
        guard !report.volume.isEmpty else {
            section.parts = [.paragraph(texts("volume.none"))]
            return [section]
        }
        let shown = report.volume.enumerated().filter { $0.offset < 25 || $0.element.charged > 0 && $0.offset < 200 }
            .map(\.element)
        var table = ReportTable(
            texts("volume.caption"),
            [
                .text(texts("column.login")), .text(texts("column.month")), .number(texts("column.data")),
                .number(texts("column.included")).extra, .number(texts("column.left")),
                .number(texts("column.charged")),
            ])
        for row in shown {
            table.add([
                name(row.subject), month(row.month) + (row.isWhole ? "" : " (\(texts("service.part")))"),
                forms.bytes(row.bytes), size(row.included), size(max(0, row.included - row.bytes)),
                forms.number(row.charged),
            ])
        }
        let rest = report.volume.dropFirst(shown.count)
        table.more = more(
            "volume.more", rest.count, ["bytes": forms.bytes(rest.reduce(0) { $0 + $1.bytes })])
        section.parts.append(.table(table))
        section.parts.append(
            .note(texts("volume.note", ["included": size(Int64(volume.included)), "unit": size(Int64(volume.unit))])))
        return [section]
    }

    /// `2 GiB` where a size is binary, else `2.0 GB`.
    private func size(_ bytes: Int64) -> String {
        let unit: Int64 = 1 << 30
        return bytes > 0 && bytes % unit == 0
            ? forms.number(bytes / unit) + LanguageForms.glue + "GiB" : forms.bytes(bytes)
    }

    var quotas: [ReportSection] {
        var section = ReportSection(id: "quotas", title: texts("quotas"))
        guard !report.quotas.isEmpty else { return [] }
        let shown = report.quotas.prefix(Self.shownRows)
        let bars = shown.prefix(12).map { row in
            ReportChart.Bar(
                label: "\(name(row.subject)) · \(row.quota)", value: row.percent, text: forms.percent(row.percent),
                isOver: row.above > 0)
        }
        section.parts.append(
            .chart(
                ReportChart(
                    title: texts("quotas.title"),
                    sentence: texts("quotas.sentence", ["name": bars[0].label, "most": bars[0].text]),
                    legend: texts("quotas.legend").split(separator: " | ").map(String.init),
                    kind: .bars(bars, whole: max(100, bars.map(\.value).max() ?? 0), limit: 100))))
        var table = ReportTable(
            texts("quotas.caption"),
            [
                .text(texts("column.partner")), .text(texts("column.quota")), .text(texts("column.per")).extra,
                .number(texts("column.limit")), .number(texts("column.used")), .number(texts("column.left")).extra,
                .number(texts("column.above")),
            ])
        for row in shown { table.add(cells(row)) }
        table.more = more("quotas.more", report.quotas.count - shown.count)
        section.parts.append(.table(table))
        section.parts.append(.note(texts("quotas.note")))
        return [section]
    }

    private func cells(_ row: PeriodReport.QuotaRow) -> [String] {
        func units(_ value: Int64) -> String { row.unit == "bytes" ? forms.bytes(value) : forms.number(value) }
        let used = row.basis == .below ? row.used + 1 : row.used
        return [
            name(row.subject), row.quota, row.periodName ?? words.period(row.per), units(row.limit),
            texts("used.\(row.basis.rawValue)", ["used": units(used)]), units(row.headroom), units(row.above),
        ]
    }

    // MARK: Pollers at the same second

    var pulses: [ReportSection] {
        guard !report.pulses.isEmpty else { return [] }
        var section = ReportSection(id: "pulses", title: texts("pulses"))
        if isOwn {
            section.parts = report.pulses.map {
                .paragraph(
                    texts("pulses.own", ["n": forms.number($0.count), "second": forms.number(Int64($0.second))]))
            }
            return [section]
        }
        var table = ReportTable(
            texts("pulses.caption"),
            [
                .number(texts("column.second")), .number(texts("column.count")), .text(texts("column.periods")).extra,
                .text(texts("keys")),
            ])
        for row in report.pulses.prefix(20) {
            let shown = row.keys.prefix(10).map(name).joined(separator: ", ")
            let rest = more("pulses.more", row.keys.count - 10)
            table.add([
                forms.number(Int64(row.second)), forms.number(row.count),
                row.periods.map { forms.interval(seconds: $0) }.joined(separator: ", "),
                rest.isEmpty ? shown : shown + " " + rest,
            ])
        }
        section.parts = [.table(table), .note(texts("pulses.note"))]
        return [section]
    }
}
