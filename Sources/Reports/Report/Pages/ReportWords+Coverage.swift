internal import Cases

extension ReportWords {
    private static let shownInputs = 100
    private static let shownGaps = 20

    /// What the report rests on.
    var coverage: ReportSection {
        let seen = report.coverage
        var section = ReportSection(id: "coverage", title: texts("coverage"))
        if let first = seen.first, let last = seen.last {
            section.parts.append(
                .paragraph(texts("coverage.span", ["first": forms.time(first), "last": forms.time(last)]) + " " + gaps))
        }
        if !seen.gaps.isEmpty {
            section.parts.append(
                .list(
                    seen.gaps.prefix(Self.shownGaps).map { "\(moment($0.from)) – \(moment($0.to))" }
                        + (seen.gaps.count > Self.shownGaps ? ["…"] : [])))
        }
        section.parts.append(.paragraph(lines))
        section.parts.append(
            .paragraph(
                seen.inexact.isEmpty
                    ? texts("coverage.exact")
                    : texts("coverage.inexact", ["why": seen.inexact.prefix(5).joined(separator: "; ")])))
        section.parts.append(.note(texts("coverage.waste")))
        if seen.unreadFindings > 0 {
            section.parts.append(.paragraph(texts("coverage.unread", ["n": forms.number(seen.unreadFindings)])))
        }
        section.parts.append(.table(proof))
        if !isOwn, !seen.inputs.isEmpty {
            section.parts.append(.folded(more("coverage.inputs", seen.inputs.count), [.table(inputs)]))
        }
        return section
    }

    private var gaps: String {
        let gaps = report.coverage.gaps
        return gaps.isEmpty ? texts("coverage.nogaps") : more("coverage.gaps", gaps.count) + ":"
    }

    private var lines: String {
        let seen = report.coverage
        return texts(
            "coverage.lines",
            [
                "lines": forms.number(seen.lines), "runs": forms.number(seen.runs),
                "identified": forms.number(seen.identified), "unidentified": forms.number(seen.unidentified),
                "out": forms.number(seen.outOfPeriod), "unreadable": forms.number(seen.unreadable),
                "late": forms.number(seen.late),
            ])
    }

    private var proof: ReportTable {
        let seen = report.coverage
        var table = ReportTable(texts("coverage.proof"), [.text(texts("column.figure")), .text(texts("column.value"))])
        if !seen.inputDigest.isEmpty { table.add([texts("coverage.digests"), seen.inputDigest]) }
        for digest in seen.policies { table.add([texts("coverage.policy"), digest]) }
        if !seen.profile.isEmpty { table.add([texts("coverage.profile"), seen.profile]) }
        for version in seen.versions { table.add([texts("coverage.version"), "abuse-scan \(version)"]) }
        return table
    }

    private var inputs: ReportTable {
        var table = ReportTable(
            texts("coverage.inputs.caption"),
            [
                .text(texts("column.file")), .number(texts("column.lines")), .number(texts("column.bytes")).extra,
                .text(texts("column.crc")),
            ])
        let all = report.coverage.inputs
        for input in all.prefix(Self.shownInputs) {
            table.add([input.name, forms.number(input.lines), forms.number(input.bytes), input.crc])
        }
        table.more = more("coverage.inputs.more", all.count - Self.shownInputs)
        return table
    }
}
