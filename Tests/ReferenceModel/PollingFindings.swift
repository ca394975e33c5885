extension ReferenceModel {
    /// B.3 for every key and poll target.
    static func pollingFindings(
        _ targets: [PolledTarget], _ pushes: ModelPushes, span: LogSpan, options: ModelOptions
    ) -> [ModelFinding] {
        targets.filter { $0.push != .none }.flatMap { target in
            watches(of: target, span: span).flatMap { watch in
                let course = PollCourse(target: target, watch: watch, pushes, span: span, options: options)
                let observations = findings(.observation, course, .observation)
                let findings = findings(.finding, course, .finding(options))
                return merged(findings: findings, observations: observations)
            }
        }
    }

    private static func findings(
        _ kind: ModelFinding.Kind, _ course: PollCourse, _ trigger: PollTrigger
    ) -> [ModelFinding] {
        let (windows, states) = (course.windows, course.states)
        // Ruling 14: where push is unknown, polling gives observations only.
        let episodes = episodes(
            of: windows.count, quietNeeded: 1,
            fires: { trigger.fires(windows[$0]) && (kind == .observation || states[$0] != .unknown) },
            isQuiet: { trigger.isQuiet(windows[$0]) })
        return episodes.map { finding(kind, course, $0, trigger) }
    }

    private static func finding(
        _ kind: ModelFinding.Kind, _ course: PollCourse, _ episode: Episode, _ trigger: PollTrigger
    ) -> ModelFinding {
        let evaluations = Array(course.windows[episode.evaluations(of: course.windows.count)])
        let fired = evaluations[0]
        let isFirstDetector = trigger.firesAlone(fired)
        let target = course.target
        func end(_ window: PollWindow) -> Int64 { target.grid.end(of: window.blocks.upperBound) }
        // Ruling 34: the most regular blocks, then the most polls, the earliest if equal.
        let worst = evaluations.reduce(fired) { best, window in
            (window.regular.count, window.polls) > (best.regular.count, best.polls) ? window : best
        }
        return ModelFinding(
            kind: kind, rule: "polling", login: String(log: target.key.login),
            installation: target.key.installation.map { String(log: $0) }, route: String(log: target.route),
            target: String(log: target.target), started: end(fired),
            ended: episode.cleared.map { end(course.windows[$0]) }, firstSeen: nil,
            observed: Int64(isFirstDetector ? fired.alone.count : fired.covered.count),
            threshold: Int64(isFirstDetector ? trigger.alone : trigger.covered), unit: "regular_blocks",
            evidence: figures(worst, detector: isFirstDetector ? "D1" : "D2", grid: target.grid)
                + course.pushFigures(worst),
            waste: waste(of: evaluations, course))
    }

    /// Ruling 35, without `period_seconds` and `jitter_seconds`.
    ///
    /// Silent on the page: `detector` is the one that fired, as `observed` is, since in the worst window neither need hold.
    private static func figures(_ window: PollWindow, detector: String, grid: BlockGrid) -> [ModelFigure] {
        let seconds = Int64(window.regular.count) * grid.block / 1_000
        let regularPolls = Int64(window.regularPolls)
        let halfUp = regularPolls > 0 ? (2 * seconds + regularPolls) / (2 * regularPolls) : nil
        return [
            ModelFigure("polls", Int64(window.polls)),
            ModelFigure("regular_blocks", Int64(window.regular.count)),
            ModelFigure("regular_polls", regularPolls),
            ModelFigure("mean_interval_seconds", halfUp),
            ModelFigure("detector", text: detector),
            ModelFigure("avoidable", Int64(max(0, window.polls - max(window.changes, window.pushes) - 1))),
            ModelFigure("changes", Int64(window.changes)),
            ModelFigure("not_modified", Int64(window.notModified)),
            ModelFigure("window_start", grid.start(of: window.blocks.lowerBound)),
            ModelFigure("window_end", grid.end(of: window.blocks.upperBound)),
        ]
    }

    /// All counted polls from the first block of the firing window to the last evaluated block.
    private static func waste(of evaluations: [PollWindow], _ course: PollCourse) -> ModelWaste {
        let watch = course.watch
        guard let first = evaluations.first?.blocks.lowerBound, let last = evaluations.last?.blocks.upperBound else {
            return ModelWaste()
        }
        func isWithin(_ poll: Poll) -> Bool { (first...last).contains(watch.grid.block(of: poll.time)) }
        let polls = watch.polls.filter(isWithin)
        let count = Int64(polls.count)
        let pushes = (first...last).map(course.polls.pushes).reduce(0, +)
        let requests = max(0, count - Int64(max(pushes, watch.changes().count(where: isWithin))) - 1)
        guard count > 0 else { return ModelWaste() }
        return ModelWaste(
            requests: requests, bytes: polls.map(\.bytes).reduce(0, +) * requests / count,
            serverMilliseconds: polls.map(\.duration).reduce(0, +) * requests / count)
    }
}

/// All evaluations of one watch.
struct PollCourse {
    var target: PolledTarget
    var watch: PollWatch
    var windows: [PollWindow]
    var polls: PollsByBlock
    /// Whether push exists, at the end of every block.
    var states: [ModelRoute.Push]
    private var hasPushLog: Bool

    init(
        target: PolledTarget, watch: PollWatch, _ pushes: ModelPushes, span: LogSpan, options: ModelOptions
    ) {
        hasPushLog = pushes.exists
        self.target = target
        self.watch = watch
        let evaluated = target.grid.evaluated(span).clamped(to: watch.admission + 1..<(watch.dropped ?? .max - 1) + 1)
        func time(_ block: Int64) -> Range<Int64> { target.grid.start(of: block)..<target.grid.end(of: block) }
        let regular = RegularBlocks(of: watch, in: evaluated) { pushes.isBroken(target.key, time($0)) }
        let polls = PollsByBlock(of: watch) { pushes.deliveries(target.key, target.path, time($0)) }
        self.polls = polls
        states = evaluated.map {
            pushes.state(target.push, target.key, target.path, at: target.grid.end(of: $0))
        }
        windows = evaluated.map { block in
            PollWindow(of: polls, regular, last: block, length: options.sustainedWindow)
        }
    }

    /// What a push log adds to the figures of a window.
    func pushFigures(_ window: PollWindow) -> [ModelFigure] {
        guard hasPushLog, let index = windows.firstIndex(where: { $0.blocks == window.blocks }) else { return [] }
        return [ModelFigure("pushes", Int64(window.pushes)), ModelFigure("push", text: "\(states[index])")]
    }
}
