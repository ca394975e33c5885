import Detection

/// What the objects of the findings need beside a finding.
struct FindingContext {
    let partners: [String: PartnerName]
    let inputs: [String]
    let showIP: Bool

    init(_ model: ReportModel, showIP: Bool) {
        partners = model.partners
        inputs = model.inputs
        self.showIP = showIP
    }
}

extension JSONText {
    /// One finding or observation; targets and agents redacted.
    mutating func append(_ finding: Finding, _ context: FindingContext) {
        object { json in
            json.field("type", finding.kind.rawValue)
            json.field("id", finding.identifier)
            json.field("rule", finding.rule.rawValue)
            json.field("clause", finding.rule.clause.map(Int64.init))
            json.append(finding.key, context)
            json.field("route", finding.route.isEmpty ? nil : Redaction.route(finding.route))
            json.field("target", finding.target.map(Redaction.target))
            json.append(figuresOf: finding)
            json.name("evidence")
            json.append(finding.evidence)
            json.name("waste")
            json.append(finding.waste)
            json.append(clients: MaskedClient.merged(finding.clients, showIP: context.showIP))
            json.append(slice: ClientSlice.smallest(of: finding.clients, showIP: context.showIP))
            json.name("examples")
            json.array(finding.examples) { $0.append($1, context) }
            json.append(exact: finding.inexact)
            if let reason = finding.exempt { json.field("exempt", reason) }
        }
    }

    /// The fields `key` and, where the register knows it, `partner`.
    mutating func append(_ key: PartnerKey, _ context: FindingContext) {
        name("key")
        object { json in
            json.field("login", key.login)
            json.field("installation", key.installation)
        }
        if let partner = key.login.flatMap({ context.partners[$0] }) { field("partner", partner.id) }
    }

    /// The field `exact`: `true`, or what is a lower bound and why.
    mutating func append(exact inexact: String?) {
        name("exact")
        if let inexact { value(inexact) } else { value(true) }
    }

    private mutating func append(figuresOf finding: Finding) {
        field("started", time: finding.started)
        field("ended", time: finding.ended)
        if let firstSeen = finding.firstSeen { field("first_seen", time: firstSeen) }
        field("observed", finding.observed)
        field("threshold", finding.threshold)
        field("unit", finding.unit)
        field("points", Int64(finding.points))
    }

    private mutating func append(_ waste: Waste) {
        object { json in
            json.field("requests", waste.requests)
            json.field("bytes", waste.bytes)
            json.field("server_ms", waste.serverMilliseconds)
        }
    }

    private mutating func append(clients: [MaskedClient]) {
        name("clients")
        array(clients) { json, client in
            json.object { json in
                json.field("network", client.network)
                json.field("agent", client.agent)
                json.field("requests", client.requests)
            }
        }
    }

    /// The field `slice`: the smallest part of the clients that explains nine tenths, or `null`.
    private mutating func append(slice: ClientSlice?) {
        name("slice")
        guard let slice else { return value(Int64?.none) }
        object { json in
            json.field("network", slice.network)
            json.field("agent", slice.agent)
            json.field("requests", slice.requests)
            json.field("share_percent", slice.sharePercent)
            json.field("since", time: slice.since)
        }
    }

    private mutating func append(_ example: Example, _ context: FindingContext) {
        let file = Int(example.file)
        object { json in
            json.field("time", time: example.time)
            json.field("file", context.inputs.indices.contains(file) ? context.inputs[file] : nil)
            json.field("line", example.line > 0 ? example.line : nil)
            json.field("method", example.method)
            json.field("target", Redaction.target(example.target))
            json.field("status", Int64(example.status))
            json.field("bytes", example.bytes)
        }
    }
}
