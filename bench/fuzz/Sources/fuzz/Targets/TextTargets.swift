import AccessLog
import Detection
import Policy
import ReferenceModel

extension FuzzTarget {
    /// A request's target: canonical as the slow model has it, and its own canonical form.
    static func url(_ input: [UInt8]) {
        guard let reading = reading(input) else { return }
        let model = String(decoding: ReferenceModel.canonical(input), as: UTF8.self)
        check(reading.resource == model, "\(reading.resource) is not the model's \(model)")
        let poll = String(decoding: ReferenceModel.pollTarget(input), as: UTF8.self)
        check(reading.target == poll, "\(reading.target) is not the model's \(poll)")
        let again = Self.reading(Array(reading.resource.utf8))
        // Texts lose bytes that are no UTF-8, and `%4%45` becomes an escape that was none before.
        let isStable =
            String(validating: input, as: UTF8.self) != nil
            && input.indices.allSatisfy { index in
                input[index] != UInt8(ascii: "%")
                    || index + 2 < input.count
                        && input[index + 1...index + 2].allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
            }
        check(!isStable || again?.resource == reading.resource, "\(reading.resource) is not its own canonical form")
    }

    nonisolated(unsafe) private static var readers = RequestReader(DetectionOptions(), targets: 1)

    private static func reading(_ target: [UInt8]) -> RequestReading? {
        let method = Array("GET".utf8)
        let block = method + target
        var record = AccessRecord()
        record.method = FieldRange(0..<method.count)
        record.target = FieldRange(method.count..<block.count)
        record.status = 200
        return readers.reading(record, in: block.span)
    }

    /// A policy file: read, or refused in words; what `policy show` prints of it is read again.
    static func policy(_ input: [UInt8]) {
        let policy: Policy
        do throws(PolicyError) {
            policy = try Policy(yaml: String(decoding: input, as: UTF8.self), fileName: "fuzz.yaml")
        } catch {
            check(!error.problems.isEmpty, "refused without a word")
            return
        }
        let shown = policy.show()
        do throws(PolicyError) {
            let again = try Policy(yaml: shown, fileName: "shown.yaml")
            check(values(again.show()) == values(shown), "what is shown is read as something else")
            check(figures(again) == figures(policy), "figures are shown as others")
        } catch {
            check(false, "what is shown is refused: \(error)")
        }
    }

    /// The thresholds as texts.
    private static func figures(_ policy: Policy) -> [String] {
        let options = policy.detection
        return [
            "\(options.repeatedFetch)", "\(options.polling)", "\(options.roundTheClock)", "\(options.capacity)",
            "\(options.ignoredBackoff)", "\(options.closedDoor)", "\(options.fanOut)", "\(options.wastefulScan)",
            "\(options.parallelDuplicates)",
        ]
    }

    /// The lines without the comments that say where a value comes from.
    private static func values(_ shown: String) -> [Substring] {
        shown.split(separator: "\n").map { line in line.lastIndex(of: "#").map { line[..<$0] } ?? line }
    }

    /// A zone file, then questions to it.
    static func zone(_ input: [UInt8]) {
        guard let zone = try? TimeZoneRules(name: "Fuzz/Zone", tzif: input) else { return }
        for year in stride(from: 1900, to: 2400, by: 7) { checkDay(of: Int64(year - 1970) * 31_556_952, zone) }
        // Half a year lies between these, so that summer time shows; what is special lies around its ends.
        var last = Int64(1990 - 1970) * 31_556_952
        for half in 1...80 {
            let next = last + 15_778_476
            if half % 2 == 0 || zone.offset(atUTC: last) != zone.offset(atUTC: next) {
                let change = change(between: last, next, zone)
                for seconds: Int64 in [-3600, -1, 0, 1, 1800, 3600] { checkDay(of: change + seconds, zone) }
            }
            last = next
        }
    }

    /// The local day of an instant holds it, and no instant of the day is in another.
    private static func checkDay(of seconds: Int64, _ zone: TimeZoneRules) {
        _ = zone.utc(fromLocal: seconds + zone.offset(atUTC: seconds))
        let start = zone.startOfDay(containing: seconds * 1000)
        let next = zone.startOfNextDay(after: seconds * 1000)
        check(start <= seconds * 1000 && next > seconds * 1000, "the day of \(seconds) is \(start) to \(next)")
        check(zone.startOfDay(containing: start) == start, "the day that begins at \(start) begins at another time")
        check(zone.startOfDay(containing: next - 1000) == start, "the day from \(start) to \(next) ends before")
        check(zone.startOfDay(containing: next) == next, "no day begins at \(next)")
    }

    /// An instant between two at which the offset changes.
    private static func change(between first: Int64, _ last: Int64, _ zone: TimeZoneRules) -> Int64 {
        var (low, high) = (first, last)
        let before = zone.offset(atUTC: first)
        while high - low > 1 {
            let middle = (low + high) / 2
            if zone.offset(atUTC: middle) == before { low = middle } else { high = middle }
        }
        return high
    }
}
