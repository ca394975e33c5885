/// What one evaluation at an hour end says for one level of a rule.
struct Verdict<Worst> {
    /// Whether the trigger holds.
    var fires: Bool
    /// Whether what is open ends here.
    var clears: Bool
    /// The figure and the limit that an episode starts with.
    var observed: Int64
    var threshold: Int64
    /// Points of the hour, where the trigger holds.
    var points: Int
    /// How bad the window is; the evidence is that of the largest, the earliest if equal.
    var size: Int64
    var figures: Worst
}

/// What a rule counted by hours, for the episodes that it makes.
protocol HourlySums {
    /// The hours of the window that ends with `hour`.
    func hours(endingWith hour: Int64) -> ClosedRange<Int64>
    /// Adds hours to what an episode sums.
    func add<Worst>(_ hours: ClosedRange<Int64>, to episode: inout Episode<Worst>)
}

/// The observation and the finding of a rule that is evaluated at hour ends.
struct HourlyEpisodes<Worst> {
    /// How findings are written.
    struct Form {
        var rule: RuleName
        var unit: String
        var label: EpisodeLabel
        var evidence: (Worst) -> Evidence
    }

    fileprivate struct Open {
        var episode: Episode<Worst>
        var size: Int64
    }

    private var observation: Open?
    private var finding: Open?
    /// When the finding started that was open at the last evaluation, or ended with it.
    private(set) var lastFinding: Int64?

    /// Whether nothing is open.
    var isIdle: Bool { observation == nil && finding == nil }

    /// Moves both machines by the evaluation at the end of `hour`.
    mutating func evaluate(
        _ hour: Int64, _ found: Verdict<Worst>, near: Verdict<Worst>, _ hours: some HourlySums, _ form: Form,
        into findings: inout FindingSink
    ) {
        let wasSeen = observation != nil
        step(&observation, .observation, hour, near, hours, form, into: &findings)
        let wasOpen = finding != nil
        lastFinding = finding?.episode.started
        step(&finding, .finding, hour, found, hours, form, into: &findings)
        if !wasOpen, finding != nil {
            finding?.episode.firstSeen = observation?.episode.started
            observation?.episode.hasFinding = true
        }
        lastFinding = lastFinding ?? finding?.episode.started
        if !wasOpen, let finding {
            findings.announce { Self.make(finding.episode, .finding, nil, form) }
        } else if !wasSeen, let observation {
            findings.announce { Self.make(observation.episode, .observation, nil, form) }
        }
    }

    private static func make(
        _ episode: Episode<Worst>, _ kind: Finding.Kind, _ ended: Int64?, _ form: Form
    ) -> Finding {
        episode.finding(
            kind, form.rule, form.label, ended: ended, unit: form.unit, evidence: form.evidence(episode.worst))
    }

    private func step(
        _ open: inout Open?, _ kind: Finding.Kind, _ hour: Int64, _ verdict: Verdict<Worst>, _ hours: some HourlySums,
        _ form: Form, into findings: inout FindingSink
    ) {
        // Taken out, since what two hold is copied whole at the first change.
        guard var now = open.take() else {
            if verdict.fires {
                open = start(verdict, hour, at: Grid.hours.end(hour), hours)
                open?.episode.charge(verdict.points, on: findings.day(at: Grid.hours.end(hour)))
            }
            return
        }
        if verdict.size > now.size { (now.size, now.episode.worst) = (verdict.size, verdict.figures) }
        if verdict.fires { now.episode.charge(verdict.points, on: findings.day(at: Grid.hours.end(hour))) }
        hours.add(hour...hour, to: &now.episode)
        open = now
        if verdict.clears { take(&open, kind, Grid.hours.end(hour), form, into: &findings) }
    }

    private func start(_ verdict: Verdict<Worst>, _ hour: Int64, at time: Int64, _ hours: some HourlySums) -> Open {
        var episode = Episode(
            started: time, observed: verdict.observed, threshold: verdict.threshold, worst: verdict.figures)
        hours.add(hours.hours(endingWith: hour), to: &episode)
        return Open(episode: episode, size: verdict.size)
    }

    /// The end of the log at `last`: the unfinished hour may start an observation; what is open is handed out.
    mutating func finish(
        _ hour: Int64, at last: Int64, near: Verdict<Worst>, _ hours: some HourlySums, _ form: Form,
        into findings: inout FindingSink
    ) {
        if observation == nil, near.fires { observation = start(near, hour, at: last, hours) }
        take(&observation, .observation, nil, form, into: &findings)
        take(&finding, .finding, nil, form, into: &findings)
    }

    private func take(
        _ open: inout Open?, _ kind: Finding.Kind, _ ended: Int64?, _ form: Form, into findings: inout FindingSink
    ) {
        guard let ending = open?.episode else { return }
        open = nil
        guard kind == .finding || !ending.hasFinding else { return }
        findings.take(Self.make(ending, kind, ended, form))
    }
}

extension HourlyEpisodes: Stateful where Worst: StateElement {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&observation)
        coder.code(&finding)
        coder.code(&lastFinding)
    }
}

extension HourlyEpisodes.Open: StateElement, Stateful where Worst: StateElement {
    static var blank: Self { HourlyEpisodes.Open(episode: .blank, size: 0) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&episode)
        coder.code(&size)
    }
}
