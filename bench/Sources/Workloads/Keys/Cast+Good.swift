extension Cast {
    /// The twelve kinds of good keys; some have two forms.
    static var goods: [Maker] {
        [
            Maker("push-driven") { draft, cast in
                draft.base.objects.changeInterval = 5 * 86_400_000
                draft.programs = [Sync(schedule: cast.always, objects: 400)]
            },
            Maker("nightly full crawl", "1 and 4 instances") { draft, cast in
                var crawl = Crawl(cast.always, 300, every: nil)
                crawl.instances = draft.round % 2 == 0 ? 1 : 4
                draft.base.objects.changeInterval = 10 * 86_400_000
                draft.programs = [crawl]
            },
            Maker("website with 15-min cache") { draft, cast in
                let wishes: [Visitors.Wish] = [
                    .kept(.estate, of: 3000, seconds: 900), .kept(.estate, of: 3000, seconds: 900),
                    .kept(.estates, of: 1, seconds: 900), .search,
                ]
                // The list changes whenever one of the base's objects does.
                draft.base.lists.changeInterval = 20 * 60_000
                draft.programs = [Visitors(cast.always, perDay: 600, wishes)]
            },
            Maker("conditional 10-min poll") { draft, cast in
                draft.programs = [Poller(cast.always, every: 600, .cron, .conditional)]
            },
            Maker("initial import") { draft, cast in
                let first = cast.random.below(cast.season.days / 2)
                draft.base.objects.changeInterval = 30 * 86_400_000
                draft.programs = [
                    Import(schedule: cast.day(first), objects: 3000),
                    Sync(schedule: cast.from(first + 1), objects: 2000),
                ]
            },
            Maker("crash-loop day") { draft, cast in
                let day = 1 + cast.random.below(cast.season.days - 2)
                draft.base.objects.changeInterval = 5 * 86_400_000
                draft.deservedDays = day...day + 1
                draft.programs = [
                    Sync(schedule: cast.always, objects: 400), CrashLoop(schedule: cast.day(day), hours: 9),
                ]
            },
            Maker("push-outage fallback day") { draft, cast in
                let day = 1 + cast.random.below(cast.season.days - 2)
                var outage = cast.day(day)
                outage.from += 6 * 3_600_000
                draft.base.objects.changeInterval = 5 * 86_400_000
                draft.programs = [
                    Sync(schedule: cast.always, objects: 400, outage: outage), Poller(outage, every: 60, .cron, .delta),
                ]
            },
            Maker("write-heavy sync with read-back") { draft, cast in
                draft.programs = [ReadBack(schedule: cast.always, perDay: 200, objects: 30)]
            },
            Maker("change-driven without push log", "same size 0.1 to 0.5") { draft, cast in
                draft.base.objects.changeInterval = 86_400_000
                draft.base.objects.sameSize = 0.1 * Double(1 + draft.round % 5)
                draft.programs = [Sync(schedule: cast.always, objects: 200, catchesUp: false, isPushed: false)]
            },
            Maker("fast-changing content") { draft, cast in
                draft.base.objects.changeInterval = 30_000
                draft.programs = [Visitors(cast.always, perDay: 600, [.object(.estate, of: 60)])]
            },
            Maker("5 000-user Poisson site") { draft, cast in
                let wishes: [Visitors.Wish] = [
                    .search, .search, .changes, .kept(.estate, of: 4000, seconds: 86_400),
                ]
                let perDay = draft.round == 0 ? 20_000.0 : draft.round % 2 == 0 ? 5000 : 2000
                draft.programs = [Visitors(cast.always, perDay: perDay, wishes)]
            },
            Maker("bulk exporter at night") { draft, cast in
                draft.programs = [
                    Walks(schedule: cast.always, perDay: 1, pages: 40, pageSize: 1000),
                    Walks(schedule: cast.always, route: .transactions, perDay: 1, pages: 12, pageSize: 10_000),
                ]
            },
        ]
    }

    /// One whole day.
    func day(_ place: Int) -> Schedule {
        Schedule(from: season.starts[place] * 1000, to: season.starts[place + 1] * 1000)
    }

    /// From a day to the end.
    func from(_ place: Int) -> Schedule { Schedule(from: season.starts[place] * 1000, to: season.end * 1000) }
}
