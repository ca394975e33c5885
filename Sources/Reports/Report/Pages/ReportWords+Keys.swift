internal import AccessLog
internal import Cases
internal import Detection

extension ReportWords {
    var keys: ReportSection {
        var section = ReportSection(id: "keys", title: texts("keys"))
        let shown = report.keys.prefix(Self.shownKeys)
        var table = ReportTable(
            texts("keys.caption"),
            [
                .text(texts("column.partner")), .number(texts("column.points")), .text(texts("column.rules")),
                .number(texts("column.calls")), .number(texts("column.data")).extra,
                .number(texts("column.time")).extra, .number(texts("column.errors")).extra,
                .number(texts("column.saved")), .text(texts("column.trend")).extra,
            ])
        table.rows = shown.enumerated().map { place, row in cells(row, place) }
        let rest = report.keys.dropFirst(Self.shownKeys)
        let calls = rest.reduce(Int64(0)) { $0 + $1.sums.requests }
        table.more = more("keys.more", rest.count, ["requests": forms.number(calls)])
        section.parts = [.table(table), .note(texts("keys.note", ["limit": forms.number(15)]))]
        return section
    }

    private func cells(_ row: PeriodReport.KeyRow, _ place: Int) -> [ReportTable.Cell] {
        let link = row.findings > 0 && place < Self.toldKeys ? Self.section(of: place) : nil
        let sums = row.sums
        let rules = row.rules.map { texts("rule.\($0.rawValue)") }.joined(separator: ", ")
        return [
            ReportTable.Cell(name(row.subject), link: link),
            ReportTable.Cell(row.findings > 0 ? forms.number(Int64(row.points)) : ""), ReportTable.Cell(rules),
            ReportTable.Cell(forms.number(sums.requests)), ReportTable.Cell(forms.bytes(sums.bytes)),
            ReportTable.Cell(forms.duration(milliseconds: sums.serverMilliseconds)),
            ReportTable.Cell(forms.number(sums.clientErrors + sums.serverErrors + sums.throttled)),
            ReportTable.Cell(row.waste.requests > 0 ? forms.number(row.waste.requests) : ""),
            ReportTable.Cell("", line: row.days),
        ]
    }

    static func section(of place: Int) -> String { "partner-\(place + 1)" }

    // MARK: Load

    var load: [ReportSection] {
        guard report.load.requests.contains(where: { $0 > 0 }) else { return [] }
        var section = ReportSection(id: "load", title: texts("load"))
        section.parts.append(.chart(loadChart))
        let wasting = report.keys.filter { $0.waste.requests > 0 }.sorted { $0.waste.order > $1.waste.order }
        if !isOwn, wasting.count > 1 {
            let bars = wasting.prefix(12).map {
                ReportChart.Bar(
                    label: name($0.subject), value: $0.waste.requests, text: forms.number($0.waste.requests))
            }
            section.parts.append(
                .chart(
                    ReportChart(
                        title: texts("waste.title"),
                        sentence: texts("waste.sentence", ["name": bars[0].label, "most": bars[0].text]),
                        legend: [texts("waste.legend")],
                        kind: .bars(bars, whole: bars[0].value, limit: nil))))
        }
        return [section]
    }

    private var loadChart: ReportChart {
        let load = report.load
        let peak = load.requests.indices.max { (load.requests[$0], $1) < (load.requests[$1], $0) } ?? 0
        let forms = forms
        let at = load.isHourly ? moment(load.starts[peak]) : forms.date(load.starts[peak])
        let all = load.requests.reduce(0, +)
        return ReportChart(
            title: texts("load.title"),
            sentence: texts(
                "load.sentence",
                [
                    "requests": forms.number(all), "peak": at, "most": forms.number(load.requests[peak]),
                    "misuse": forms.number(load.misuse.reduce(0, +)),
                ]), legend: [texts("load.legend.all"), texts("load.legend.misuse")],
            unit: texts(load.isHourly ? "load.hour" : "load.day"), scale: { forms.number($0) },
            kind: .layers(all: load.requests, part: load.misuse, ticks: ticks(load.starts)))
    }

    /// At most ten days under an axis of time.
    func ticks(_ starts: [Int64]) -> [ReportChart.Tick] {
        var found: [(place: Int, date: CivilDate)] = []
        for (place, start) in starts.enumerated() {
            let date = forms.zone.civilDate(atUTC: start / 1000)
            if found.last?.date != date { found.append((place, date)) }
        }
        let step = max(1, (found.count + 8) / 9)
        return found.enumerated().filter { $0.offset % step == 0 }.map {
            ReportChart.Tick(place: $0.element.place, label: forms.shortDate($0.element.date))
        }
    }

    var routes: [ReportSection] {
        guard !report.routes.isEmpty else { return [] }
        var table = ReportTable(
            texts("routes.caption"),
            [
                .text(texts("column.route")), .number(texts("column.calls")), .number(texts("column.keys")).extra,
                .number(texts("column.data")).extra, .number(texts("column.time")).extra,
                .number(texts("column.excess")),
            ])
        for row in report.routes.prefix(25) {
            table.add([
                row.route, forms.number(row.sums.requests), forms.number(row.keys), forms.bytes(row.sums.bytes),
                forms.duration(milliseconds: row.sums.serverMilliseconds), forms.number(row.sums.excess),
            ])
        }
        let rest = report.routes.dropFirst(25)
        table.more = more(
            "routes.more", rest.count,
            ["requests": forms.number(rest.reduce(0) { $0 + $1.sums.requests })])
        return [ReportSection(id: "routes", title: texts("routes"), parts: [.table(table)])]
    }
}
