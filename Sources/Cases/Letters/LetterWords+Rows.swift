import AccessLog
import Detection

extension LetterWords {
    /// The table of a finding.
    func rows(of finding: CaseFinding) -> [(label: String, value: String)] {
        var rows = RowList(texts: texts, forms: forms)
        if finding.rule != .quota, finding.rule != .overload, finding.rule != .ignoredBackoff {
            rows.add("route", finding.route)
        }
        if let target = finding.target, finding.rule == .polling || finding.rule == .roundTheClock {
            rows.add("target", target)
        }
        switch finding.rule {
        case .repeatedFetch: repeatedFetch(finding, &rows)
        case .polling: polling(finding, &rows)
        case .roundTheClock:
            rows.number("night", finding[.night])
            rows.number("day", finding[.day])
            rows.number("days", finding[.days])
        case .overload: overload(finding, &rows)
        case .ignoredBackoff:
            rows.number("calls", finding[.calls])
            rows.number("after429", finding[.after429])
            rows.number("after503", finding[.after503])
            rows.add("share", forms.percent(finding[.share]))
            rows.number("bad_hours", finding[.hours])
        case .closedDoor:
            rows.add("status", String(finding[.status]))
            rows.number("calls", finding[.calls])
            rows.add("share", forms.percent(finding[.share]))
            rows.number("bad_hours", finding[.hours])
        case .fanOut:
            rows.number("calls", finding[.calls])
            rows.number("bursts", finding[.bursts])
            rows.number("size", finding[.size])
            rows.add("share", forms.percent(finding[.share]))
            rows.number("bulk_calls", finding[.bulkCalls])
        case .wastefulScan: wastefulScan(finding, &rows)
        case .parallelDuplicates:
            rows.number("fetches", finding[.calls])
            rows.number("duplicates", finding[.duplicates])
            rows.add("share", forms.percent(finding[.share]))
        case .quota: quota(finding, &rows)
        }
        if let waste = waste(of: finding) { rows.add("wasted", waste) }
        return rows.rows
    }

    private func repeatedFetch(_ finding: CaseFinding, _ rows: inout RowList) {
        rows.number("fetches", finding[.calls] - finding[.duplicates])
        rows.number("excess", finding[.excess])
        rows.add("share", forms.percent(finding[.share]))
        rows.number("tolerated", finding[.tolerated])
        rows.add("basis", texts("basis.\(finding.words[.basis] ?? "size")"))
        rows.add("bytes", forms.bytes(finding[.bytes]))
        if let worst = finding.words[.worst] {
            rows.add("worst", worst)
            rows.number("worst_calls", finding[.worstCalls])
        }
        if let pushes = finding.figures[.pushes] { rows.number("pushes", pushes) }
    }

    private func polling(_ finding: CaseFinding, _ rows: inout RowList) {
        rows.number("calls", finding[.calls])
        if let period = finding.figures[.period] {
            rows.add("period", forms.interval(seconds: period))
            rows.add("jitter", "± " + forms.interval(seconds: finding[.jitter]))
        }
        rows.add("interval", forms.interval(seconds: finding[.interval]))
        rows.add(
            "hours",
            texts("row.of", ["part": forms.number(finding[.hours]), "whole": forms.number(finding[.blocks])]))
        rows.number("unchanged", finding[.unchanged])
        rows.number("changes", finding[.changes])
        if let pushes = finding.figures[.pushes] { rows.number("pushes", pushes) }
    }

    private func overload(_ finding: CaseFinding, _ rows: inout RowList) {
        rows.number("minutes", finding[.minutes])
        let isTime = finding.words[.basis] == "time"
        rows.add(isTime ? "share_time" : "share", forms.percent(finding[.share]))
        rows.number("calls", finding[.calls])
        if isTime { rows.add("server_time", forms.duration(milliseconds: finding[.milliseconds])) }
        rows.number("peak_second", finding[.peakSecond])
        rows.number("peak_minute", finding[.peakMinute])
    }

    private func wastefulScan(_ finding: CaseFinding, _ rows: inout RowList) {
        rows.number("calls", finding[.calls])
        if finding.words[.scan] == "full_scans" { rows.number("scans", finding[.scans]) }
        if let size = finding.figures[.pageRows] { rows.number("page_rows", size) }
        if let limit = finding.figures[.pageLimit] { rows.number("page_limit", limit) }
        rows.number("saved", finding[.saved])
    }

    private func quota(_ finding: CaseFinding, _ rows: inout RowList) {
        rows.add("quota", finding.words[.quota] ?? "")
        if let name = finding.words[.periodName] { rows.add("per", name) }
        rows.number("limit", finding[.limit])
        rows.number("peak", finding[.peak])
        if finding[.above] > 0 { rows.number("above", finding[.above]) }
    }
}

/// Rows by the names of their labels.
private struct RowList {
    let texts: LetterTexts
    let forms: LanguageForms
    var rows: [(label: String, value: String)] = []

    init(texts: LetterTexts, forms: LanguageForms) {
        self.texts = texts
        self.forms = forms
    }

    mutating func add(_ label: String, _ value: String) {
        if !value.isEmpty { rows.append((texts("row.\(label)"), value)) }
    }

    mutating func number(_ label: String, _ value: Int64) { add(label, forms.number(value)) }
}
