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
        for number in 0..<133 { log.add(Int64(number) * 20, "/MSDEMO/Estates?page=\(number)") }
        for number in 0..<101 { log.add(3600 + Int64(number) * 200, "/MSDEMO/Estates") }
        expect(try log.explain(rule: "repeated_fetch"), "")
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
        expect(try log.explain(rule: "polling", policy: Self.route), "")
    }

    @Test func pollingWithoutAnAdmittedTarget() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        for number in 0..<200 { log.add(Int64(number) * 360, "/MSDEMO/Estates") }
        expect(try log.explain(rule: "polling", policy: Self.route), "")
    }

    @Test func pollingWherePushIsUnknown() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        for number in 0..<600 { log.add(Int64(number) * 60, "/MSDEMO/Mine") }
        expect(try log.explain(rule: "polling", policy: Self.route), "")
    }

    @Test func roundTheClock() throws {
        var log = ExplainLog()
        log.reach(hours: 60)
        // The local day begins 82,663 s after the start.
        for number in 0..<288 where number % 12 < 6 || number >= 72 {
            log.add(82_663 + Int64(number) * 300, "/MSDEMO/Estates")
        }
        for number in 0..<24 { log.add(79_200 + Int64(number) * 100, "/MSDEMO/Estates") }
        expect(try log.explain(rule: "round_the_clock", policy: Self.route), "")
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
        expect(try log.explain(rule: "closed_door"), "")
    }

    @Test func ignoredBackoff() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        for hour in 0..<2 as Range<Int64> {
            for number in 0..<(hour == 0 ? 250 : 190) as Range<Int64> {
                log.add(hour * 3600 + number * 4, "/MSDEMO/Estates", status: 429)
            }
        }
        expect(try log.explain(rule: "ignored_backoff"), "")
    }

    @Test func quota() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        for number in 0..<960 as Range<Int64> { log.add(number * 90, "/MSDEMO/maps/\(number)") }
        let policy =
            "quotas: [{name: map calls, match: \"GET /{installation}/maps/*\", limit: 1000, per: calendar month}]"
        expect(try log.explain(rule: "quota", policy: policy), "")
    }

    @Test func nothingAtAll() throws {
        var log = ExplainLog()
        log.reach(hours: 30)
        log.add(10, "/MSDEMO/Estates", method: "PUT")
        expect(try log.explain(), "")
    }
}
