import Foundation
import Testing

@testable import AccessLog

/// A zone from the machine's zone files.
func zone(_ name: String) throws -> TimeZoneRules {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/\(name)"))
    return try TimeZoneRules(name: name, tzif: [UInt8](bytes))
}

@Suite("Time zones")
struct TimeZoneRulesTests {
    static let days: [(zone: String, noon: Int64, start: Int64, next: Int64)] = [
        ("Europe/Oslo", 1_774_780_000, 1_774_738_800, 1_774_821_600),
        ("Europe/Oslo", 1_792_930_000, 1_792_879_200, 1_792_969_200),
        ("Africa/Cairo", 1_777_010_000, 1_776_981_600, 1_777_064_400),
        ("America/Santiago", 1_788_700_000, 1_788_667_200, 1_788_750_000),
        ("UTC", 1_772_434_937, 1_772_409_600, 1_772_496_000),
        // Samoa had no 30 December 2011.
        ("Pacific/Apia", 1_325_200_000, 1_325_152_800, 1_325_239_200),
    ]

    @Test("A day starts at the first instant of its date", arguments: days)
    func startOfDay(_ name: String, _ noon: Int64, _ start: Int64, _ next: Int64) throws {
        let zone = try zone(name)
        for instant in [noon * 1000, noon * 1000 + 999, start * 1000, next * 1000 - 1] {
            #expect(zone.startOfDay(containing: instant) == start * 1000)
            #expect(zone.startOfNextDay(after: instant) == next * 1000)
        }
        #expect(zone.startOfDay(containing: next * 1000) == next * 1000)
        #expect(zone.startOfDay(containing: start * 1000 - 1) < start * 1000)
    }

    @Test("Months have the hours that the contract counts", arguments: ["Europe/Oslo", "built in"])
    func months(_ name: String) throws {
        let zone = name == "built in" ? TimeZoneRules.builtIn("Europe/Oslo") : try zone(name)
        let oslo = try #require(zone)
        for (from, to) in [(Int64(1_772_319_600), Int64(1_774_994_400)), (1_790_805_600, 1_793_487_600)] {
            #expect(oslo.startOfDay(containing: from * 1000) == from * 1000)
            #expect(oslo.startOfDay(containing: to * 1000) == to * 1000)
            #expect(oslo.civilDate(atUTC: from).day == 1)
            #expect(oslo.civilDate(atUTC: from - 1).day >= 28)
            #expect(oslo.civilDate(atUTC: to).day == 1)
        }
    }

    @Test("Six o'clock is the first instant that shows it")
    func sixOClock() throws {
        let oslo = try #require(TimeZoneRules.builtIn("Europe/Oslo"))
        // 5 hours after midnight where the clock goes forward, 7 where it goes back.
        for (start, hours) in [(Int64(1_774_738_800), Int64(5)), (1_792_879_200, 7), (1_772_319_600, 6)] {
            #expect(oslo.instant(ofLocalHour: 6, onDayStarting: start * 1000) == (start + hours * 3600) * 1000)
        }
        let cairo = try zone("Africa/Cairo")
        #expect(cairo.instant(ofLocalHour: 0, onDayStarting: 1_776_981_600_000) == 1_776_981_600_000)
        #expect(cairo.instant(ofLocalHour: 6, onDayStarting: 1_776_981_600_000) == 1_776_981_600_000 + 5 * 3_600_000)
    }

    @Test("Of the repeated hour the first is meant, the skipped one moves forward")
    func localTimes() throws {
        for oslo in [try zone("Europe/Oslo"), try #require(TimeZoneRules.builtIn("Europe/Oslo"))] {
            let autumn = CivilDate(year: 2026, month: 10, day: 25).daysSince1970 * 86_400
            let spring = CivilDate(year: 2026, month: 3, day: 29).daysSince1970 * 86_400
            #expect(oslo.utc(fromLocal: autumn + 9000) == autumn + 1800)
            #expect(oslo.utc(fromLocal: autumn + 10_800) == autumn + 7200)
            #expect(oslo.utc(fromLocal: spring + 9000) == spring + 5400)
            #expect(oslo.utc(fromLocal: spring + 7199) == spring + 3599)
            #expect(oslo.utc(fromLocal: spring + 10_800) == spring + 3600)
        }
    }

    @Test("Zones that need no file")
    func builtIn() {
        for (name, seconds) in [
            ("UTC", 0), ("Z", 0), ("+01:00", 3600), ("-0530", -19_800), ("+01", 3600), ("+23:59", 86_340),
        ] {
            #expect(TimeZoneRules.builtIn(name)?.offset(atUTC: 1_772_434_937) == Int64(seconds), "\(name)")
        }
        for name in ["", "+", "+1", "+24:00", "+01:60", "01:00", "Europe/Paris", "+01:0", "+0a"] {
            #expect(TimeZoneRules.builtIn(name) == nil, "\(name)")
        }
    }

    static let zones = [
        "Europe/Oslo", "Europe/Stockholm", "Europe/London", "Europe/Dublin", "America/New_York", "America/Sao_Paulo",
        "America/Santiago", "America/St_Johns", "Africa/Cairo", "Africa/Casablanca", "Asia/Kathmandu", "Asia/Tehran",
        "Asia/Gaza", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "Pacific/Kiritimati", "America/Nuuk",
        "Antarctica/Troll", "UTC",
    ]

    @Test("Offsets and days are those of Foundation's calendar", arguments: zones)
    func againstFoundation(_ name: String) throws {
        let zone = try zone(name)
        let oracle = try #require(TimeZone(identifier: name))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = oracle
        var numbers = SeededNumbers(state: 7)
        for _ in 0..<1500 {
            // 1972 to 2036; Foundation knows later years by the same rules.
            let seconds = Int64.random(in: 63_072_000...2_082_758_400, using: &numbers)
            let date = Date(timeIntervalSince1970: TimeInterval(seconds))
            guard zone.offset(atUTC: seconds) == Int64(oracle.secondsFromGMT(for: date)) else {
                Issue.record("seed 7: the offset of \(name) at \(seconds) is \(zone.offset(atUTC: seconds))")
                return
            }
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let civil = zone.civilDate(atUTC: seconds)
            #expect(
                parts.year == civil.year && parts.month == civil.month && parts.day == civil.day, "seed 7: \(seconds)")
        }
    }

    @Test("Days are those of a search for the first instant of the date", arguments: zones)
    func againstSearch(_ name: String) throws {
        let zone = try zone(name)
        var numbers = SeededNumbers(state: 11)
        for _ in 0..<60 {
            let seconds = Int64.random(in: 946_684_800...2_082_758_400, using: &numbers)
            // Transitions lie on quarters of an hour since 1972; the first quarter with the date is the day's start.
            let date = zone.civilDate(atUTC: seconds)
            var start = (seconds / 900 - 300) * 900
            while zone.civilDate(atUTC: start) != date { start += 900 }
            let found = zone.startOfDay(containing: seconds * 1000)
            #expect(found == start * 1000 || zone.civilDate(atUTC: found / 1000) != date, "seed 11: \(name) \(seconds)")
            #expect(
                zone.startOfDay(containing: zone.startOfNextDay(after: found) - 1) == found,
                "seed 11: \(name) \(seconds)")
        }
    }

    static let rules: [(rule: String, seconds: Int64, offset: Int64)] = [
        ("UTC0", 0, 0), ("<+0330>-3:30", 0, 12_600), ("EST5EDT,M3.2.0,M11.1.0", 1_772_434_937, -18_000),
        ("EST5EDT,M3.2.0,M11.1.0", 1_783_000_000, -14_400), ("XXX3EDT4,0/0,J365/23", 1_772_434_937, -14_400),
        ("XXX3EDT4,0/0,J365/23", 1_767_236_400, -14_400), ("AAA0BBB,J60,J300", 1_709_251_199, 0),
        ("<-03>3<-02>,M3.5.0/-1,M10.5.0/0", 1_774_745_999, -10_800),
        ("<-03>3<-02>,M3.5.0/-1,M10.5.0/0", 1_774_749_600, -7200),
    ]

    @Test("POSIX rules", arguments: rules)
    func posix(_ rule: String, _ seconds: Int64, _ offset: Int64) throws {
        let rule = try #require(PosixZoneRule(Array(rule.utf8)))
        #expect(rule.offset(atUTC: seconds) == offset)
    }

    @Test(
        "Rules that are none",
        arguments: [
            "", "U0", "UTC", "UTC0X", "<UTC0", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,J0,J3", "A+0",
            "UTC999",
        ]
    )
    func notPosix(_ rule: String) { #expect(PosixZoneRule(Array(rule.utf8)) == nil) }

    @Test("A broken file is refused with the place, whatever was changed in it")
    func brokenFiles() throws {
        let good = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Oslo")))
        for (bytes, message) in [
            ([], "time zone Here: no TZif header at byte 0; name a compiled zone file"),
            (Array(good.prefix(50)), "time zone Here: no TZif header at byte"),
            (Array(good.dropLast(20)), "time zone Here: the "),
            (good.dropLast() + Array("x\n".utf8), "time zone Here: the rule at byte"),
        ] {
            let error = #expect(throws: TimeZoneError.self) { _ = try TimeZoneRules(name: "Here", tzif: bytes) }
            #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "none")")
        }
        var numbers = SeededNumbers(state: 3)
        for _ in 0..<2000 {
            var bytes = Array(good.prefix(Int.random(in: 0...good.count, using: &numbers)))
            for _ in 0..<3 where !bytes.isEmpty {
                bytes[Int.random(in: 0..<min(bytes.count, 120), using: &numbers)] = UInt8.random(
                    in: 0...255, using: &numbers)
            }
            if let zone = try? TimeZoneRules(name: "x", tzif: bytes) {
                _ = zone.startOfDay(containing: 1_772_434_937_000)
            }
        }
    }
}
