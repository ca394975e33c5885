import ReferenceModel
import Testing

/// `round_the_clock` in the model; local days of Oslo.
@Suite struct ReferenceModelTestsRoundTheClock {
    /// 2026-03-01T20:00:00Z, three hours before 2 March begins in Oslo.
    private let evening: Int64 = 1_772_395_200_000

    private func polls(from start: Int64, hours: Int64, every seconds: Int64) -> [ModelLine] {
        (0..<hours * 3_600 / seconds).map {
            ModelLine(time: start + $0 * seconds * ModelGrid.second, target: "/MSDEMO/Estates")
        }
    }

    private func found(_ lines: [ModelLine], _ options: ModelOptions = ModelOptions()) -> [ModelFinding] {
        ReferenceModel.findings(lines: lines, options: options).filter { $0.rule == "round_the_clock" }
    }

    @Test func `As many requests by night as by day are seen, one observation for a run of days`() {
        let midnight = evening + 3 * ModelGrid.hourLength
        let day = 24 * ModelGrid.hourLength
        let lines = polls(from: evening, hours: 52, every: 120) + [.tick(midnight + 4 * day)]
        #expect(
            found(lines).map(\.description) == [
                "observation round_the_clock [alfa MSDEMO] GET /{installation}/Estates /MSDEMO/Estates "
                    + "started \(midnight + day) ended \(midnight + 3 * day) seen null 100/70 percent "
                    + "{night_requests=180 day_requests=540 ratio_percent=100 days=2 "
                    + "window_start=\(midnight) window_end=\(midnight + day)} waste 0 0 B 0 ms"
            ])
        #expect(found(lines, .push(.none)).isEmpty)
    }

    /// 28 March, 18:00 UTC; the night of 29 March has five hours.
    @Test func `The night that summer time shortens has its real length`() {
        let lines =
            polls(from: 1_774_720_800_000, hours: 30, every: 120) + [
                .tick(1_774_720_800_000 + 40 * ModelGrid.hourLength)
            ]
        let observation = found(lines).first
        #expect(observation?.integer("night_requests") == 150 && observation?.integer("day_requests") == 540)
        #expect(observation?.observed == 100)
        #expect(observation?.integer("window_start") == 1_774_738_800_000)
        #expect(observation?.integer("window_end") == 1_774_821_600_000)
    }

    /// The rest of the day is three times as long as the night.
    @Test(
        arguments: [
            (210, 900, true), (209, 900, false), (300, 630, true), (301, 630, false),
        ] as [(Int64, Int64, Bool)])
    func `The ratio counts in both directions`(night: Int64, rest: Int64, isFlagged: Bool) {
        let midnight = evening + 3 * ModelGrid.hourLength
        let six = midnight + 6 * ModelGrid.hourLength
        func evenly(_ count: Int64, from start: Int64, hours: Int64) -> [ModelLine] {
            (0..<count).map {
                ModelLine(time: start + $0 * hours * ModelGrid.hourLength / count, target: "/MSDEMO/Estates")
            }
        }
        let lines = polls(from: evening, hours: 3, every: 60) + evenly(night, from: midnight, hours: 6)
        let all = lines + evenly(rest, from: six, hours: 18)
        #expect(found(all + [.tick(midnight + 24 * ModelGrid.hourLength)]).isEmpty == !isFlagged)
        #expect(
            found(all + [.tick(midnight + 24 * ModelGrid.hourLength - 1)]).isEmpty, "the day is not wholly in the log")
    }

    @Test func `Fewer requests than the policy names are not looked at`() {
        let lines = polls(from: evening, hours: 27, every: 300) + [.tick(evening + 27 * ModelGrid.hourLength)]
        var options = ModelOptions()
        #expect(found(lines, options).count == 1)
        options.roundTheClockRequests = 289
        #expect(found(lines, options).isEmpty)
    }
}
