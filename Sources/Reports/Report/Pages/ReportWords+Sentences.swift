internal import Cases
internal import Detection

extension ReportWords {
    /// What was seen, in one sentence of the third person.
    func seen(_ finding: CaseFinding) -> String {
        var name = "seen.\(finding.rule.rawValue)"
        if finding.rule == .wastefulScan {
            name += finding.words[.scan] == "tiny_pages" ? ".pages" : ".scans"
        }
        return texts(name, values(of: finding))
    }

    private func values(of finding: CaseFinding) -> [String: String] {
        let fetches = max(0, finding[.calls] - finding[.duplicates])
        let isDuplicates = finding.rule == .parallelDuplicates
        let isQuota = finding.rule == .quota
        return [
            "route": finding.route, "target": words.target(of: finding), "rhythm": words.rhythm(of: finding),
            "calls": forms.number(finding[.calls]),
            "fetches": forms.number(isDuplicates ? finding[.calls] : fetches),
            "excess": forms.number(finding[.excess]), "share": forms.percent(finding[.share]),
            "basis": texts(finding.words[.basis] == "etag" ? "basis.etag" : "basis.size"),
            "threshold": forms.number(finding.threshold), "hours": forms.number(finding[.hours]),
            "blocks": forms.number(finding[.blocks]),
            "needed": forms.number(max(0, finding[.calls] - finding[.avoidable])),
            "limit": isQuota ? forms.number(finding[.limit]) : forms.interval(seconds: finding[.limit]),
            "night": forms.number(finding[.night]), "day": forms.number(finding[.day]),
            "minutes": forms.number(finding[.minutes]), "peak": forms.number(finding[isQuota ? .peak : .peakSecond]),
            "status": String(finding[.status]), "bursts": forms.number(finding[.bursts]),
            "size": forms.number(finding[.size]), "bulk": forms.number(finding[.bulkCalls]),
            "rows": forms.number(finding[.pageRows]), "most": forms.number(finding[.pageLimit]),
            "saved": forms.number(finding[.saved]), "scans": forms.number(finding[.scans]),
            "duplicates": forms.number(finding[.duplicates]), "quota": finding.words[.quota] ?? "",
            "per": finding.words[.per].map { words.period($0) } ?? "",
        ]
    }
}
