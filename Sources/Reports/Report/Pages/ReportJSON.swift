internal import Cases
internal import Detection

/// A report as one JSON document: the same figures as all other forms, whole.
enum ReportJSON {
    static func write(_ report: PeriodReport, to sink: (Span<UInt8>) throws -> Void) rethrows {
        var json = JSONText()
        json.open(UInt8(ascii: "{"))
        json.head(of: report)
        try list("tasks", report.tasks, &json, sink) { $0.append($1) }
        try list("keys", report.keys, &json, sink) { $0.append($1) }
        try list("findings", report.findings, &json, sink) { $0.append($1) }
        try list("cases", report.cases, &json, sink) { $0.append($1) }
        try list("routes", report.routes, &json, sink) { $0.append($1) }
        json.append(report.load)
        try list("service_level", report.serviceLevel, &json, sink) { $0.append($1) }
        try list("volume", report.volume, &json, sink) { $0.append($1) }
        try list("quotas", report.quotas, &json, sink) { $0.append($1) }
        try list("pulses", report.pulses, &json, sink) { $0.append($1) }
        json.append(report.coverage)
        json.close(UInt8(ascii: "}"))
        json.endDocument()
        try sink(json.bytes.span)
    }

    private static func list<Item>(
        _ name: String, _ items: [Item], _ json: inout JSONText, _ sink: (Span<UInt8>) throws -> Void,
        _ write: (inout JSONText, Item) -> Void
    ) rethrows {
        json.name(name)
        json.open(UInt8(ascii: "["))
        for item in items {
            write(&json, item)
            guard json.bytes.count >= ReportWriter.pieceSize else { continue }
            try sink(json.bytes.span)
            json.removeAll()
        }
        json.close(UInt8(ascii: "]"))
    }
}

extension JSONText {
    fileprivate mutating func head(of report: PeriodReport) {
        field("schema_version", 1)
        name("period")
        object { json in
            json.field("label", report.period.label)
            json.field("from", time: report.period.from)
            json.field("to", time: report.period.to)
            json.field("zone", report.zone)
        }
        if let partner = report.partner {
            name("partner")
            append(partner)
        }
        let head = report.headline
        name("headline")
        object { json in
            json.field("accused_keys", head.accusedKeys)
            json.field("keys", head.keys)
            json.field("findings", head.findings)
            json.field("observations", head.observations)
            json.field("open_cases", head.openCases)
            json.field("letters_delivered", head.lettersDelivered)
            json.field("letters_waiting", head.lettersWaiting)
            json.append("waste", head.waste)
            json.append("total", head.total)
        }
    }

    mutating func append(_ name: String, _ amount: PeriodReport.Amount) {
        self.name(name)
        object { json in
            json.field("requests", amount.requests)
            json.field("bytes", amount.bytes)
            json.field("server_ms", amount.serverMilliseconds)
        }
    }

    mutating func append(_ subject: PeriodReport.Subject) {
        object { json in
            json.field("login", subject.login)
            json.field("installation", subject.installation)
            if let partner = subject.partner { json.field("partner", partner) }
            if let name = subject.name { json.field("name", name) }
        }
    }

    mutating func field(_ name: String, _ subject: PeriodReport.Subject) {
        self.name(name)
        append(subject)
    }

    fileprivate mutating func append(_ task: PeriodReport.Task) {
        object { json in
            json.field("case", task.caseID)
            json.field("kind", task.kind)
            json.field("letter", task.letter)
            json.field("since", task.since)
            json.field("number", task.number)
        }
    }

    fileprivate mutating func append(_ row: PeriodReport.KeyRow) {
        object { json in
            json.field("key", row.subject)
            json.field("points", Int64(row.points))
            json.field("findings", Int64(row.findings))
            json.field("observations", Int64(row.observations))
            json.name("rules")
            json.array(row.rules) { $0.value($1.rawValue) }
            json.append(row.sums)
            json.append("waste", row.waste)
            json.name("days")
            json.array(row.days) { $0.value($1) }
            json.name("week")
            json.array(row.week) { $0.value($1) }
            json.append("scores", row.scores)
        }
    }

    mutating func append(_ name: String, _ marks: [PeriodReport.DayMark]) {
        self.name(name)
        array(marks) { json, mark in
            json.object { json in
                json.field("date", mark.date)
                json.field("points", Int64(mark.points))
            }
        }
    }

    mutating func append(_ sums: TrafficSums) {
        name("sums")
        object { json in
            json.field("requests", sums.requests)
            json.field("bytes", sums.bytes)
            json.field("server_ms", sums.serverMilliseconds)
            json.field("not_modified", sums.notModified)
            json.field("client_errors", sums.clientErrors)
            json.field("server_errors", sums.serverErrors)
            json.field("throttled", sums.throttled)
            json.field("excess", sums.excess)
            json.field("excess_bytes", sums.excessBytes)
        }
    }

    fileprivate mutating func append(_ row: PeriodReport.RouteRow) {
        object { json in
            json.field("route", row.route)
            json.field("keys", row.keys)
            json.append(row.sums)
        }
    }

    fileprivate mutating func append(_ load: PeriodReport.Load) {
        name("load")
        object { json in
            json.field("step", load.isHourly ? "hour" : "day")
            json.field("start", time: load.starts.first)
            json.name("requests")
            json.array(load.requests) { $0.value($1) }
            json.name("misuse")
            json.array(load.misuse) { $0.value($1) }
        }
    }
}
