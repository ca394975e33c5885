import Foundation
import Testing

@testable import Reports

@Suite struct FiguresTests {
    @Test(
        arguments: [
            (0, "0"), (7, "7"), (999, "999"), (1000, "1 000"), (2_026_114, "2 026 114"), (-1440, "-1 440"),
            (Int64.min, "-9 223 372 036 854 775 808"),
        ] as [(Int64, String)])
    func groups(value: Int64, text: String) {
        #expect(Figures.grouped(value) == text)
    }

    @Test(
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (99_999, "99.9 kB"),
            (100_000, "100 kB"),
            (41_760_000, "41.7 MB"), (3_128_571_428, "3.1 GB"), (1_500_000_000_000, "1.5 TB"),
            (Int64.max, "9 223 372 TB"),
        ] as [(Int64, String)])
    func sizes(value: Int64, text: String) {
        #expect(Figures.bytes(value) == text)
    }

    @Test(
        arguments: [
            (0, "0.0 s"), (412, "0.4 s"), (9999, "9.9 s"), (59_304, "59 s"), (119_000, "119 s"), (120_000, "2 min"),
            (2_285_714, "38 min"), (7_200_000, "2 h"), (19_200_000, "5 h 20 min"), (172_800_000, "2 d"),
            (273_600_000, "3 d 4 h"),
        ] as [(Int64, String)])
    func durations(milliseconds: Int64, text: String) {
        #expect(Figures.duration(milliseconds: milliseconds) == text)
    }

    @Test(
        arguments: [
            (60, "60 s"), (90, "90 s"), (120, "2 min"), (150, "150 s"), (300, "5 min"), (3600, "60 min"), (7200, "2 h"),
        ] as [(Int64, String)])
    func intervals(seconds: Int64, text: String) {
        #expect(Figures.interval(seconds: seconds) == text)
    }

    @Test(
        arguments: [
            (10_000, "10s"), (60_000, "60s"), (2_820_000, "47m"), (2_830_000, "2830s"), (7_200_000, "2h"), (1001, "2s"),
        ] as [(Int64, String)])
    func options(milliseconds: Int64, text: String) {
        #expect(Figures.option(milliseconds: milliseconds) == text)
    }

    @Test func lists() {
        #expect(Figures.list([]) == "")
        #expect(Figures.list(["a"]) == "a")
        #expect(Figures.list(["a", "b"]) == "a and b")
        #expect(Figures.list(["a", "b", "c"]) == "a, b and c")
        #expect(Figures.counted(1, "key") == "1 key")
        #expect(Figures.counted(0, "key") == "0 keys")
        #expect(Figures.counted(2, "entry", plural: "entries") == "2 entries")
    }

    @Test func scalesWithoutOverflow() {
        #expect(Figures.scaled(9884, by: 86_400_000, over: 604_799_000) == 1412)
        #expect(Figures.scaled(.max, by: 86_400_000, over: 86_400_000) == .max)
        #expect(Figures.scaled(.max, by: 2, over: 1) == .max)
        #expect(Figures.scaled(-5, by: 2, over: 1) == 0)
    }

    /// Foundation's calendar is the oracle.
    @Test(arguments: 0..<10 as Range<UInt64>)
    func civilTimesAgreeWithFoundation(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let formatter = ISO8601DateFormatter()
        for _ in 0..<200 {
            let seconds = Int64(random.next(6_000_000_000)) - 1_500_000_000
            let expected = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
            #expect(CivilTime(milliseconds: seconds * 1000).rfc3339 == expected, "seed \(seed)")
        }
    }

    @Test func millisecondsShowOnlyWhereTheyAre() {
        #expect(CivilTime(milliseconds: 1_794_524_400_000).rfc3339 == "2026-11-12T23:00:00Z")
        #expect(CivilTime(milliseconds: 1_794_524_400_007).rfc3339 == "2026-11-12T23:00:00.007Z")
        #expect(CivilTime(milliseconds: -1).rfc3339 == "1969-12-31T23:59:59.999Z")
    }

    @Test func timesOfTheDisplayZone() {
        let times = DisplayTime(offset: { $0 < 1_774_746_000 ? 3600 : 7200 }, reference: 1_774_750_000_000)
        #expect(times.stamp(1_774_745_999_999) == "29 Mar 01:59")
        #expect(times.stamp(1_774_746_000_000) == "29 Mar 03:00")
        #expect(times.stamp(1_700_000_000_000) == "14 Nov 2023 23:13")
        #expect(times.day(1_774_746_000_000) == "29 Mar")
        let day: Int64 = 86_400_000
        #expect(times.period(from: SampleRun.start, to: SampleRun.start + 6 * day) == "13 to 19 Nov 2026")
        #expect(times.period(from: SampleRun.start - 16 * day, to: SampleRun.start) == "28 Oct to 13 Nov 2026")
        #expect(times.period(from: SampleRun.start, to: SampleRun.start + 60 * day) == "13 Nov 2026 to 12 Jan 2027")
        #expect(times.period(from: SampleRun.start, to: SampleRun.start + day - 7_200_000) == "13 Nov 2026")
    }

    @Test func shortensInTheMiddle() {
        #expect(Columns.shortened("/MSDEMO/Estates", to: 15) == "/MSDEMO/Estates")
        #expect(Columns.shortened("/MSDEMO/Estates", to: 9) == "/MSD…ates")
        #expect(Columns.shortened("漢字漢字漢字", to: 6) == "漢…字")
        #expect(Columns.shortened("abc", to: 1) == "…")
        #expect(Columns.width("漢e\u{301}😀") == 5)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func wrappedLinesKeepTheirWidthAndTheirWords(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<100 {
            let text = DisplayText.safe(random.hostileText(300))
            let width = 30 + random.next(60)
            let lines = Wrapping.lines(text, width: width, indent: random.next(5), hanging: random.next(5))
            #expect(lines.allSatisfy { Columns.width($0) <= width }, "seed \(seed)")
            let words = text.split { $0 == " " || $0 == Columns.glue }
            guard words.allSatisfy({ Columns.width($0) < 20 }), !text.contains(Columns.glue) else { continue }
            let kept = lines.flatMap { $0.split(separator: " ") }
            #expect(kept == words, "seed \(seed)")
        }
    }
}
