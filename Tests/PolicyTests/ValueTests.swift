import Testing

@testable import Policy

@Suite struct ValueTests {
    @Test(
        arguments: [
            ("0s", 0), ("15s", 15), ("10m", 600), ("1h", 3_600), ("7d", 604_800), ("90m", 5_400), ("007s", 7),
            ("", nil),
            ("15", nil), ("s", nil), ("1.5h", nil), ("-1s", nil), ("+1s", nil), ("1 s", nil), ("1S", nil), ("1w", nil),
            ("1ms", nil), ("٣s", nil), ("99999999999999999999s", nil), ("9223372036854775807d", nil),
        ] as [(String, Int?)])
    func durations(text: String, seconds: Int?) {
        #expect(PolicyDuration(text)?.seconds == seconds)
    }

    @Test(
        arguments: [
            ("0", 0), ("812", 812), ("64K", 65_536), ("256M", 268_435_456), ("2G", 2_147_483_648),
            ("1T", 1_099_511_627_776),
            ("", nil), ("K", nil), ("64k", nil), ("64KB", nil), ("1.5M", nil), ("-1", nil), ("8388608T", nil),
        ] as [(String, Int?)])
    func sizes(text: String, bytes: Int?) {
        #expect(ByteSize(text)?.bytes == bytes)
    }

    @Test(
        arguments: [("50%", 50), ("0%", 0), ("250%", 250), ("50", nil), ("%", nil), ("0.5%", nil), ("50 %", nil)]
            as [(String, Int?)])
    func percentages(text: String, percent: Int?) {
        #expect(Percentage(text)?.percent == percent)
    }

    @Test(
        arguments: [
            ("6 of 24", 6, 24), ("6", 6, 24), ("2 of 3", 2, 3), ("7 of 6", 7, 6), ("6 of", nil, nil),
            ("of 6", nil, nil),
            ("6  of 24", nil, nil), ("6 OF 24", nil, nil), ("6 of 24 of 3", nil, nil), ("", nil, nil),
            ("a of b", nil, nil),
        ] as [(String, Int?, Int?)])
    func sustained(text: String, count: Int?, window: Int?) {
        let value = Sustained(text)
        #expect(value?.count == count)
        #expect(value?.window == window)
    }

    @Test(arguments: [(0, "0s"), (59, "59s"), (60, "1m"), (90, "90s"), (3_600, "1h"), (86_400, "1d"), (90_000, "25h")])
    func durationsAreWrittenWithTheLargestUnit(seconds: Int, text: String) {
        #expect(PolicyDuration(seconds: seconds).description == text)
    }

    @Test(arguments: [(0, "0"), (1_000, "1000"), (65_536, "64K"), (1_048_576, "1M"), (1_048_577, "1048577")])
    func sizesAreWrittenWithTheLargestUnit(bytes: Int, text: String) {
        #expect(ByteSize(bytes: bytes).description == text)
    }

    @Test(
        arguments: [
            ("2026-12-01", 1_796_079_600_000), ("2026-03-29", 1_774_738_800_000), ("2026-10-25", 1_792_879_200_000),
            ("2026-12-01T12:00:00Z", 1_796_126_400_000), ("2026-12-01T12:00:00+01:00", 1_796_122_800_000),
            ("2026-02-30", nil), ("2026-02-30T12:00:00Z", nil), ("2026-2-3", nil), ("2026-12-01 12:00", nil),
            ("tomorrow", nil),
            ("2026-12-01T12:00:00", nil), ("2026-13-01", nil), ("", nil),
        ] as [(String, Int64?)])
    func exemptionEnds(text: String, milliseconds: Int64?) {
        #expect(ExemptionEnd(text)?.milliseconds(in: "Europe/Oslo") == milliseconds)
    }

    @Test(arguments: [
        ("2026-04-24", "Africa/Cairo", 1_776_981_600_000), ("2026-09-06", "America/Santiago", 1_788_667_200_000),
        ("2026-01-01", "UTC", 1_767_225_600_000), ("2026-01-01", "-05:30", 1_767_245_400_000),
    ])
    func aDateBeginsWithTheFirstInstantThatBearsIt(date: String, zone: String, milliseconds: Int64) {
        #expect(ExemptionEnd(date)?.milliseconds(in: zone) == milliseconds)
    }

    @Test(
        arguments: [
            ("poling", "polling"), ("min-interval", "min_interval"), ("KEY", "key"), ("excess_", "excess"),
            ("xey", "key"),
            ("eky", "key"), ("frequency", nil), ("", nil), ("ab", nil),
        ] as [(String, String?)])
    func nearestNames(name: String, nearest: String?) {
        #expect(NearestName.of(name, in: ["key", "polling", "min_interval", "excess"]) == nearest)
    }

    @Test func editsAgreeWithTheRecursiveDefinition() {
        var random = SeededRandom(seed: 7)
        for round in 0..<400 {
            let left = (0..<random.number(below: 6)).map { _ in random.pick(["a", "b", "c"] as [Character]) }
            let right = (0..<random.number(below: 6)).map { _ in random.pick(["a", "b", "c"] as [Character]) }
            let expected = slowEdits(left[...], right[...])
            #expect(NearestName.edits(left, right) == expected, "seed 7, round \(round): \(left) \(right)")
        }
    }

    /// The definition of the optimal string alignment distance, without a table.
    private func slowEdits(_ left: ArraySlice<Character>, _ right: ArraySlice<Character>) -> Int {
        guard let one = left.last, let other = right.last else { return left.count + right.count }
        var best = min(
            slowEdits(left.dropLast(), right) + 1, slowEdits(left, right.dropLast()) + 1,
            slowEdits(left.dropLast(), right.dropLast()) + (one == other ? 0 : 1))
        if left.count > 1, right.count > 1, one == right.dropLast().last, other == left.dropLast().last {
            best = min(best, slowEdits(left.dropLast(2), right.dropLast(2)) + 1)
        }
        return best
    }
}
