import Workloads

/// The score of each day of a key, and the step that follows from them: 3 abuse days of 7 earn a notice.
struct DayScores {
    /// One for each day of the season.
    var scores: [Int]

    /// The scores that the program prints.
    init(_ printed: [String: Int], _ season: Season) {
        scores = (0..<season.days).map { printed[CivilDate.text(season.firstDay + $0)] ?? 0 }
    }

    /// Scores from the episodes of findings, for a program that prints none: the points of a finding stand for each day
    /// from its start to the last one on which its trigger can have held.
    init(_ findings: [SeenFinding], _ season: Season) {
        var single = [[Int]](repeating: [], count: season.days)
        var byRoute = [[String: Int]](repeating: [:], count: season.days)
        for finding in findings where finding.type == "finding" && !finding.isExempt {
            for day in Self.days(of: finding, season) {
                switch finding.rule {
                case "quota", "round_the_clock", "parallel_duplicates": break
                case "repeated_fetch", "polling", "closed_door":
                    byRoute[day][finding.route] = max(byRoute[day][finding.route] ?? 0, finding.points)
                default: single[day].append(finding.points)
                }
            }
        }
        scores = (0..<season.days).map { day in
            let largest = (single[day] + byRoute[day].values).sorted(by: >).prefix(3)
            return min(100, zip(largest, [1, 2, 4]).reduce(0) { $0 + $1.0 / $1.1 })
        }
    }

    /// The places of the days of a finding.
    static func days(of finding: SeenFinding, _ season: Season) -> ClosedRange<Int> {
        let isPolling = finding.rule == "polling"
        // A block of polling lies in the hour before its evaluation.
        let from = isPolling ? (finding.firstSeen ?? finding.started) - 3_600_000 : finding.started
        // How long after the last hour in which a rule held its episode ends.
        let behind: Int64 =
            switch finding.rule {
            case "polling": finding.type == "finding" ? 23 * 3600 : 25 * 3600
            case "closed_door", "ignored_backoff", "fan_out", "wasteful_scan": 4 * 3600
            case "repeated_fetch": finding.type == "finding" ? 46 * 3600 : 24 * 3600
            default: 24 * 3600
            }
        let last = max(from / 1000, finding.ended.map { $0 / 1000 - behind - 1 } ?? season.end - 1)
        let first = min(max(0, season.place(at: from / 1000)), season.days - 1)
        return first...min(max(first, season.place(at: last)), season.days - 1)
    }

    /// The day at whose end a notice is due, `nil` if none ever is.
    var noticeDay: Int? {
        scores.indices.first { day in
            let week = scores[max(0, day - 6)...day].sorted(by: >)
            return (week.count >= 3 && week[2] >= 15) || (week.count >= 2 && week[1] >= 60)
        }
    }

    /// The day at whose end the case of that notice is resolved, `nil` if it is not.
    var resolvedDay: Int? {
        guard let noticeDay else { return nil }
        return scores.indices.first { $0 >= noticeDay + 7 && scores[($0 - 6)...$0].allSatisfy { $0 < 8 } }
    }

    /// The same two days by the truth: each true abuse day counts, and no other; how much it weighs says this score.
    func onTrueDays(_ abuseDays: [Int]) -> DayScores {
        var due = self
        for day in scores.indices { due.scores[day] = abuseDays.contains(day) ? max(20, scores[day]) : 0 }
        return due
    }
}
