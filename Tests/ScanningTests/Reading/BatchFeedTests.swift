import AccessLog
import Detection
import Testing

@testable import Scanning

@Suite("Batches")
struct BatchFeedTests {
    private static let start: Int64 = 1_772_409_600_000

    /// A run of requests of one key, a second apart, in a block of so many bytes.
    private static func run(from first: Int, _ count: Int, bytes: Int, key: UInt64 = 3) -> EventRun {
        var content = SortedEvents()
        content.bytes = [UInt8](repeating: 0, count: bytes)
        for number in first..<first + count {
            var event = RequestEvent()
            event.time = start + Int64(number) * 1000
            event.orderTime = event.time
            event.key = key
            content.events.append(event)
        }
        content.sort()
        return EventRun(content, input: 0)
    }

    @Test("do not wait to be full where blocks hold few events", arguments: [true, false])
    func fewEvents(isSharded: Bool) {
        var detector = Detector(DetectionOptions(), zone: .utc, isSharded: isSharded)
        var feed = BatchFeed(capacity: 2048)
        var (released, most) = (0, 0)
        for number in 0..<40 {
            let run = Self.run(from: number, 1, bytes: 1 << 20)
            feed.take(run, 0..<1, for: &detector)
            feed.end(run, for: &detector)
            feed.release { _ in released += 1 }
            most = max(most, number + 1 - released)
        }
        #expect(most < 5)
        feed.judge(by: &detector)
        feed.release { _ in released += 1 }
        let keys = detector.finish().keys
        #expect(released == 40)
        #expect(keys.map(\.requests) == [40])
    }

    @Test("hand out every request once, however many they take", arguments: [1, 2, 7, 99, 100, 101, 4096])
    func everyRequest(capacity: Int) {
        for isSharded in [true, false] {
            var detector = Detector(DetectionOptions(), zone: .utc, isSharded: isSharded)
            var feed = BatchFeed(capacity: capacity)
            for number in 0..<30 {
                let run = Self.run(from: 100 * number, 100, bytes: 64, key: UInt64(number % 3) << 8 | 1)
                feed.take(run, 0..<40, for: &detector)
                feed.take(run, 40..<100, for: &detector)
                feed.end(run, for: &detector)
            }
            feed.judge(by: &detector)
            let result = detector.finish()
            #expect(result.keys.map(\.requests) == [1000, 1000, 1000])
            #expect(result.lastTime == Self.start + 2_999_000)
        }
    }

    @Test("are judged the same by a crew of any size", arguments: [0, 1, 2, 5])
    func crew(threads: Int) {
        let crew = ReadingCrew(threads: threads)
        defer { crew.dismiss() }
        var detector = Detector(DetectionOptions(), zone: .utc, isSharded: true)
        var feed = BatchFeed(capacity: 64, crew: crew)
        for number in 0..<300 {
            var content = SortedEvents()
            for place in 0..<50 {
                var event = RequestEvent()
                event.time = Self.start + Int64(50 * number + place) * 1000
                event.orderTime = event.time
                event.key = UInt64(place % 20) << 8 | 1
                event.base = UInt64(place % 20) << 60
                event.flags = place % 20 < 3 ? [] : .hasInstallation
                content.events.append(event)
            }
            content.sort()
            let run = EventRun(content, input: 0)
            feed.take(run, 0..<50, for: &detector)
            feed.end(run, for: &detector)
        }
        feed.judge(by: &detector)
        let requests = detector.finish().keys.map(\.requests)
        #expect(requests.count == 20)
        #expect(requests.reduce(0, +) == 15_000)
    }
}
