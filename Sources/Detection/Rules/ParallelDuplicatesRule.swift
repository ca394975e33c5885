/// `parallel_duplicates`: asking for the same thing several times at once; ``text`` says when it fires.
struct ParallelDuplicatesRule: Sendable {
    static let text = RuleText(
        sentence: "So many fetches asked for what had been delivered less than two seconds before, or was "
            + "still on its way.",
        firesWhen: "The last 24 hours hold at least duplicates such fetches of a key on a route, and these "
            + "are at least share of its fetches there. It is always an observation.",
        doesNotFireWhen: "The answers differ, or the fetches lie two seconds apart: that is repeated_fetch.",
        evidence: "The 24 hours with the most duplicates: their number, all fetches, and the share.",
        defaults: "1,000 in 24 hours and 10 %.")

    /// Hours that an evaluation looks back at.
    static let window = 24

    let options: ParallelDuplicatesOptions

    func fires(_ duplicates: Int64, of fetches: Int64) -> Bool { holds(duplicates, of: fetches, half: 1) }

    /// The trigger does not hold with its numbers halved.
    func clears(_ duplicates: Int64, of fetches: Int64) -> Bool { !holds(duplicates, of: fetches, half: 2) }

    private func holds(_ duplicates: Int64, of fetches: Int64, half: Int64) -> Bool {
        half * duplicates >= Int64(options.duplicates)
            && half * 100 * duplicates >= Int64(options.sharePercent) * fetches
    }
}
