import AccessLog
import Detection

extension LetterWords {
    /// What the texts of a finding may fill in.
    func values(of finding: CaseFinding) -> [String: Any] {
        var values = figures(of: finding)
        values["route"] = finding.route
        values["target"] = target(of: finding)
        values["since"] = forms.date(finding.since)
        values["threshold"] = forms.number(finding.threshold)
        values["waste"] = waste(of: finding)
        values["push"] = finding.policy.isPushPossible ? true : nil
        values["delta"] = finding.policy.delta
        values["bulk"] = finding.policy.bulk
        values["quota"] = finding.words[.quota]
        values["per"] = finding.words[.per].map(period)
        values["etag"] = finding.words[.basis] == "etag" ? true : nil
        values["size"] = finding.words[.basis] == "size" ? true : nil
        values["time"] = finding.words[.basis] == "time" ? true : nil
        values["pages"] = finding.words[.scan] == "tiny_pages" ? true : nil
        values["scans_again"] = finding.words[.scan] == "full_scans" ? true : nil
        let status = finding[.status]
        values["forbidden"] = status == 403 ? true : nil
        values["gone"] = status == 404 || status == 410 ? true : nil
        values["wrong"] = status != 403 && status != 404 && status != 410 ? true : nil
        values["over"] = finding.isObservation ? nil : true
        return values
    }

    private func figures(of finding: CaseFinding) -> [String: Any] {
        let calls = finding[.calls]
        let fetches = max(0, calls - finding[.duplicates])
        let needed = finding.rule == .polling ? calls - finding[.avoidable] : fetches - finding[.excess]
        var values: [String: Any] = [
            "calls": forms.number(calls), "fetches": forms.number(finding.rule == .repeatedFetch ? fetches : calls),
            "excess": forms.number(finding[.excess]), "needed": forms.number(max(0, needed)),
            "share": forms.percent(finding[.share]), "hours": forms.number(finding[.hours]),
            "blocks": forms.number(finding[.blocks]), "minutes": forms.number(finding[.minutes]),
            "peak_second": forms.number(finding[.peakSecond]), "peak_minute": forms.number(finding[.peakMinute]),
            "server_time": forms.duration(milliseconds: finding[.milliseconds]), "status": String(finding[.status]),
            "bursts": forms.number(finding[.bursts]), "size_calls": forms.number(finding[.size]),
            "bulk_calls": forms.number(finding[.bulkCalls]), "page_rows": forms.number(finding[.pageRows]),
            "page_limit": forms.number(finding[.pageLimit]), "saved": forms.number(finding[.saved]),
            "duplicates": forms.number(finding[.duplicates]), "night": forms.number(finding[.night]),
            "day": forms.number(finding[.day]), "peak": amount(finding[.peak], of: finding),
            "scans": forms.number(finding[.scans]), "rhythm": rhythm(of: finding),
        ]
        values["limit"] =
            finding.rule == .quota
            ? amount(finding[.limit], of: finding) : forms.interval(seconds: finding[.limit])
        values["above"] = finding[.above] > 0 ? amount(finding[.above], of: finding) : nil
        return values
    }

    private func amount(_ value: Int64, of finding: CaseFinding) -> String { forms.number(value) }

    /// `GET /MSDEMO/Estates`, or the route where the rule has no target.
    func target(of finding: CaseFinding) -> String {
        guard let target = finding.target else { return finding.route }
        return finding.route.prefix { $0 != " " } + " " + target
    }

    func rhythm(of finding: CaseFinding) -> String {
        finding.figures[.period].map { texts("rhythm.sharp", ["seconds": forms.number($0)]) }
            ?? texts("rhythm.mean", ["seconds": forms.number(finding[.interval])])
    }

    func period(_ per: String) -> String {
        switch per {
        case "calendar day": texts("per.day")
        case "calendar month": texts("per.month")
        default: per
        }
    }

    /// `9 884 kall, 41,8 MB og 6 min servertid`; `nil` where nothing was wasted.
    func waste(of finding: CaseFinding) -> String? {
        guard finding.wastedRequests > 0 else { return nil }
        var parts = [texts("waste.calls", ["calls": forms.number(finding.wastedRequests)])]
        if finding.wastedBytes > 0 { parts.append(forms.bytes(finding.wastedBytes)) }
        if finding.wastedMilliseconds >= 100 {
            parts.append(texts("waste.time", ["time": forms.duration(milliseconds: finding.wastedMilliseconds)]))
        }
        return forms.list(parts)
    }
}
