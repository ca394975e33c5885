import Testing

@Suite("explain on a near miss")
struct NearMissTests {
    /// One screen says what would have had to be different.
    private func expect(_ text: String, _ expected: String) {
        #expect(text == expected + "\n")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count <= 24 && lines.allSatisfy { $0.count <= 80 })
    }

    private static let route = "routes: [{match: \"GET /{installation}/Estates\", push: available}]"

    @Test func repeatedFetch() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        for number in 0..<133 { log.add(Int64(number) * 20, "/MSDEMO/Estates?page=\(number)", bytes: number) }
        for number in 0..<101 { log.add(3600 + Int64(number) * 200, "/MSDEMO/Estates") }
        expect(
            try log.explain(rule: "repeated_fetch"),
            """
            alfa  MSDEMO
            234 requests, log of 2 to 3 Mar 2026 (Europe/Oslo)

            repeated_fetch did not fire.
              Nearest: GET /{installation}/Estates, in the 24 hours to 2 Mar 08:02.
                excess fetches              96 of 100  not met
                share of excess fetches  41 % of 50 %  not met
                (234 fetches; 3 free repeats)
              It would have fired with 4 more excess fetches and 38 fewer other fetches, or
              42 more excess fetches.
              Looked at 30 hour ends.

              The same unchanged answer was fetched more often than the free fetches a day,
              on one route, on most calls.
              Fires when: at the end of an hour in which there was excess, the last 24 hours
              hold at least excess fetches beyond the tolerance and these are at least share
              of the route's fetches (etag_share where entity tags prove at least 80 % of
              them), or at least heavy_excess and heavy_share. Parallel duplicates are not
              fetches here.
              Does not fire when: the answers changed, somebody wrote to the object or near
              it, answers were 304, or sizes on the route say nothing (a collision index
              over 0.05).
              abuse-scan explain --rule repeated_fetch tells more of the rule.
            """)
    }

    @Test func repeatedFetchWhereEverythingHasOneSize() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        for number in 0..<133 { log.add(Int64(number) * 20, "/MSDEMO/Estates?page=\(number)") }
        for number in 0..<400 { log.add(3600 + Int64(number) * 60, "/MSDEMO/Estates") }
        expect(
            try log.explain(rule: "repeated_fetch"),
            """
            alfa  MSDEMO
            533 requests, log of 2 to 3 Mar 2026 (Europe/Oslo)

            repeated_fetch did not fire.
              Nearest: GET /{installation}/Estates, in the 24 hours to 2 Mar 09:02.
                excess fetches              0 of 100  not met
                share of excess fetches  0 % of 50 %  not met
                (533 fetches; 3 free repeats)
              395 repeats do not count: they were told by their size, and here nearly
              everything has one size. It would have fired with 100 more excess fetches and
              433 fewer other fetches, or 533 more excess fetches.
              Looked at 30 hour ends.

              The same unchanged answer was fetched more often than the free fetches a day,
              on one route, on most calls.
              Fires when: at the end of an hour in which there was excess, the last 24 hours
              hold at least excess fetches beyond the tolerance and these are at least share
              of the route's fetches (etag_share where entity tags prove at least 80 % of
              them), or at least heavy_excess and heavy_share. Parallel duplicates are not
              fetches here.
              Does not fire when: the answers changed, somebody wrote to the object or near
              it, answers were 304, or sizes on the route say nothing (a collision index
              over 0.05).
              abuse-scan explain --rule repeated_fetch tells more of the rule.
            """)
    }

    @Test func polling() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        for number in 0..<60 { log.add(Int64(number) * 60, "/MSDEMO/Estates") }
        for hour in 1..<6 as Range<Int64> {
            for number in 0..<60 { log.add(hour * 3600 + Int64(number) * 60, "/MSDEMO/Estates") }
        }
        for number in 0..<60 {
            log.add(6 * 3600 + Int64(number) * 60, "/MSDEMO/Estates", status: number < 3 ? 429 : 200)
        }
        for number in 0..<30 { log.add(7 * 3600 + Int64(number * number) * 4, "/MSDEMO/Estates") }
        expect(
            try log.explain(rule: "polling", policy: Self.route),
            """
            alfa  MSDEMO
            450 requests, log of 2 to 3 Mar 2026 (Europe/Oslo)

            polling did not fire, but was observed.
              Nearest: GET /MSDEMO/Estates, in the 24 hours to 2 Mar 09:02.
                regular hours  5 of 6  not met
                (or 5 of 7 hours in regular pairs; 390 requests; 5 regular by either test;
                 300 requests in regular hours)
              It would have fired with 1 more regular hour. Observed from 2 Mar 03:02 to
              3 Mar 07:02.
              Of its hours: 5 regular, 1 with over 1 % of 429 and 503 (not evaluable),
              1 with requests too uneven for a clock.
              Nearest of the others: 2 Mar 08:02 with 30 of 24 requests,
              variance over mean 2.00 (at most 0.25).
              Not evaluable: 2 Mar 07:02.
              In the whole log: 5 regular, 1 with over 1 % of 429 and 503,
              1 with requests too uneven for a clock, 22 without a request.

              In so many of the last 24 hours as many requests came in every five-minute
              slot; such traffic comes from a clock, not from people, and push exists for
              this.
              abuse-scan explain --rule polling tells more of the rule.
            """)
    }

    @Test func pollingWithoutAnAdmittedTarget() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        for number in 0..<200 { log.add(Int64(number) * 360, "/MSDEMO/Estates") }
        expect(
            try log.explain(rule: "polling", policy: Self.route),
            """
            alfa  MSDEMO
            200 requests, log of 2 to 3 Mar 2026 (Europe/Oslo)

            polling did not fire.
              Targets are counted from the hour on that follows one with 12 requests. The
              busiest, GET /MSDEMO/Estates, had 10 from 2 Mar 01:02 to 2 Mar 02:02.

              In so many of the last 24 hours as many requests came in every five-minute
              slot; such traffic comes from a clock, not from people, and push exists for
              this.
              Fires when: at least sustained of the last 24 blocks of twelve slots are
              regular by themselves (D1: at least 24 requests, variance over mean at most
              one quarter), or one more than that lie in regular pairs of blocks (D2: slots
              twice as long).
              Does not fire when: push does not exist for the route, one request in a
              hundred met 429 or 503, or fewer than half of the answers were good: a client
              that only gets errors would not be helped by push.
              Evidence: the window with the most regular blocks: requests, mean interval,
              period and jitter where one stands out, and the requests that push would have
              saved.
              Defaults: min_interval 5 m (slots of 5 minutes, blocks of an hour), sustained
              6 of 24.
            """)
    }

    @Test func pollingWherePushIsUnknown() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        for number in 0..<600 { log.add(Int64(number) * 60, "/MSDEMO/Mine") }
        expect(
            try log.explain(rule: "polling", policy: Self.route),
            """
            alfa  MSDEMO
            600 requests, log of 2 to 3 Mar 2026 (Europe/Oslo)

            polling did not fire, but was observed.
              Nearest: GET /MSDEMO/Mine, in the 24 hours to 2 Mar 11:02.
                regular hours  9 of 6  met
                (or 9 of 7 hours in regular pairs; 540 requests; 9 regular by either test;
                 540 requests in regular hours)
              It cannot fire: it is not known whether push exists for the route, so it is
              only observed; with push: available in the policy it could. Observed from
              2 Mar 03:02 on.
              Of its hours: 9 regular.
              In the whole log: 9 regular, 20 without a request.

              In so many of the last 24 hours as many requests came in every five-minute
              slot; such traffic comes from a clock, not from people, and push exists for
              this.
              Fires when: at least sustained of the last 24 blocks of twelve slots are
              regular by themselves (D1: at least 24 requests, variance over mean at most
              one quarter), or one more than that lie in regular pairs of blocks (D2: slots
              twice as long).
              abuse-scan explain --rule polling tells more of the rule.
            """)
    }

    @Test func roundTheClock() throws {
        var log = ExplainLog()
        log.reach(hours: 60)
        // The local day begins 82,663 s after the start.
        for number in 0..<288 where number % 12 < 6 || number >= 72 {
            log.add(82_663 + Int64(number) * 300, "/MSDEMO/Estates")
        }
        for number in 0..<24 { log.add(79_200 + Int64(number) * 100, "/MSDEMO/Estates") }
        expect(
            try log.explain(rule: "round_the_clock", policy: Self.route),
            """
            alfa  MSDEMO
            276 requests, log of 2 to 4 Mar 2026 (Europe/Oslo)

            round_the_clock did not fire.
              Nearest: GET /MSDEMO/Estates, in the 24 hours to 4 Mar 00:00.
                requests                      251 of 240  met
                rate of requests by night   48 % of 70 %  not met
                rate of requests by day    205 % of 70 %  met
                (35 requests from 00 to 06; 216 requests in the rest of the day)
              It would have fired with 16 more requests by night.
              Looked at 1 day.

              From midnight to six came nearly as many requests an hour as in the rest of
              the day: people sleep, programs do not.
              Fires when: on a local day wholly inside the log, a hot poll target had at
              least requests requests and the night's rate is at least ratio of the day's,
              and the day's of the night's. Always an observation: one for each run of such
              days.
              Does not fire when: push does not exist for the route, or traffic follows the
              day as that of people does.
              Evidence: the flagged day with the most requests: requests by night and by
              day, and the ratio of the rates.
              Defaults: 240 requests, 70 %.
            """)
    }

    @Test func closedDoor() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        for hour in 0..<6 as Range<Int64> {
            for number in 0..<(hour == 4 ? 290 : 300) as Range<Int64> {
                log.add(hour * 3600 + number * 12, "/MSDEMO/Gone", status: 404)
            }
        }
        for number in 0..<40 as Range<Int64> { log.add(2 * 3600 + number * 60, "/MSDEMO/Gone") }
        expect(
            try log.explain(rule: "closed_door"),
            """
            alfa  MSDEMO
            1 830 requests, log of 2 to 3 Mar 2026 (Europe/Oslo)

            closed_door did not fire, but was observed.
              Nearest: GET /{installation}/Gone answered 404, in the 24 hours to
              2 Mar 07:02.
                bad hours  4 of 6  not met
                (1 790 requests answered 404; 97 percent of the route's)
              It would have fired with 2 more bad hours. Observed from 2 Mar 03:02 to
              3 Mar 07:02.
              Of its hours: 4 bad, 1 with under 90 % of such answers,
              1 with fewer than 300 such answers.
              Nearest of the others: 2 Mar 03:02 with 300 of 300 requests answered 404,
              88 % of 90 %.
              In the whole log: 4 bad, 1 with under 90 % of such answers,
              1 with fewer than 300 such answers, 24 without such an answer.

              So many requests were answered with the same error, hour after hour, and
              nearly all requests of the route were: a program that does not look at its
              answers.
              Fires when: in sustained hours, 6 of the last 24, at least requests requests
              of a key on a route were answered with one status of 400, 403, 404, 405, 410
              and 422, and these were at least share of its requests on the route.
              abuse-scan explain --rule closed_door tells more of the rule.
            """)
    }

    @Test func ignoredBackoff() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        for hour in 0..<2 as Range<Int64> {
            for number in 0..<(hour == 0 ? 250 : 190) as Range<Int64> {
                log.add(hour * 3600 + number * 4, "/MSDEMO/Estates", status: 429)
            }
        }
        expect(
            try log.explain(rule: "ignored_backoff"),
            """
            alfa  MSDEMO
            440 requests, log of 2 to 3 Mar 2026 (Europe/Oslo)

            ignored_backoff did not fire, but was observed.
              Nearest: all routes, in the 24 hours to 2 Mar 03:02.
                bad hours  1 of 2  not met
                (432 premature requests; 432 after 429; 440 requests)
              It would have fired with 1 more bad hour. Observed from 2 Mar 02:02 to
              3 Mar 03:02.
              Of its hours: 1 bad, 1 with fewer than 200 premature requests.
              Nearest of the others: 2 Mar 02:02 with 186 of 200 premature requests,
              97 % of 20 %.
              In the whole log: 1 bad, 1 with fewer than 200 premature requests,
              24 without a premature request.

              After the API had answered 429 so many further requests came within the
              waiting time.
              Fires when: in two hours of the last 24, at least premature requests of a key
              came within a waiting time and these were at least share of its requests; or
              at least heavy_premature in one hour. A 429 asks the whole key to wait, a 503
              the route that it came from. The first three requests within a waiting time
              are free.
              abuse-scan explain --rule ignored_backoff tells more of the rule.
            """)
    }

    @Test func quota() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        for number in 0..<960 as Range<Int64> { log.add(number * 90, "/MSDEMO/maps/\(number)") }
        let policy =
            "quotas: [{name: map calls, match: \"GET /{installation}/maps/*\", limit: 1000, per: calendar month}]"
        expect(
            try log.explain(rule: "quota", policy: policy),
            """
            alfa  MSDEMO
            960 requests, log of 2 to 3 Mar 2026 (Europe/Oslo)

            quota did not fire, but was observed.
              Nearest: map calls, in the 31 days to 1 Apr 00:00.
                units  960 of 1 000  not met
              It would have fired with 41 more units. Observed from 2 Mar 21:00 on.
              Looked at 960 stamps.

              So many units in the period, where the agreement allows so many: a count, not
              an accusation.
              Fires when: the units of the period exceed the limit, at the stamp at which
              they do; all requests of one stamp count together. At four fifths of the limit
              an observation starts.
              Does not fire when: the API refused the requests (401, 429, 5xx): nobody pays
              for those. Exactly the limit is allowed.
              Evidence: the largest sum, the units above the limit, the period, and for a
              running calendar period where it will end at the present rate.
              Defaults: None: every quota is one of the policy.
            """)
    }

    @Test func aRouteThatTheRuleLeavesOut() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        for number in 0..<200 { log.add(Int64(number) * 60, "/MSDEMO/Estates") }
        let policy = "routes: [{match: \"GET /{installation}/Estates\", push: none}]"
        expect(
            try log.explain(rule: "polling", policy: policy),
            """
            alfa  MSDEMO
            200 requests, log of 2 to 3 Mar 2026 (Europe/Oslo)

            polling did not fire.
              No GET or HEAD of this key went to a route where push could exist.
              Not judged: GET /{installation}/Estates (push: none).

              In so many of the last 24 hours as many requests came in every five-minute
              slot; such traffic comes from a clock, not from people, and push exists for
              this.
              Fires when: at least sustained of the last 24 blocks of twelve slots are
              regular by themselves (D1: at least 24 requests, variance over mean at most
              one quarter), or one more than that lie in regular pairs of blocks (D2: slots
              twice as long).
              Does not fire when: push does not exist for the route, one request in a
              hundred met 429 or 503, or fewer than half of the answers were good: a client
              that only gets errors would not be helped by push.
              Evidence: the window with the most regular blocks: requests, mean interval,
              period and jitter where one stands out, and the requests that push would have
              saved.
              Defaults: min_interval 5 m (slots of 5 minutes, blocks of an hour), sustained
              6 of 24.
            """)
    }

    @Test func aLogWithoutTheEndOfAnHour() throws {
        var log = ExplainLog()
        for number in 0..<200 { log.add(Int64(number) * 10, "/MSDEMO/Estates") }
        expect(
            try log.explain(rule: "polling", policy: Self.route),
            """
            alfa  MSDEMO
            200 requests, log of 2 Mar 2026 (Europe/Oslo)

            polling did not fire.
              Targets are counted from the hour on that follows one with 12 requests. The
              busiest, GET /MSDEMO/Estates, had 12 from 2 Mar 01:02 to 2 Mar 02:02. The log
              ends before another hour does.

              In so many of the last 24 hours as many requests came in every five-minute
              slot; such traffic comes from a clock, not from people, and push exists for
              this.
              Fires when: at least sustained of the last 24 blocks of twelve slots are
              regular by themselves (D1: at least 24 requests, variance over mean at most
              one quarter), or one more than that lie in regular pairs of blocks (D2: slots
              twice as long).
              Does not fire when: push does not exist for the route, one request in a
              hundred met 429 or 503, or fewer than half of the answers were good: a client
              that only gets errors would not be helped by push.
              Evidence: the window with the most regular blocks: requests, mean interval,
              period and jitter where one stands out, and the requests that push would have
              saved.
              Defaults: min_interval 5 m (slots of 5 minutes, blocks of an hour), sustained
              6 of 24.
            """)
    }

    @Test func aDayHourByHour() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        for number in 0..<400 { log.add(3600 + Int64(number) * 60, "/MSDEMO/Estates") }
        let text = try log.explain(rule: "polling", day: "2026-03-02", policy: Self.route)
        #expect(
            text == """
                alfa  MSDEMO
                400 requests, log of 2 to 3 Mar 2026 (Europe/Oslo)

                polling did not fire, but was observed.
                  Nearest: GET /MSDEMO/Estates, in the 24 hours to 2 Mar 09:02.
                    regular hours  5 of 6  not met
                    (or 5 of 7 hours in regular pairs; 340 requests; 5 regular by either test;
                     300 requests in regular hours)
                  It would have fired with 1 more regular hour. Observed from 2 Mar 04:02 on.
                  Of its hours: 5 regular, 1 with requests too uneven for a clock.
                  Nearest of the others: 2 Mar 08:02 with 40 of 24 requests,
                  variance over mean 1.82 (at most 0.25).
                  In the whole log: 5 regular, 1 with requests too uneven for a clock,
                  22 without a request.
                  2026-03-02, GET /MSDEMO/Estates:
                    03:02 regular, 60 of 24 requests; 1 of 6 regular hours
                    04:02 regular, 60 of 24 requests; 2 of 6 regular hours
                    05:02 regular, 60 of 24 requests; 3 of 6 regular hours
                    06:02 regular, 60 of 24 requests; 4 of 6 regular hours
                    07:02 regular, 60 of 24 requests; 5 of 6 regular hours
                    08:02 with requests too uneven for a clock, 40 of 24 requests,
                          variance over mean 1.82 (at most 0.25); 5 of 6 regular hours
                    09:02 without a request; 5 of 6 regular hours
                    10:02 without a request; 5 of 6 regular hours
                    11:02 without a request; 5 of 6 regular hours
                    12:02 without a request; 5 of 6 regular hours
                    13:02 without a request; 5 of 6 regular hours
                    14:02 without a request; 5 of 6 regular hours
                    15:02 without a request; 5 of 6 regular hours
                    16:02 without a request; 5 of 6 regular hours
                    17:02 without a request; 5 of 6 regular hours
                    18:02 without a request; 5 of 6 regular hours
                    19:02 without a request; 5 of 6 regular hours
                    20:02 without a request; 5 of 6 regular hours
                    21:02 without a request; 5 of 6 regular hours
                    22:02 without a request; 5 of 6 regular hours
                    23:02 without a request; 5 of 6 regular hours

                Key score 0: the third-largest day of the last 7 covered ones.
                  2026-03-02  12 (day not covered): repeated fetch 12 (GET
                      /{installation}/Estates)

                """)
    }

    @Test func nothingAtAll() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        log.add(10, "/MSDEMO/Estates", method: "PUT")
        let text = try log.explain()
        #expect(
            text == """
                alfa  MSDEMO
                1 request, log of 2 to 3 Mar 2026 (Europe/Oslo)

                repeated_fetch did not fire.
                  No watched GET of this key had an answer that the rule looks at (200, 203,
                  206, 304).

                polling did not fire.
                  No GET or HEAD of this key went to a route where push could exist.

                round_the_clock did not fire.
                  No local day ended while a target of this key was followed.

                overload did not fire.
                  No capacity is set and no errors showed an overloaded minute, so keys are only
                  ranked by their load.

                ignored_backoff did not fire.
                  No request of this key came within a waiting time that a 429 or 503 had asked
                  for.

                closed_door did not fire.
                  No watched request of this key was answered 400, 403, 404, 405, 410 or 422.

                fan_out did not fire.
                  No burst of this key for the items of a list began soon after the list.

                wasteful_scan did not fire.
                  This key turned no tiny page on a route with max_page, and read no whole list
                  on a route with delta.

                parallel_duplicates did not fire.
                  No fetch of this key asked for what had just been delivered or was on its way.

                quota did not fire.
                  The policy has no quotas.

                No day has points. Key score 0: the third-largest day of the last 7 covered
                ones.

                """)
    }
}
