import Detection

extension JSONText {
    /// The reasons for which a line cannot be read: each is printed, also with no line.
    static let unreadableReasons = ["shape", "time", "request", "url", "too_long"]

    /// The fields that are a function of the lines alone: neither files nor the moment nor the machine show.
    mutating func append(summaryOf model: ReportModel) {
        let summary = model.summary
        field("lines", summary.lines)
        field("identified", summary.identified)
        field("unidentified", summary.unidentified)
        field("out_of_period", summary.outOfPeriod)
        append(summary.unreadable)
        field("late", summary.late)
        field("keys", Int64(summary.keys))
        field("findings", Int64(model.findings.count { $0.kind == .finding }))
        field("observations", Int64(model.findings.count { $0.kind == .observation }))
        field("first_time", time: summary.firstTime)
        field("last_time", time: summary.lastTime)
        name("gaps")
        array(summary.gaps) { json, gap in
            json.object { json in
                json.field("from", time: gap.from)
                json.field("to", time: gap.to)
            }
        }
        name("too_short")
        array(summary.tooShort) { $0.value($1) }
        if let overload = summary.overload { append(overload) }
        append(exact: summary.inexact)
        field("profile", summary.profile)
    }

    private mutating func append(_ unreadable: [RunSummary.Unreadable]) {
        let others = Set(unreadable.map(\.reason)).subtracting(Self.unreadableReasons)
        name("unreadable")
        object { json in
            for reason in Self.unreadableReasons + others.sorted(by: ByteOrder.precedes) {
                json.field(reason, unreadable.reduce(0) { $0 + ($1.reason == reason ? $1.lines : 0) })
            }
        }
    }
}
