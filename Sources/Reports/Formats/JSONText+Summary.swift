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
        if let log = summary.pushLog { append(log) }
        field("keys", Int64(summary.keys))
        field("findings", Int64(model.findings.count { $0.kind == .finding }))
        field("observations", Int64(model.findings.count { $0.kind == .observation }))
        field("first_time", time: summary.firstTime)
        field("last_time", time: summary.lastTime)
        append("gaps", summary.gaps)
        append("faults", summary.faults)
        if let stamps = summary.stamps { field("stamps", stamps) }
        name("too_short")
        array(summary.tooShort) { $0.value($1) }
        if let overload = summary.overload { append(overload) }
        append(exact: summary.inexact)
        field("profile", summary.profile)
    }

    private mutating func append(_ name: String, _ stretches: [RunSummary.Gap]) {
        self.name(name)
        array(stretches) { json, stretch in
            json.object { json in
                json.field("from", time: stretch.from)
                json.field("to", time: stretch.to)
            }
        }
    }

    private mutating func append(_ log: RunSummary.PushLog) {
        name("push_log")
        object { json in
            json.field("delivered", log.delivered)
            json.field("failed", log.failed)
            json.field("late", log.late)
            json.field("out_of_period", log.outOfPeriod)
            json.field("unreadable", log.unreadable)
        }
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
