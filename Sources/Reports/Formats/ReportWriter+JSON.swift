import Detection

extension ReportWriter {
    /// One object a line: findings and observations in their order, the summary last.
    func writeLines(_ model: ReportModel, to sink: (Span<UInt8>) throws -> Void) rethrows {
        try writeFindings(model, to: sink)
        var json = JSONText()
        json.object { json in
            json.field("type", "summary")
            json.append(summaryOf: model)
        }
        json.endDocument()
        try sink(json.bytes.span)
    }

    /// One object a line: findings and observations in their order, without a summary.
    public func writeFindings(_ model: ReportModel, to sink: (Span<UInt8>) throws -> Void) rethrows {
        let context = FindingContext(model, showIP: options.showIP)
        var json = JSONText()
        for finding in model.findings {
            json.append(finding, context)
            json.endDocument()
            try Self.flush(&json, to: sink)
        }
        if !json.bytes.isEmpty { try sink(json.bytes.span) }
    }

    /// One object with counts, the last line of a run over prepared records.
    public func writeSummary(
        of counts: [(name: String, value: Int64)], isComplete: Bool, to sink: (Span<UInt8>) throws -> Void
    ) rethrows {
        var json = JSONText()
        json.object { json in
            json.field("type", "summary")
            for (name, value) in counts { json.field(name, value) }
            json.name("complete")
            json.value(isComplete)
        }
        json.endDocument()
        try sink(json.bytes.span)
    }

    /// One document; every finding and every key begins a line, for `diff` and `grep`.
    func writeDocument(_ model: ReportModel, to sink: (Span<UInt8>) throws -> Void) rethrows {
        let context = FindingContext(model, showIP: options.showIP)
        var json = JSONText()
        json.open(UInt8(ascii: "{"))
        json.field("schema_version", 1)
        json.name("summary")
        json.object { json in
            json.append(summaryOf: model)
            json.field("files", Int64(model.summary.files))
            json.name("problems")
            json.array(model.summary.problems) { $0.value($1) }
        }
        json.name("findings")
        try Self.writeArray(model.findings, &json, to: sink) { $0.append($1, context) }
        json.name("keys")
        let byKey = Dictionary(grouping: model.findings, by: \.key)
        try Self.writeArray(model.keys, &json, to: sink) { json, totals in
            json.append(totals, findings: byKey[totals.key] ?? [], model, context)
        }
        json.close(UInt8(ascii: "}"))
        json.endDocument()
        try sink(json.bytes.span)
    }

    private static func writeArray<Item>(
        _ items: [Item], _ json: inout JSONText, to sink: (Span<UInt8>) throws -> Void,
        _ append: (inout JSONText, Item) -> Void
    ) rethrows {
        json.open(UInt8(ascii: "["))
        for item in items {
            json.startLine()
            append(&json, item)
            try flush(&json, to: sink)
        }
        json.close(UInt8(ascii: "]"))
    }

    private static func flush(_ json: inout JSONText, to sink: (Span<UInt8>) throws -> Void) rethrows {
        guard json.bytes.count >= pieceSize else { return }
        try sink(json.bytes.span)
        json.removeAll()
    }
}

extension JSONText {
    /// One key: what it did, and what was found.
    mutating func append(_ totals: KeyTotals, findings: [Finding], _ model: ReportModel, _ context: FindingContext) {
        object { json in
            json.append(totals.key, context)
            json.field("requests", totals.requests)
            json.field("bytes", totals.bytes)
            json.field("server_ms", totals.serverMilliseconds)
            json.field("points", Int64(KeyPoints.points(of: findings)))
            json.field("findings", Int64(findings.count { $0.kind == .finding }))
            json.field("observations", Int64(findings.count { $0.kind == .observation }))
            json.append(scoresOf: totals, model)
        }
    }
}
