import Detection

extension DoctorText {
    /// Who the lines are of.
    func keys(_ file: FileDiagnosis) -> String {
        guard file.requests > 0 else { return "" }
        let parts = "[\(diagnosis.keyParts.joined(separator: ", "))]"
        guard file.identified > 0 else {
            return "\(parts) finds nobody: \(counted(file.fields.user, "request has", "requests have")) a user"
        }
        let more = file.keys == FileDiagnosis.mostKeys ? "at least " : ""
        var text =
            "\(parts) finds \(more)\(counted(Int64(file.keys), "key")) in \(counted(file.identified, "request")) "
            + "(\(percent(file.identified, file.requests)))"
        if file.refusedLogins > 0 { text += ", 401 left out" }
        let names = file.topKeys.prefix(3).map { "\(name($0.key)) \(number($0.lines))" }
        return "\(text): \(names.joined(separator: ", "))\(file.keys > 3 ? ", …" : "")"
    }

    private func name(_ key: PartnerKey) -> String {
        let login = key.login.map { options.showIP ? $0 : SourceNetwork.masked($0) } ?? ""
        return shown(key.installation.map { "\(login)/\($0)" } ?? login)
    }

    /// How many requests have each field.
    func fields(_ file: FileDiagnosis) -> String {
        guard file.requests > 0 else { return "" }
        let fields = file.fields
        var parts = [
            ("user", fields.user), ("status", fields.status), ("bytes", fields.bytes), ("duration", fields.duration),
            ("entity tag", fields.entityTag), ("agent", fields.agent), ("address", fields.address),
        ].map { "\($0.0) \(percent($0.1, file.requests))".glued }
        parts.append("query \(percent(file.queries, file.requests))".glued)
        return parts.joined(separator: ", ")
    }

    /// `none`, `all`, `96 %`; what is there is never 0 %, what lacks is never all.
    private func percent(_ part: Int64, _ whole: Int64) -> String {
        if part == 0 { return "none" }
        if part >= whole { return "all" }
        return part * 100 < whole ? "< 1 %".glued : "\(part * 100 / whole) %".glued
    }

    private static let reasons = [
        "shape": "not of the format", "time": "without a readable time", "request": "with an unreadable request",
        "url": "with a URL over the limits", "too_long": "over the line limit (--max-line)",
    ]

    /// Lines that cannot be read, each given away by its shape alone.
    func unreadable(_ entry: FileDiagnosis.Unreadable) -> String {
        let reason = Self.reasons[entry.reason] ?? entry.reason
        let samples = entry.samples.map { sample in
            let shape = sample.shape.isEmpty ? "" : " `\(shown(sample.shape))`"
            return "line \(number(sample.line))".glued + shape
        }
        let more = entry.lines > Int64(entry.samples.count) ? ", …" : ""
        return "\(counted(entry.lines, "line")) \(reason): \(samples.joined(separator: ", "))\(more)"
    }

    /// What each rule can do, once for all files that can do the same.
    func rules() -> [String] {
        var groups: [(support: [RuleSupport], files: [String])] = []
        for file in diagnosis.files where file.requests > 0 {
            let support = RuleSupport.all(file, diagnosis).map { $0.withoutFigures }
            if let index = groups.firstIndex(where: { $0.support == support }) {
                groups[index].files.append(file.name)
            } else {
                groups.append((support, [file.name]))
            }
        }
        let read = groups.reduce(0) { $0 + $1.files.count }
        return groups.flatMap { group -> [String] in
            let whom: String
            if groups.count == 1 {
                whom = read == 1 ? "" : ", for all \(read) files"
            } else {
                let more = group.files.count - 1
                whom = ", for \(shown(group.files[0]))\(more == 0 ? "" : " and \(more) more")"
            }
            return [title("Rules\(whom)")] + rules(group.support) + [""]
        }
    }

    /// A row for each rule, or one for all that fail for the same reason.
    private func rules(_ supports: [RuleSupport]) -> [String] {
        guard let first = supports.first, first.degree == .none,
            supports.allSatisfy({ $0.degree == .none && $0.reason == first.reason })
        else { return supports.flatMap(rule) }
        return Wrapping.lines("none: \(first.reason)", width: options.width, indent: 2)
    }

    private func rule(_ support: RuleSupport) -> [String] {
        let answer =
            switch support.degree {
            case .full: "yes"
            case .partial: "partly"
            case .none: "no"
            }
        let name = Columns.padded(support.rule.rawValue, to: 20).glued
        let reason = support.reason.isEmpty ? "" : ": \(support.reason)"
        return Wrapping.lines(
            "\(name)\(Columns.glue)\(answer)\(reason)", width: options.width, indent: 2, hanging: 23)
    }

    /// Whether lines are there twice.
    func twice() -> [String] {
        if let reason = diagnosis.overlapReason {
            return Wrapping.lines("Lines that are there twice were not looked for: \(reason).", width: options.width)
                + [""]
        }
        guard let overlaps = diagnosis.overlaps, !overlaps.isEmpty else { return [] }
        let times = DisplayTime(offset: options.localOffsetSeconds, reference: nil)
        return [title("There twice")]
            + overlaps.flatMap { overlap in
                Wrapping.lines(
                    "\(shown(overlap.files.joined(separator: " and "))) share \(number(overlap.shared)) of "
                        + "\(counted(overlap.lines, "line")) from \(times.stamp(overlap.from)) to "
                        + "\(times.stamp(overlap.to)); a scan ends there, give only one of them",
                    width: options.width, indent: 2)
            } + [""]
    }

    /// What to log in addition.
    func advice() -> [String] {
        var missing: [LoggingAdvice.Field] = []
        var servers: [LoggingAdvice.Server] = []
        for file in diagnosis.files {
            let lacks = LoggingAdvice.missing(in: file)
            guard !lacks.isEmpty else { continue }
            missing += lacks.filter { !missing.contains($0) }
            servers += LoggingAdvice.servers(of: file.format).filter { !servers.contains($0) }
        }
        guard !missing.isEmpty else { return [] }
        var lines = [title("To add to the log")]
        for field in missing { lines += Wrapping.lines(field.text, width: options.width, indent: 2, hanging: 4) }
        let fixed = diagnosis.files.map(\.format).filter { LoggingAdvice.servers(of: $0).isEmpty && !$0.isEmpty }
        if !fixed.isEmpty {
            let text = "\(Figures.list(Set(fixed).sorted())): what the format lacks must be logged by the server behind"
            lines += Wrapping.lines(text, width: options.width, indent: 2)
        }
        for server in LoggingAdvice.Server.allCases where servers.contains(server) {
            let advice = LoggingAdvice.advice(for: server)
            lines += ["", "  \(server.rawValue):"] + advice.lines.map { "    " + $0 }
            if let option = advice.option { lines += ["  read it with:", "    " + option] }
            if let note = advice.note { lines += Wrapping.lines(note, width: options.width, indent: 2) }
        }
        return lines + [""]
    }
}

extension RuleSupport {
    /// Without the shares in brackets, which differ from file to file.
    fileprivate var withoutFigures: RuleSupport {
        guard let open = reason.firstIndex(of: "("), let close = reason.lastIndex(of: ")"), open < close else {
            return self
        }
        let end = reason.index(after: close)
        let text = (reason[..<open] + reason[end...]).replacing("  ", with: " ").replacing(" ,", with: ",")
        return RuleSupport(
            rule: rule, degree: degree, reason: text.last == " " ? String(text.dropLast()) : String(text))
    }
}
