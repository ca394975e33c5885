internal import AccessLog
internal import Detection

/// Which rules a log is long enough for.
struct LogLength {
    /// Sentences on the rules that the log cannot decide, and on those that it can; none where it is long enough for all.
    let sentences: [String]

    init(_ result: DetectionResult, _ options: DetectionOptions, _ zone: TimeZoneRules) {
        guard let first = result.firstTime, let last = result.lastTime else {
            sentences = []
            return
        }
        var decided: [String] = []
        var undecided: [String] = []
        let hours = Self.ends(first, last, seconds: 3600, offset: 137)
        if hours > 0 {
            decided.append("repeated_fetch")
        } else {
            undecided.append(
                "repeated_fetch needs the end of an hour (02:17 past) and this log has none, so it only observes.")
        }
        let slot = Int64(options.polling.minIntervalSeconds)
        let blocks = Self.ends(first, last, seconds: 12 * slot, offset: 137 * slot / 300)
        let needed = Int64(options.polling.sustained)
        if blocks > needed {
            decided.append("polling")
        } else {
            undecided.append(
                "polling needs \(needed) regular blocks of \(12 * slot / 60) min after the one in which it begins; this log "
                    + "has \(blocks). The profile triage decides sooner: --profile triage.")
        }
        let day = zone.startOfDay(containing: first) == first ? first : zone.startOfNextDay(after: first)
        if zone.startOfNextDay(after: day) <= last {
            decided.append("round_the_clock")
        } else {
            undecided.append("round_the_clock needs a whole local day.")
        }
        guard !undecided.isEmpty else {
            sentences = []
            return
        }
        let can = decided.isEmpty ? "no rule" : decided.joined(separator: " and ")
        sentences = ["Long enough for \(can)."] + undecided.map { "Too short: " + $0 }
    }

    /// How many block ends lie after the first stamp and not after the last.
    private static func ends(_ first: Int64, _ last: Int64, seconds: Int64, offset: Int64) -> Int64 {
        func index(_ time: Int64) -> Int64 {
            let shifted = time - offset * 1000
            let quotient = shifted / (seconds * 1000)
            return shifted % (seconds * 1000) < 0 ? quotient - 1 : quotient
        }
        return index(last) - index(first)
    }
}
