extension ReferenceModel {
    /// A.3 for every key and route.
    static func repeatedFetchFindings(
        _ requests: [ModelRequest], _ pushes: ModelPushes, span: LogSpan, options: ModelOptions
    ) -> [ModelFinding] {
        fetches(requests, pushes, options: options).flatMap { place, fetches in
            // Ruling 3: the ends t with first τ < t ≤ max τ.
            let windows = (hour(of: span.first)..<hour(of: span.last)).map { hour in
                FetchWindow(of: fetches, hour: hour, end: (hour + 1) * hourLength + hourOffset)
            }
            // Ruling 40: once more at max τ, as if the hour ended there.
            let extra = FetchWindow(of: fetches, hour: hour(of: span.last), end: span.last)
            let findings = findings(.finding, place, windows, FetchTrigger(finding: options))
            let trigger = FetchTrigger(observation: options)
            var observations = self.findings(.observation, place, windows, trigger)
            // It starts an observation where none is open, and changes nothing else.
            let isOpen = observations.contains { $0.ended == nil }
            if !isOpen, trigger.fires(extra) {
                observations.append(finding(.observation, place, [extra], trigger, ended: nil))
            }
            return merged(findings: findings, observations: observations)
        }
    }

    private static func findings(
        _ kind: ModelFinding.Kind, _ place: KeyedRoute, _ windows: [FetchWindow], _ trigger: FetchTrigger
    ) -> [ModelFinding] {
        let episodes = episodes(
            of: windows.count, quietNeeded: 24,
            fires: { trigger.fires(windows[$0]) }, isQuiet: { trigger.isQuiet(windows[$0]) })
        return episodes.map { episode in
            let evaluations = Array(windows[episode.evaluations(of: windows.count)])
            return finding(kind, place, evaluations, trigger, ended: episode.cleared.map { windows[$0].end })
        }
    }

    /// The finding of an episode, whose first evaluation is the one that fired.
    private static func finding(
        _ kind: ModelFinding.Kind, _ place: KeyedRoute, _ evaluations: [FetchWindow], _ trigger: FetchTrigger,
        ended: Int64?
    ) -> ModelFinding {
        let fired = evaluations[0]
        // Ruling 34: the largest E, the earliest if equal.
        let worst = evaluations.reduce(fired) { $1.excessCount > $0.excessCount ? $1 : $0 }
        return ModelFinding(
            kind: kind, rule: "repeated_fetch", login: String(log: place.key.login),
            installation: place.key.installation.map { String(log: $0) }, route: String(log: place.route), target: nil,
            started: fired.end, ended: ended, firstSeen: nil,
            observed: fired.excessCount, threshold: trigger.threshold(fired), unit: "excess_per_24h",
            evidence: figures(worst), waste: waste(evaluations))
    }

    /// Ruling 35.
    private static func figures(_ window: FetchWindow) -> [ModelFigure] {
        [
            ModelFigure("fetches", window.fetches),
            ModelFigure("excess", window.excessCount),
            ModelFigure("tolerated", window.tolerated),
            ModelFigure("excess_bytes", window.excess.map(\.bytes).reduce(0, +)),
            ModelFigure("duplicates", window.duplicates),
            ModelFigure("share_percent", window.comparable > 0 ? 100 * window.excessCount / window.comparable : 0),
            ModelFigure("fingerprint", text: window.isMostlyEtag ? "etag" : "size"),
            ModelFigure("window_start", window.start),
            ModelFigure("window_end", window.end),
        ]
    }

    /// E of all hours from the first of the firing window to the last evaluated one.
    ///
    /// Silent on the page: with a fixed-size switch the firing window counts as its own evaluation saw it, and every later
    /// hour as the evaluation at its end did.
    private static func waste(_ evaluations: [FetchWindow]) -> ModelWaste {
        let later = evaluations.dropFirst().flatMap { window in window.excess.filter { $0.hour == window.hour } }
        let excess = evaluations[0].excess + later
        return ModelWaste(
            requests: Int64(excess.count), bytes: excess.map(\.bytes).reduce(0, +),
            serverMilliseconds: excess.map(\.duration).reduce(0, +))
    }
}
