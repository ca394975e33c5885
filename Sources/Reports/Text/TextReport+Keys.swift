import Detection

extension TextReport {
    /// Clients that a sentence names; the others are counted.
    private static let namedClients = 3

    /// One key: its name, then for each finding what was seen, what a fix saves, from where, and the fix.
    func paragraph(of ranked: RankedKey) -> [String] {
        var title = name(of: ranked.key)
        let partner = ranked.key.login.flatMap { model.partners[$0] }
        if let partner { title += "   " + shown(partner.name ?? partner.id) }
        title = Columns.shortened(title, to: options.width)
        var lines = [Style.bold.applied(to: title, color: options.color)]
        var lastSource = ""
        for finding in ranked.findings.prefix(Self.findingsPerKey) {
            let source = source(of: finding)
            let fix = "Fix: \(Advice.fix(for: finding, rule: model.routes[finding.route]))."
            let sentences = [sentence(for: finding), saving(of: finding), source == lastSource ? "" : source, fix]
            lines += wrapped(sentences.filter { !$0.isEmpty }.joined(separator: " "), indent: 2)
            lastSource = source
        }
        let hidden = ranked.findings.count - Self.findingsPerKey
        if hidden > 0 {
            lines += wrapped("\(Figures.counted(Int64(hidden), "more finding")) of this key.", indent: 2)
        }
        return lines
    }

    /// `A fix saves 1 412 calls, 6.0 MB and 59 s of server time a day.`
    private func saving(of finding: Finding) -> String {
        let waste = wasteADay(of: finding)
        guard waste.requests > 0 else { return "" }
        var parts = [Figures.counted(waste.requests, "call").glued]
        if waste.bytes > 0 { parts.append(Figures.bytes(waste.bytes).glued) }
        if waste.serverMilliseconds >= 100 {
            parts.append(Figures.duration(milliseconds: waste.serverMilliseconds).glued + " of server time")
        }
        return "A fix saves \(Figures.list(parts)) a day."
    }

    /// `From 192.0.2.0/24 with AlfaSync/2.3.`
    func source(of finding: Finding) -> String {
        let clients = MaskedClient.merged(finding.clients, showIP: options.showIP)
        guard !clients.isEmpty else { return "" }
        if clients.count > 1, let slice = ClientSlice.smallest(of: finding.clients, showIP: options.showIP) {
            return narrowed(slice)
        }
        var parts = clients.prefix(Self.namedClients).map(named)
        if clients.count > parts.count {
            parts.append("\(Figures.grouped(Int64(clients.count - parts.count))) more")
        }
        return "From \(Figures.list(parts))."
    }

    /// `97 % of it from 192.0.2.0/24 with AlfaSync/2.3, since 14 Nov 02:02.`
    private func narrowed(_ slice: ClientSlice) -> String {
        let network = slice.network.map { "from \(Columns.shortened(shown($0), to: 45))" }
        let agent = slice.agent.map { "with \(Columns.shortened(shown($0), to: 60))" }
        let parts = [network, agent].compactMap(\.self).joined(separator: " ")
        return "\("\(slice.sharePercent) %".glued) of it \(parts), since \(times.stamp(slice.since).glued)."
    }

    private func named(_ client: MaskedClient) -> String {
        if client.network == "other", client.agent == nil { return "others" }
        let agent = client.agent.map { "with " + Columns.shortened(shown($0), to: 60) } ?? "without a user agent"
        return "\(Columns.shortened(shown(client.network), to: 45)) \(agent)"
    }
}
