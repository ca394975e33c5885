/// One stay of a rule between firing and clearing, as positions in its list of evaluations.
struct Episode {
    var fired: Int
    /// `nil` if it did not clear.
    var cleared: Int?

    /// The evaluations from the firing to the clearing one, or to the last.
    func evaluations(of count: Int) -> ClosedRange<Int> { fired...(cleared ?? count - 1) }
}

extension ReferenceModel {
    /// Walks the evaluations: what fires opens an episode, `quietNeeded` quiet evaluations in a row close it (ruling 20).
    static func episodes(
        of count: Int, quietNeeded: Int, fires: (Int) -> Bool, isQuiet: (Int) -> Bool
    ) -> [Episode] {
        var episodes: [Episode] = []
        var open: Episode?
        var quiet = 0
        for index in 0..<max(0, count) {
            if var episode = open {
                quiet = isQuiet(index) ? quiet + 1 : 0
                if quiet == quietNeeded {
                    episode.cleared = index
                    episodes.append(episode)
                    open = nil
                }
            } else if fires(index) {
                open = Episode(fired: index)
                quiet = 0
            }
        }
        if let open { episodes.append(open) }
        return episodes
    }

    /// Ruling 38: an observation in which a finding began is not printed; that finding has its start as `first_seen`.
    static func merged(findings: [ModelFinding], observations: [ModelFinding]) -> [ModelFinding] {
        func contains(_ observation: ModelFinding, _ finding: ModelFinding) -> Bool {
            observation.started <= finding.started && finding.started <= observation.ended ?? .max
        }
        let seen = findings.map { finding in
            var finding = finding
            finding.firstSeen = observations.first { contains($0, finding) }?.started
            return finding
        }
        let alone = observations.filter { observation in !findings.contains { contains(observation, $0) } }
        return seen + alone
    }
}

extension String {
    /// Log text as a string; what is no UTF-8 is repaired.
    init(log text: LogText) { self = String(decoding: text, as: UTF8.self) }
}
