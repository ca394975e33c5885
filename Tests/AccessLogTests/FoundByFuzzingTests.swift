import Testing

@testable import AccessLog

/// Inputs that fuzzing found, made small: each was read wrongly once.
@Suite("Found by fuzzing")
struct FoundByFuzzingTests {
    @Test(
        "stamps after the year 9999 are none",
        arguments: [
            ("json", #"{"ts":1772434937.123e5,"uri":"/x","method":"GET"}"#, LineOutcome.unreadable(.time)),
            ("json", #"{"ts":25340230080e1,"uri":"/x","method":"GET"}"#, .unreadable(.time)),
            ("json", #"{"ts":25340230079.9e1,"uri":"/x","method":"GET"}"#, .record),
            ("nginx:$msec|$request", "999999999999.5|GET /x HTTP/1.1", .unreadable(.time)),
            ("nginx:$msec|$request", "253402300799.999|GET /x HTTP/1.1", .record),
        ])
    func lateStamps(_ format: String, _ line: String, _ expected: LineOutcome) throws {
        var parser = try LogFormats.named(format).makeParser(ParserOptions())
        #expect(parser.read(line).outcome == expected)
    }

    @Test(
        "offsets of more than a day are none", arguments: ["<+13>-53", "<X1>25", "ABC-25", "ABC5DEF-30,M3.2.0,M11.1.0"])
    func longOffsets(_ text: String) { #expect(PosixZoneRule(Array(text.utf8)) == nil) }

    @Test(
        "zone files whose transitions or offsets cannot be are refused",
        arguments: [
            ([0, 5], [3600, -3600], nil),
            ([0, 5], [3600, 100_000_000], "holds an offset of over a day"),
            ([0, 5], [3600, -90_000], "holds an offset of over a day"),
            ([5, 0], [3600, -3600], "transitions are out of order"), ([5, 5], [0, 0], "transitions are out of order"),
        ] as [([Int32], [Int32], String?)])
    func zoneFiles(_ stamps: [Int32], _ offsets: [Int32], _ fact: String?) {
        do throws(TimeZoneError) {
            _ = try TimeZoneRules(name: "Test/Zone", tzif: Self.zoneFile(stamps, offsets))
            #expect(fact == nil)
        } catch {
            #expect(fact.map { error.message.contains($0) } == true, "\(error)")
        }
    }

    @Test(
        "days follow one another where the clock goes back over two midnights",
        arguments: [-10_800, -46_800, -97_200, -97_201, -108_000, -160_000, 72_000, 93_600] as [Int32])
    func longSteps(_ step: Int32) throws {
        for change: Int32 in [0, 1, 30_000, 39_600, 39_601, 40_000, 50_000] {
            let before: Int32 = step < 0 ? 80_000 : -50_000
            let zone = try TimeZoneRules(
                name: "Test/Zone", tzif: Self.zoneFile([-90_000_000, change], [before, before + step]))
            for seconds in stride(from: Int64(change) - 300_000, to: Int64(change) + 300_000, by: 1799) {
                let start = zone.startOfDay(containing: seconds * 1000)
                let next = zone.startOfNextDay(after: seconds * 1000)
                #expect(start <= seconds * 1000 && seconds * 1000 < next, "\(seconds)")
                #expect(zone.startOfDay(containing: start) == start, "\(seconds)")
                #expect(zone.startOfDay(containing: next - 1000) == start, "\(seconds)")
                #expect(zone.startOfDay(containing: next) == next, "\(seconds)")
            }
        }
    }

    private static func zoneFile(_ stamps: [Int32], _ offsets: [Int32]) -> [UInt8] {
        func bytes(_ number: Int32) -> [UInt8] {
            let bits = UInt32(bitPattern: number)
            return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bits >> UInt32($0)) }
        }
        var file = Array("TZif".utf8) + [UInt8](repeating: 0, count: 16)
        for count in [0, 0, 0, stamps.count, offsets.count, 4] { file += bytes(Int32(count)) }
        file += stamps.flatMap(bytes) + stamps.indices.map { UInt8($0) }
        return file + offsets.flatMap { bytes($0) + [0, 0] } + Array("LMT\u{0}".utf8)
    }
}
