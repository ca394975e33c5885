import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

@Suite("Overload, at its borders")
struct OverloadTableTests {
    /// Minutes of the log: what each key sends in them.
    private struct Minutes {
        var lines: [ModelLine] = [.tick(0), .tick(0)]
        static let start = ModelGrid.hour(0) / 60_000 * 60_000 + 60_000

        static func time(_ minute: Int, _ milliseconds: Int64 = 0) -> Int64 {
            start + Int64(minute) * 60_000 + milliseconds
        }

        init(until minutes: Int) {
            lines = [.tick(Self.time(0)), .tick(Self.time(minutes))]
        }

        /// So many requests in each of some minutes, evenly spread.
        mutating func add(
            _ minutes: some Sequence<Int>, _ count: Int, user: String = "alfa", status: Int = 200,
            duration: Int64? = 0, target: String = "/MSDEMO/Estates"
        ) {
            for minute in minutes {
                lines += (0..<count).map { index in
                    ModelLine(
                        time: Self.time(minute, 59_999 * Int64(index + 1) / Int64(count)), duration: duration,
                        bytes: 10,
                        status: status, target: target, user: user)
                }
            }
        }

        /// The findings of `overload`, times in minutes.
        func found(_ change: (inout ModelOptions) -> Void = { _ in }) throws -> [String] {
            try findings(change).map {
                func minute(_ time: Int64) -> String {
                    let (whole, rest) = ((time - Self.start) / 60_000, (time - Self.start) % 60_000)
                    return rest == 0 ? "\(whole)" : "\(whole)+\(rest)"
                }
                let ended = $0.ended.map { " to \(minute($0))" } ?? ""
                let key = $0.key.login ?? ""
                return
                    "\($0.kind.rawValue) \(key) \(minute($0.started))\(ended) \($0.observed)/\($0.threshold) \($0.points)"
            }
        }

        func findings(_ change: (inout ModelOptions) -> Void = { _ in }) throws -> [Finding] {
            var options = ModelOptions()
            change(&options)
            let expected = ReferenceModel.overloadFindings(lines: lines, options: options).map(\.description)
            let found = try DetectorRun(lines, options).findings.filter { $0.rule == .overload }
            #expect(found.map(\.modelText) == expected)
            return found
        }
    }

    private static let rps: @Sendable (inout ModelOptions) -> Void = { $0.overload.maxRps = 1 }
    private static let workers: @Sendable (inout ModelOptions) -> Void = { $0.overload.workers = 2 }

    @Test func tenMinutesOfSixtyFireAndOneLessOnlyObserves() throws {
        var log = Minutes(until: 61)
        log.add(0..<9, 48)
        log.add([59], 48)
        #expect(try log.found(Self.rps) == ["finding alfa 60 10/10 20"])
        log = Minutes(until: 62)
        log.add(0..<9, 48)
        log.add([60], 48)
        #expect(try log.found(Self.rps) == ["observation alfa 1 1/1 0"])
        #expect(try log.findings(Self.rps)[0].firstSeen == nil)
    }

    @Test func thirtyMinutesOfADayFireToo() throws {
        var log = Minutes(until: 1500)
        log.add((0..<29).map { 49 * $0 }, 48)
        log.add([1439], 48)
        #expect(try log.found(Self.rps) == ["finding alfa 1440 30/30 30"])
        log = Minutes(until: 1500)
        log.add((0..<29).map { 49 * $0 }, 48)
        log.add([1440], 48)
        #expect(try log.found(Self.rps) == ["observation alfa 1 1/1 0"])
    }

    @Test func itClearsAfterADayWithoutSuchAMinute() throws {
        var log = Minutes(until: 3000)
        log.add(0..<10, 48)
        #expect(try log.found(Self.rps) == ["finding alfa 10 to 1450 10/10 20"])
        log.add([1449], 48)
        #expect(try log.found(Self.rps) == ["finding alfa 10 to 2890 10/10 20"])
        log = Minutes(until: 3000)
        log.add(0..<10, 48)
        log.add([1450], 48)
        #expect(
            try log.found(Self.rps) == ["finding alfa 10 to 1450 10/10 20", "observation alfa 1451 to 2891 1/1 0"])
    }

    @Test func theUnfinishedMinuteOnlyObserves() throws {
        var log = Minutes(until: 9)
        log.add(0..<9, 48)
        log.lines += (0..<48).map { _ in ModelLine(time: Minutes.time(9, 500), duration: 0, target: "/MSDEMO/Estates") }
        #expect(try log.found(Self.rps) == ["observation alfa 1 1/1 0"])
        log = Minutes(until: 9)
        log.lines += (0..<48).map { _ in ModelLine(time: Minutes.time(9, 500), duration: 0, target: "/MSDEMO/Estates") }
        #expect(try log.found(Self.rps) == ["observation alfa 9+500 1/1 0"])
    }

    @Test(arguments: [(47, false), (48, true)])
    func eightyPercentOfTheRequestsIsTooMuch(count: Int, isSeen: Bool) throws {
        var log = Minutes(until: 2)
        log.add([1], count)
        #expect(try !log.found(Self.rps).isEmpty == isSeen)
    }

    /// 80 % of two workers are 96 s of a minute.
    @Test(arguments: [(95_999, false), (96_000, true)] as [(Int64, Bool)])
    func eightyPercentOfTheWorkersIsTooMuch(busy: Int64, isSeen: Bool) throws {
        var log = Minutes(until: 4)
        for duration in [50_000, busy - 50_000] as [Int64] {
            log.lines.append(
                ModelLine(time: Minutes.time(2, 55_000), duration: duration, target: "/MSDEMO/Estates"))
        }
        log.add([0, 1, 2, 3], 1, user: "-")
        #expect(try !log.found(Self.workers).isEmpty == isSeen)
    }

    /// A request counts in each minute with what lies in it, up to an hour before its end.
    @Test func aLongRequestReachesBack() throws {
        for (duration, first) in [(3_600_000, 40), (3_600_001, 40), (3_540_000, 41), (9_000_000, 40)] as [(Int64, Int)]
        {
            var log = Minutes(until: 101)
            log.add([99], 1)
            for _ in 0..<2 {
                log.lines.append(ModelLine(time: Minutes.time(100), duration: duration, target: "/MSDEMO/Estates"))
            }
            let found = try log.findings(Self.workers)
            #expect(found.count == 1 && found[0].started == Minutes.time(first + 10))
            guard case .overload(let evidence)? = found.first?.evidence else { continue }
            #expect(evidence.minutes == Int64(100 - first) && evidence.requests == 1)
            #expect(evidence.serverMilliseconds == Int64(100 - first) * 120_000)
            #expect(evidence.meanConcurrencyPercent == 200 && evidence.sharePercent == 100)
        }
    }

    @Test func whereStampsAreStartsARequestReachesForward() throws {
        var log = Minutes(until: 90)
        for _ in 0..<2 {
            log.lines.append(ModelLine(time: Minutes.time(10), duration: 9_000_000, target: "/MSDEMO/Estates"))
        }
        let found = try log.findings {
            $0.overload.workers = 2
            $0.logTime = .start
        }
        #expect(found.count == 1 && found[0].started == Minutes.time(20))
        guard case .overload(let evidence)? = found.first?.evidence else { return }
        #expect(evidence.minutes == 60)
    }

    @Test(arguments: [(24, 76, false), (25, 75, true)])
    func aQuarterOfTheServerTimeIsPrincipal(mine: Int64, theirs: Int64, isSeen: Bool) throws {
        var log = Minutes(until: 3)
        log.lines += [
            ModelLine(time: Minutes.time(1, 59_000), duration: mine, target: "/MSDEMO/Estates"),
            ModelLine(time: Minutes.time(1, 59_000), duration: theirs, target: "/health", user: "-"),
        ]
        log.add([0, 1], 24, user: "-")
        log.add([1], 24)
        #expect(try !log.found(Self.rps).isEmpty == isSeen)
    }

    @Test(arguments: [(12, 36, true), (12, 37, false)])
    func whereALineHasNoRequestTimeRequestsCount(mine: Int, others: Int, isSeen: Bool) throws {
        var log = Minutes(until: 3)
        log.add([1], mine, duration: nil)
        log.add([1], others, user: "-", duration: 900)
        #expect(try !log.found(Self.rps).isEmpty == isSeen)
    }

    /// Twenty answers 5xx that are a twentieth of the minute; what is usual for the key decides.
    @Test(
        arguments: [(19, 100, false), (20, 380, true), (20, 381, false), (20, 100, true)] as [(Int, Int, Bool)])
    func errorsAloneTellAnOverload(errors: Int, others: Int, isSeen: Bool) throws {
        var log = Minutes(until: 200)
        log.add(0..<100, 3)
        log.add([150], errors, status: 502)
        log.add([150], others)
        #expect(try !log.found().isEmpty == isSeen)
    }

    @Test func a429IsNoError() throws {
        var log = Minutes(until: 200)
        log.add(0..<100, 3)
        log.add([150], 400, status: 429)
        #expect(try log.found() == [])
    }

    /// Usual are 40 to 63 requests a minute, so a surge begins with 126; minutes in which it was silent tell nothing.
    @Test(arguments: [(125, false), (126, true)])
    func aFaultAtNormalLoadAccusesNobody(count: Int, isSeen: Bool) throws {
        var log = Minutes(until: 1700)
        log.add(100..<160, 40)
        log.add([1539], count, status: 503)
        #expect(try !log.found().isEmpty == isSeen)
    }

    @Test func aDayLaterNothingIsUsual() throws {
        for (minute, isSeen) in [(1540, true), (1541, false)] {
            var log = Minutes(until: 1700)
            log.add([100], 4)
            log.add([minute], 60, status: 503)
            #expect(try !log.found().isEmpty == isSeen)
        }
    }

    @Test func withoutCapacityAndErrorsNobodyIsAccused() throws {
        var log = Minutes(until: 40)
        log.add(0..<30, 600, duration: 5000)
        #expect(try log.found() == [])
    }

    @Test func maintenanceIsOnlyObserved() throws {
        var log = Minutes(until: 40)
        log.add(0..<20, 48)
        let found = try log.found {
            $0.overload.maxRps = 1
            $0.overload.maintenance = [Minutes.time(9, 59_999)..<Minutes.time(20)]
        }
        #expect(found == ["observation alfa 1 1/1 0"])
        let later = try log.found {
            $0.overload.maxRps = 1
            $0.overload.maintenance = [Minutes.time(9, 59_999)..<Minutes.time(10)]
        }
        #expect(later == ["finding alfa 11 10/10 20"])
    }

    @Test func unwatchedAndUnidentifiedLinesLoadTheApiAndAccuseNobody() throws {
        var log = Minutes(until: 30)
        log.add(1..<21, 48, target: "/health")
        log.add(1..<21, 48, status: 401)
        log.add(1..<21, 31)
        let found = try log.found {
            $0.overload.maxRps = 1
            $0.routes = [ModelRoute("GET /health", watch: false)]
        }
        #expect(found == [])
        log.add(1..<21, 1)
        #expect(
            try log.found {
                $0.overload.maxRps = 1
                $0.routes = [ModelRoute("GET /health", watch: false)]
            } == ["finding alfa 11 10/10 30"])
    }

    @Test func whatWasPushedInTenMinutesInvites() throws {
        for (pushed, minute, isSeen) in [
            (24, 20, false), (23, 20, true), (24, 10, false), (24, 9, true), (24, 21, true),
        ] {
            var log = Minutes(until: 40)
            log.add([20], 48)
            let pushes = (0..<pushed).map { _ in
                ModelPush(time: Minutes.time(minute, 59_999), path: "/MSDEMO/Estates/1")
            }
            var options = ModelOptions()
            options.overload.maxRps = 1
            let run = try DetectorRun(log.lines, pushes: pushes, options)
            #expect(run.findings.contains { $0.rule == .overload } == isSeen)
        }
    }

    @Test func pushesThatExplainHalfOfTheRequestsInviteThem() {
        #expect(OverloadRule.isInvited(10, pushes: 5) && !OverloadRule.isInvited(11, pushes: 5))
        #expect(!OverloadRule.isInvited(0, pushes: 0))
    }

    @Test func pointsGrowWithEachDoublingOfTheDaysMinutes() throws {
        for (count, points) in [(19, 20), (20, 30), (40, 40), (80, 50), (160, 60), (640, 60)] {
            var log = Minutes(until: 700)
            log.add(0..<count, 3)
            let found = try log.found {
                $0.overload.maxRps = 1
                $0.overload.loadPercent = 5
            }
            #expect(found == ["finding alfa 10 10/10 \(points)"])
        }
    }

    @Test func theEvidenceHoldsPeaksOverTheBorderOfMinutes() throws {
        var log = Minutes(until: 30)
        log.lines += (0..<40).map {
            ModelLine(time: Minutes.time(4, 59_000), duration: 0, bytes: $0, target: "/MSDEMO/A")
        }
        log.lines += (0..<50).map {
            ModelLine(time: Minutes.time(5, 8_000), duration: 1, bytes: $0, target: "/MSDEMO/A")
        }
        let found = try log.findings(Self.rps)
        guard case .overload(let evidence)? = found.first?.evidence else { return #expect(Bool(false)) }
        #expect(evidence.minutes == 1 && evidence.peakSecond == 50 && evidence.peakTenSeconds == 90)
        #expect(evidence.peakMinute == 90 && evidence.bytes == 1225 && evidence.requests == 50)
    }

    @Test func clientsAndExamplesAreThoseOfItsMinutes() throws {
        var log = Minutes(until: 30)
        log.add(0..<20, 48)
        let finding = try #require(try log.findings(Self.rps).first)
        // The first minute is over before anybody knows that it was too much.
        #expect(finding.examples.count == 8 && finding.examples[0].time == Minutes.time(1, 59_999 / 48))
        #expect(
            finding.clients == [
                ClientShare(address: "192.0.2.1", agent: "AlfaSync/2.3", requests: 19 * 48, since: Minutes.time(1))
            ])
        #expect(finding.waste == Waste())
    }
}
