/// Takes the findings as their episodes end.
struct FindingSink {
    private(set) var findings: [Finding] = []
    let observationsOnly: Bool
    /// For the local days of points.
    private var days: LocalDays
    /// Who looks over the rules' shoulders at the ends of hours; `nil` but for `explain`.
    let recorder: TraceRecorder?

    /// What must not be shown of the examples.
    private let secrets: KeySecrets?
    /// Whether the starts and ends of episodes are told as they come.
    var tellsNews = false
    private var news: [Finding] = []

    init(observationsOnly: Bool, days: LocalDays, recorder: TraceRecorder? = nil, secrets: KeySecrets? = nil) {
        self.secrets = secrets
        self.observationsOnly = observationsOnly
        self.days = days
        self.recorder = recorder
    }

    /// The start of the local day that holds an instant.
    mutating func day(at time: Int64) -> Int64 { days.day(at: time).start }

    /// Hands an evaluation to whoever explains the label's key; `episode` is when the finding started that is open then,
    /// or ends with it.
    @inline(__always)
    func trace(
        _ rule: RuleName, _ label: EpisodeLabel, detail: String? = nil, episode: Int64?, _ evaluation: () -> Evaluation
    ) {
        if let recorder, recorder.wants(rule, label.key) {
            let subject = RuleTrace.Subject(rule: rule, route: label.route, target: label.target, detail: detail)
            recorder.note(subject, of: label.key, evaluation(), episode: episode)
        }
    }

    /// Hands out the findings that had ended by an instant; the others stay.
    mutating func takeEnded(by time: Int64) -> [Finding] {
        let ended = findings.filter { $0.ended ?? .max <= time }
        if !ended.isEmpty { findings.removeAll { $0.ended ?? .max <= time } }
        return ended
    }

    /// Takes a finding, as an observation where the policy wants no others.
    mutating func take(_ finding: Finding) {
        let shown = self.shown(finding)
        if tellsNews, finding.ended != nil { news.append(shown) }
        findings.append(shown)
    }

    /// Drops the findings of some keys that were not handed out.
    mutating func forget(_ isMeant: (PartnerKey) -> Bool) { findings.removeAll { isMeant($0.key) } }

    /// Tells of an episode that has just begun, where anybody wants to know.
    @inline(__always)
    mutating func announce(_ make: () -> Finding?) {
        guard tellsNews, let finding = make() else { return }
        news.append(shown(finding))
    }

    /// Hands out the episodes that began, and those that ended.
    mutating func takeNews() -> [Finding] {
        defer { news = [] }
        return news
    }

    /// A finding without what must not be shown, as an observation where the policy wants no others.
    private func shown(_ finding: Finding) -> Finding {
        var finding = finding
        if let secrets {
            for index in finding.examples.indices {
                finding.examples[index].target = secrets.target(finding.examples[index].target)
            }
        }
        if observationsOnly {
            finding.kind = .observation
            finding.firstSeen = nil
            finding.points = 0
            finding.days = []
        }
        return finding
    }
}

extension FindingSink: Stateful {
    /// What was not handed out.
    mutating func code(_ coder: inout StateCoder) { coder.code(&findings) }
}
