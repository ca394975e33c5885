internal import AccessLog
internal import Cases
internal import Detection

extension ReportWords {
    /// Findings, partner by partner.
    var details: [ReportSection] {
        let told = report.keys.prefix(Self.toldKeys).enumerated().filter { $0.element.findings > 0 }
        guard !told.isEmpty else { return [] }
        let bySubject = Dictionary(grouping: report.findings.filter { !$0.detail.isObservation }, by: \.subject)
        var sections = [ReportSection(id: "details", title: texts("details"))]
        // Each of them has its first finding told; what is left of the room goes by rank.
        var room = Self.toldInAll - told.count
        for (place, row) in told {
            let findings = bySubject[row.subject] ?? []
            let more = max(0, min(findings.count - 1, Self.toldFindings - 1, room))
            room -= more
            sections.append(section(row, place, findings, told: 1 + more))
        }
        let untold = report.keys.dropFirst(Self.toldKeys).count { $0.findings > 0 }
        if untold > 0 { sections[0].parts = [.note(more("details.morekeys", untold))] }
        return sections
    }

    private func section(
        _ row: PeriodReport.KeyRow, _ place: Int, _ findings: [PeriodReport.FindingRow], told: Int
    ) -> ReportSection {
        let title = name(row.subject) + (row.subject.name.map { ", \($0)" } ?? "")
        var section = ReportSection(id: Self.section(of: place), title: title, level: 3)
        let part = Figures.scaled(row.sums.requests, by: 1000, over: report.headline.total.requests)
        section.parts.append(
            .paragraph(
                texts(
                    "details.points",
                    [
                        "points": forms.number(Int64(row.points)), "calls": forms.number(row.sums.requests),
                        "share": share(part),
                    ])))
        if let chart = scores(row) { section.parts.append(.chart(chart)) }
        if let chart = week(row) { section.parts.append(.chart(chart)) }
        for finding in findings.prefix(told) { section.parts += parts(finding) }
        let rest = findings.count - told
        if rest > 0 { section.parts.append(.note(more("details.more", rest))) }
        return section
    }

    private func parts(_ row: PeriodReport.FindingRow) -> [ReportPart] {
        let finding = row.detail
        var sentences = [seen(finding), span(finding)]
        if let reason = row.exempt { sentences.append(texts("finding.exempt", ["reason": reason])) }
        if let why = finding.inexact { sentences.append(texts("finding.inexact", ["why": why])) }
        if let waste = amount(row.waste) { sentences.append(texts("finding.saving", ["waste": waste])) }
        var parts: [ReportPart] = [
            .paragraph(sentences.joined(separator: " ")),
            .paragraph(texts("finding.fix", ["fix": words.fix(of: finding)])),
        ]
        if finding.rule == .polling, finding.samples.count > 2 { parts.append(.chart(beat(finding))) }
        parts.append(.folded(texts("finding.evidence"), evidence(row)))
        return parts
    }

    private func evidence(_ row: PeriodReport.FindingRow) -> [ReportPart] {
        let finding = row.detail
        var figures = ReportTable(
            texts("finding.figures"), [.text(texts("column.figure")), .text(texts("column.value"))])
        for line in words.rows(of: finding) { figures.add([line.label, line.value]) }
        var parts: [ReportPart] = [.table(figures)]
        if !row.objects.isEmpty { parts.append(.table(objects(row.objects))) }
        if !finding.clients.isEmpty { parts.append(.table(sources(finding))) }
        if !finding.samples.isEmpty { parts.append(.table(examples(finding))) }
        let clause =
            finding.rule.clause.map { texts("finding.clause", ["number": String($0)]) } ?? texts("finding.quota")
        parts.append(.note(texts("finding.notclaimed", ["words": words.notClaimed(of: finding)])))
        parts.append(.note("\(texts("finding.id", ["id": finding.id])). \(clause)."))
        return parts
    }

    private func objects(_ rows: [PeriodReport.Object]) -> ReportTable {
        var table = ReportTable(
            texts("finding.objects"),
            [
                .text(texts("column.object")), .number(texts("column.fetches")), .number(texts("column.unchanged")),
                .number(texts("column.size")),
            ])
        for row in rows {
            table.add([row.target, forms.number(row.fetches), forms.number(row.excess), forms.bytes(row.bytes)])
        }
        return table
    }

    private func sources(_ finding: CaseFinding) -> ReportTable {
        var table = ReportTable(
            texts("finding.sources"),
            [.text(texts("column.source")), .text(texts("column.agent")), .number(texts("column.calls"))])
        for client in finding.clients.prefix(8) {
            table.add([
                client.network ?? texts("others"), client.agent ?? texts("no.agent"), forms.number(client.requests),
            ])
        }
        return table
    }

    private func examples(_ finding: CaseFinding) -> ReportTable {
        var table = ReportTable(
            texts("finding.examples", ["zone": report.zone]),
            [
                .text(texts("column.when")), .text(texts("column.what")), .number(texts("column.status")),
                .number(texts("column.size")), .text(texts("column.where")).extra,
            ])
        for line in finding.samples.prefix(8) {
            table.add([
                forms.stamp(line.time), "\(line.method) \(line.target)", String(line.status),
                line.bytes.map { forms.bytes($0) } ?? texts("none"),
                line.file.map { "\($0):\(line.line)" } ?? texts("none"),
            ])
        }
        return table
    }

    func span(_ finding: CaseFinding) -> String {
        guard let ended = finding.ended else {
            return texts("finding.since", ["since": forms.time(finding.since)])
        }
        return texts("finding.span", ["since": forms.time(finding.since), "ended": forms.time(ended)])
    }

    /// `9,884 calls, 41.8 MB and 6 min`, `nil` for nothing.
    func amount(_ waste: PeriodReport.Amount) -> String? {
        guard waste.requests > 0 else { return nil }
        return texts(
            waste.serverMilliseconds > 0 ? "amount" : "amount.notime",
            [
                "calls": forms.number(waste.requests), "bytes": forms.bytes(waste.bytes),
                "time": forms.duration(milliseconds: waste.serverMilliseconds),
            ])
    }

    var observations: [ReportSection] {
        let all = report.findings.filter { $0.detail.isObservation }
        guard !all.isEmpty else { return [] }
        var table = ReportTable(
            texts("observations.caption"),
            [
                .text(texts("column.partner")), .text(texts("column.rule")).extra, .text(texts("column.since")).extra,
                .text(texts("column.what")),
            ])
        for row in all.prefix(Self.shownRows) {
            table.add([
                name(row.subject), texts("rule.\(row.detail.rule.rawValue)"), moment(row.detail.since),
                seen(row.detail),
            ])
        }
        table.more = more("observations.more", all.count - Self.shownRows)
        return [ReportSection(id: "observations", title: texts("observations"), parts: [.table(table)])]
    }
}
