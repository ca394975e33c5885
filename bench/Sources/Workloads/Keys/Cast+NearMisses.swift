extension Cast {
    /// The near misses: what looks like abuse and is none, and abuse that hides.
    static var nearMisses: [Maker] { clocks + contents + conditions }

    private static var clocks: [Maker] {
        [
            Maker("330-s cron") { draft, cast in
                draft.programs = [Poller(cast.some(30), every: 330, .cron, .delta)]
            },
            Maker("5 h a day cron") { draft, cast in
                draft.programs = [Poller(cast.some(30, hours: 10..<15), every: 60, .cron, .delta)]
            },
            Maker("TTL cache", "6 min") { draft, cast in
                draft.base.lists.changeInterval = 360_000
                draft.programs = [Poller(cast.some(30), every: 360, .sleep)]
            },
            Maker("idle back-off", "10 to 320 s") { draft, cast in
                draft.programs = [IdleBackOff(cast.some(20))]
            },
            Maker("token-bucket-limited humans") { draft, cast in
                draft.base.lists.changeInterval = 20_000
                var people = Visitors(cast.some(10), perDay: 2000, [.list(.estates)])
                people.tokenSeconds = 60
                people.isFlat = draft.round % 2 == 0
                draft.programs = [people]
            },
        ]
    }

    private static var contents: [Maker] {
        [
            Maker("exactly 3 repeats in 24 h") { draft, cast in
                var rounds = Rounds(schedule: cast.some(20), objects: 150, hours: [6, 9, 13, 17])
                rounds.isNewEachDay = true
                draft.programs = [rounds]
            },
            Maker("one repeat each 8 h") { draft, cast in
                draft.programs = [Rounds(schedule: cast.some(30), objects: 200, hours: [0.5, 8.5, 16.5])]
            },
            Maker("49 % share", "24 % with entity tags") { draft, cast in
                draft.programs = [ShareOfRepeats(cast.some(20), perDay: 700, percent: cast.hasTags ? 24 : 49)]
            },
            Maker("same-size real changes", "0.6") { draft, cast in
                draft.base.objects.changeInterval = 8 * 3_600_000
                draft.base.objects.sameSize = 0.6
                draft.programs = [Sync(schedule: cast.some(30), objects: 120, catchesUp: false, isPushed: false)]
            },
            Maker("fixed-size route") { draft, cast in
                draft.base.objects.isFixedSize = true
                draft.base.objects.changeInterval = 1_800_000
                draft.programs = [Crawl(cast.some(8), 150, every: 1)]
            },
            Maker("parallel x 8") { draft, cast in
                draft.programs = [Visitors(cast.some(20), perDay: 220, [.parallel(8, of: 400)])]
            },
        ]
    }

    private static var conditions: [Maker] {
        [
            Maker("duplicate log file") { draft, cast in
                draft.programs = [
                    Poller(cast.always, every: 500, .cron, .delta), Crawl(cast.some(10), 150, every: 12),
                ]
            },
            Maker("late lines") { draft, cast in
                draft.programs = [ReadBack(schedule: cast.some(30), perDay: 300, objects: 30, lateness: 8)]
            },
            Maker("clock skew 2 s") { draft, cast in
                draft.programs = [
                    ReadBack(schedule: cast.some(30), perDay: 300, objects: 30, skew: draft.round % 2 == 0 ? -2 : 2)
                ]
            },
            Maker("unique-URL flood", "with a hidden poller") { draft, cast in
                let schedule = cast.some(6)
                draft.programs = [
                    Flood(schedule: schedule, perDay: 12_000), Poller(schedule, every: 60, .cron, .delta),
                ]
                draft.label = .abusive
                draft.expectPolling(schedule, mean: 60, periods: [60])
            },
            Maker("key renamed midway", "first name") { draft, cast in renamed(&draft, &cast, isFirst: true) },
            Maker("key renamed midway", "second name") { draft, cast in renamed(&draft, &cast, isFirst: false) },
            Maker("%2F and case that differ") { draft, cast in
                draft.programs = [Lookalikes(schedule: cast.some(20), perDay: 300)]
            },
            Maker("GUID and integer ids") { draft, cast in
                draft.base.usesGUIDs = draft.round % 2 == 0
                draft.programs = [
                    Rounds(schedule: cast.some(30), objects: 150, hours: [5, 17]),
                    Rounds(schedule: cast.some(30), route: .department, objects: 12, hours: [6, 18]),
                ]
            },
        ]
    }

    /// A poller that gets another login in between: two days under each name earn nobody a letter, four do.
    private static func renamed(_ draft: inout Draft, _ cast: inout Cast, isFirst: Bool) {
        let half = draft.round % 2 == 0 || cast.season.days < 30 ? 2 : 5
        let first = cast.season.days / 4 + (isFirst ? 0 : half)
        let schedule = Schedule(
            from: cast.season.starts[first] * 1000, to: cast.season.starts[min(cast.season.days, first + half)] * 1000)
        draft.base = Base(900 + draft.round, seed: cast.seed)
        draft.programs = [Poller(schedule, every: 60, .cron, .delta)]
        draft.label = .abusive
        draft.expectPolling(schedule, mean: 60, periods: [60])
        draft.expectation?.isNotified = half > 2
    }
}
