import Detection

/// A diagnosis for people.
struct DoctorText {
    let diagnosis: Diagnosis
    let options: ReportOptions

    /// Rows of `label  text` begin their text here.
    private static let label = 12

    /// Every line, without its end; none but lines of configuration is wider than the options say.
    func lines() -> [String] {
        var lines: [String] = []
        for file in diagnosis.files { lines += self.file(file) + [""] }
        lines += rules() + twice() + advice()
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    /// Log text, safe for a terminal.
    func shown(_ text: String) -> String { DisplayText.safe(text) }

    /// A label and what follows it.
    func row(_ label: String, _ text: String) -> [String] {
        guard !text.isEmpty else { return [] }
        let start = "\(Columns.padded(label, to: Self.label - 2).glued)\(Columns.glue)\(text)"
        return Wrapping.lines(start, width: options.width, indent: 2, hanging: Self.label + 1)
    }

    func title(_ text: String) -> String { Style.bold.applied(to: text, color: options.color) }

    private func file(_ file: FileDiagnosis) -> [String] {
        let name = [title(shown(file.name == "-" ? "standard input" : file.name))]
        if let other = file.sameAs {
            return name + row("same", "holds the same bytes as \(shown(other)); a scan leaves it out")
        }
        let isReadable = file.first != nil
        var rows = name + row("problem", file.problem.map { shown(withoutName($0, file.name)) } ?? "")
        guard file.lines > 0 else {
            return file.problem == nil ? rows + row("empty", "nothing to read") : rows
        }
        rows += row("format", format(file)) + row("packed", packing(file)) + row("lines", lineCounts(file))
        if isReadable { rows += row("stamps", stamps(file)) + row("order", order(file)) + row("moment", moment(file)) }
        rows += row("key", keys(file)) + row("fields", fields(file))
        for entry in file.unreadable { rows += row("unreadable", unreadable(entry)) }
        return rows
    }

    private func withoutName(_ sentence: String, _ name: String) -> String {
        let start = "\(name): "
        return sentence.hasPrefix(start) ? String(sentence.dropFirst(start.count)) : sentence
    }

    private func format(_ file: FileDiagnosis) -> String {
        let others = file.candidates.filter { $0.name != file.format }
        let reads = file.candidates.first { $0.name == file.format }?.linesRead ?? 0
        if file.isFormatAsked { return "\(shown(file.format)), as asked for" }
        let tried = "\(number(Int64(reads))) of the first \(counted(Int64(file.linesTried), "line"))"
        if file.isFormatGuessed { return "none fits; read as \(file.format), name it with --log-format" }
        var text = "\(file.format): reads \(tried)"
        if let other = others.first { text += "; next \(other.name) with \(number(Int64(other.linesRead)))" }
        if file.isAmbiguous { text += "; both may be meant, name the right one with --log-format" }
        return text
    }

    private func packing(_ file: FileDiagnosis) -> String {
        guard let compression = file.compression else { return "not packed, \(Figures.bytes(file.bytesRead).glued)" }
        let members = file.members > 0 ? ", \(counted(Int64(file.members), "member"))" : ""
        let part = file.isWhole ? "" : " so far"
        return "\(compression)\(members), \(Figures.bytes(file.bytesRead).glued), unpacked "
            + "\(Figures.bytes(file.bytesDecoded).glued)\(part)"
    }

    private func lineCounts(_ file: FileDiagnosis) -> String {
        let unreadable = file.unreadable.reduce(0) { $0 + $1.lines }
        var parts = ["\(counted(file.requests, "request"))", "\(number(unreadable)) unreadable"]
        if file.directives > 0 { parts.append("\(number(file.directives)) blank or directives") }
        let whole = file.isWhole ? "" : "the first "
        return "\(whole)\(counted(file.lines, "line")): \(parts.joined(separator: ", ")); ends with \(endings(file))"
    }

    private func endings(_ file: FileDiagnosis) -> String {
        var text =
            switch (file.feeds, file.returns) {
            case (_, 0): "LF"
            case (0, _): "CRLF"
            default: "LF (\(number(file.feeds))) and CRLF (\(number(file.returns)))"
            }
        if file.lacksEnd, file.isWhole { text += ", the last line has no end" }
        return text
    }

    private func stamps(_ file: FileDiagnosis) -> String {
        guard let first = file.first, let last = file.last else { return "none can be read" }
        let times = DisplayTime(offset: options.localOffsetSeconds, reference: last)
        let zone =
            switch file.zone {
            case .stamps?: "; each says its zone"
            case .assumed(let name)?: "; without a zone, \(name) is assumed"
            case .missing?: "; without a zone, UTC is taken; say which with --assume-tz"
            case .mixed?: "; some without a zone, say which with --assume-tz"
            case nil: ""
            }
        let span = "\(times.stamp(first)) to \(times.stamp(last)) \(times.yearText)(\(shown(options.zoneName)))"
        return "\(span), \(resolution(file))\(zone)"
    }

    private func resolution(_ file: FileDiagnosis) -> String {
        switch file.fractionDigits {
        case 0: "whole seconds"
        case 1...3: "milliseconds"
        case 4...6: "microseconds (read to the millisecond)"
        default: "nanoseconds (read to the millisecond)"
        }
    }

    private func order(_ file: FileDiagnosis) -> String {
        guard file.disordered > 0 else { return "sorted by stamp" }
        let worst = Figures.duration(milliseconds: file.maxLateness).glued
        let text = "\(counted(file.disordered, "line comes", "lines come")) after later ones, by up to \(worst)"
        return file.late == 0 ? text : "\(text); \(number(file.late)) so late that a scan reads the file twice"
    }

    private func moment(_ file: FileDiagnosis) -> String {
        let (known, source) =
            file.moment != .unknown ? (file.moment, "the order of the lines") : (file.formatMoment, "the format")
        let said = diagnosis.logTime.map { "the policy says log_time: \($0.rawValue)" }
        guard known != .unknown else {
            return "start or end of requests: nothing tells; \(said ?? "a scan takes the end, as without log_time")"
        }
        let fact = "the \(known.rawValue) of requests, says \(source)"
        let taken = diagnosis.logTime?.rawValue ?? (file.formatMoment == .unknown ? "end" : file.formatMoment.rawValue)
        if taken == known.rawValue { return fact }
        return "\(fact), but \(said ?? "a scan takes the \(taken)"); write log_time: \(known.rawValue) into the policy"
    }

    func number(_ value: Int64) -> String { Figures.grouped(value).glued }

    func counted(_ value: Int64, _ singular: String, _ plural: String? = nil) -> String {
        Figures.counted(value, singular, plural: plural).glued
    }
}

extension DisplayTime {
    /// `2026 `, the year of the last stamp, which single stamps leave out.
    fileprivate var yearText: String { year.map { "\($0) " } ?? "" }
}

extension ExplainWriter {
    /// A diagnosis as UTF-8.
    public func bytes(_ diagnosis: Diagnosis) -> [UInt8] {
        guard format == .text else {
            var json = JSONText()
            json.append(diagnosis)
            json.endDocument()
            return json.bytes
        }
        return Self.bytes(DoctorText(diagnosis: diagnosis, options: options).lines())
    }
}
