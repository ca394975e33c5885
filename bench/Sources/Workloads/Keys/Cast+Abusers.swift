extension Cast {
    /// The fourteen kinds of abusers, and one that takes all of the API, each in all its forms.
    static var abusers: [Maker] {
        crons + loops + mixtures + repeaters + floods
    }

    private static func poller(
        _ archetype: String, _ variant: String, every period: Double, _ clock: Poller.Clock, days: Int,
        _ question: Poller.Question = .list, isSharp: Bool = false, isSteady: Bool = true,
        _ more: @escaping (inout Poller) -> Void = { _ in }
    ) -> Maker {
        Maker(archetype, variant) { draft, cast in
            let schedule = cast.some(days)
            var poller = Poller(schedule, every: period, clock, question)
            more(&poller)
            var period = period / (1 - poller.missed)
            if case .sleep = clock { period += 0.039 }
            draft.programs = [poller]
            draft.expectPolling(schedule, mean: period, periods: isSharp ? [period] : [], isSteady: isSteady)
        }
    }

    private static var crons: [Maker] {
        [
            (10.0, 6), (60, 15), (150, 20), (240, 20), (300, 20),
        ].map { poller("cron", "\(Int($0)) s", every: $0, .cron, days: $1, isSharp: true) }
    }

    private static var loops: [Maker] {
        [
            poller("sleep loop", "5 s", every: 5, .sleep, days: 5, isSharp: true),
            poller("sleep loop", "60 s", every: 60, .sleep, days: 15, isSharp: true),
            poller("jitter", "20 %", every: 60, .jitter(0.2), days: 15),
            poller("jitter", "50 %", every: 60, .jitter(0.5), days: 15),
            poller("jitter", "90 %", every: 60, .jitter(0.9), days: 15, isSteady: false),
            poller("missed beats", "10 %", every: 60, .cron, days: 15, isSteady: false) { $0.missed = 0.1 },
            poller("missed beats", "30 %", every: 60, .cron, days: 15, isSteady: false) { $0.missed = 0.3 },
            poller("changedSince poll", "60 s", every: 60, .cron, days: 15, .delta, isSharp: true),
            poller("304 poll", "20 s", every: 20, .cron, days: 8, .conditional, isSharp: true),
            Maker("exponential jitter", "60 s") { draft, cast in
                let schedule = cast.some(15)
                draft.programs = [Poller(schedule, every: 60, .exponential)]
                draft.expect("repeated_fetch", in: schedule)
            },
        ]
    }

    private static func together(_ variant: String, _ periods: [Double], days: Int) -> Maker {
        Maker("superposed", variant) { draft, cast in
            let schedule = cast.some(days)
            draft.programs = periods.map { period in
                var poller = Poller(schedule, every: period)
                poller.phase = Int64(cast.random.below(Int(period) * 1000))
                return poller
            }
            let mean = 1 / periods.reduce(0) { $0 + 1 / $1 }
            draft.expectPolling(schedule, mean: mean, periods: Array(Set(periods)).sorted())
        }
    }

    private static func withPeople(_ percent: Int) -> Maker {
        Maker("poller and people", "\(percent) % people") { draft, cast in
            let schedule = cast.some(15)
            let people = 1440 * Double(percent) / Double(100 - percent)
            draft.programs = [
                Poller(schedule, every: 60), Visitors(schedule, perDay: people, [.list(.estates)]),
            ]
            draft.expectPolling(schedule, mean: 60, isSteady: false)
        }
    }

    private static func office(_ period: Double) -> Maker {
        Maker("office hours", "\(Int(period)) s") { draft, cast in
            var schedule = cast.some(15, hours: 8..<16)
            schedule.onlyWeekdays = cast.season.days > 30 && draft.round % 2 == 0
            draft.programs = [Poller(schedule, every: period)]
            draft.expectPolling(schedule, mean: period, isSteady: false)
            draft.expectation?.isOnlyWeekdays = schedule.onlyWeekdays
        }
    }

    private static var mixtures: [Maker] {
        [
            together("30 s and 47 s", [30, 47], days: 8),
            together("5 of 300 s", [300, 300, 300, 300, 300], days: 15),
            together("20 of 600 s", Array(repeating: 600, count: 20), days: 10),
            withPeople(20), withPeople(40), withPeople(60),
            office(60), office(120), office(240),
        ]
    }

    private static func crawl(_ archetype: String, _ variant: String, _ objects: Int, every hours: Double, days: Int)
        -> Maker
    {
        Maker(archetype, variant) { draft, cast in
            let schedule = cast.some(days)
            draft.programs = [Crawl(schedule, objects, every: hours)]
            draft.expect("repeated_fetch", in: schedule)
        }
    }

    private static var repeaters: [Maker] {
        [
            crawl("sweep", "100 each 5 min", 100, every: 1 / 12.0, days: 4),
            crawl("re-crawl", "hourly", 200, every: 1, days: 10),
            crawl("re-crawl", "2-hourly", 400, every: 2, days: 10),
            Maker("uncached page views") { draft, cast in
                let schedule = cast.some(8)
                let wishes: [Visitors.Wish] = [
                    .object(.estate, of: 40), .object(.picture, of: 20), .object(.employee, of: 20),
                ]
                draft.programs = [Visitors(schedule, perDay: 3000, wishes)]
                draft.expect("repeated_fetch", in: schedule)
            },
            Maker("URLs in other spellings", "hourly re-crawl") { draft, cast in
                let schedule = cast.some(8)
                var crawl = Crawl(schedule, 150, every: 1)
                crawl.mixesSpellings = true
                crawl.route = draft.round % 2 == 0 ? .estate : .images
                draft.programs = [crawl]
                draft.expect("repeated_fetch", in: schedule)
            },
        ]
    }

    private static var floods: [Maker] {
        [
            Maker("retry storm", "429") { draft, cast in
                let schedule = cast.some(5, hours: 9..<13)
                draft.programs = [Hammer(schedule: schedule, perHour: 3000, answer: .tooMany)]
                draft.expect("ignored_backoff", in: schedule, multiple: 2700 / 200, threshold: 200)
                draft.expectation?.badHours = 2
            },
            Maker("404 loop") { draft, cast in
                let schedule = cast.some(6, hours: 8..<20)
                draft.programs = [Hammer(schedule: schedule, perHour: 900, answer: .closed(404))]
                draft.expect("closed_door", in: schedule, multiple: 3, threshold: 300)
                draft.expectation?.badHours = 6
            },
            Maker("closed office", "403") { draft, cast in
                let schedule = cast.some(6)
                draft.programs = [Hammer(schedule: schedule, perHour: 400, answer: .closed(403))]
                draft.expect("closed_door", in: schedule, multiple: 4 / 3, threshold: 300)
                draft.expectation?.badHours = 6
            },
            Maker("N+1") { draft, cast in
                let schedule = cast.some(8)
                draft.programs = [OneByOne(schedule, perDay: 48, burst: draft.round % 2 == 0 ? 60 : 100, objects: 9000)]
                let multiple = Double(draft.round % 2 == 0 ? 2880 : 4800) / 1000
                draft.expect("fan_out", in: schedule, multiple: multiple, threshold: 1000)
            },
            Maker("page size 1") { draft, cast in
                let schedule = cast.some(8)
                draft.programs = [
                    Walks(schedule: schedule, perDay: 2, pages: 2100, pageSize: 1, isCounted: true)
                ]
                draft.expect("wasteful_scan", in: schedule, multiple: 4.2, threshold: 1000)
            },
            Maker("full scans", "12 a day") { draft, cast in
                let schedule = cast.some(8)
                draft.base.lists.changeInterval = 20 * 60_000
                draft.programs = [Walks(schedule: schedule, perDay: 12, pages: 25, pageSize: 1000)]
                draft.expect("wasteful_scan", in: schedule, multiple: 3, isSteady: false)
            },
            Maker("overload") { draft, cast in
                let schedule = cast.some(5)
                let hour = Double(9 + draft.round % 8) + 0.1
                draft.programs = [Overload(schedule: schedule, minutes: 45, hour: hour, concurrency: 45)]
                draft.expect("overload", in: schedule, multiple: 4.5)
                let first = cast.season.starts[cast.season.place(at: schedule.from / 1000)]
                draft.expectation?.from = first + Int64(hour * 3600)
            },
        ]
    }
}
