import AccessLog
import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

@Suite("Snapshots: going on from one gives what going on without a pause gives")
struct SnapshotTests {
    /// Logs in which every rule has something to do.
    enum World: String, CaseIterable, CustomTestStringConvertible {
        case everything, fanOuts, overload, duplicates, quotas, refusals, haste, walks

        func make(_ seed: UInt64) -> (lines: [ModelLine], options: ModelOptions) {
            switch self {
            case .everything: RandomLog.make(seed: seed, size: 1200)
            case .fanOuts: RandomLog.makeWithFanOuts(seed: seed, size: 900)
            case .overload: RandomLog.makeWithOverload(seed: seed, size: 900)
            case .duplicates: RandomLog.makeWithDuplicates(seed: seed, size: 900)
            case .quotas: RandomLog.makeWithQuotas(seed: seed, size: 900)
            case .refusals: RandomLog.makeWithRefusals(seed: seed, size: 900)
            case .haste: RandomLog.makeWithRefusedHaste(seed: seed, size: 900)
            case .walks: RandomLog.makeWithWalks(seed: seed, size: 900)
            }
        }

        var testDescription: String { rawValue }
    }

    /// Everything that a run says; dictionaries have no part in it.
    private func text(_ run: DetectorRun) -> [String] {
        let result = run.result
        var text = result.findings.map { "\($0)" }
        text += result.keys.map { "\($0)" }
        text += result.unidentified.map { "\($0)" }
        text += result.gaps.map { "\($0)" } + result.days.map { "\($0)" } + result.faultyHours.map { "\($0)" }
        text.append("\(result.overload) \(result.memory) \(String(describing: result.firstTime))")
        return text
    }

    private func expectSame(_ whole: DetectorRun, _ cut: DetectorRun, _ what: String) {
        if whole.findings == cut.findings, whole.result.isEqual(cut.result) { return }
        let (expected, found) = (text(whole), text(cut))
        let differences = zip(expected, found).filter { $0 != $1 }.prefix(2).map { "\($0)\n  became\n\($1)" }
        Issue.record("\(what):\n\(differences.joined(separator: "\n"))")
    }

    @Test("wherever it is made", arguments: World.allCases, Rounds.of(4))
    func cutAnywhere(_ world: World, _ number: Int) throws {
        let seed = UInt64(number) &* 0x9e37_79b9 &+ 41
        let (lines, options) = world.make(seed)
        let whole = try DetectorRun(lines, options)
        #expect(!whole.findings.isEmpty || number > 0 || world == .everything)
        var random = SeededGenerator(seed: seed)
        let often = [3, 17, 90, 400][number % 4]
        let places = Set((0...lines.count / often).map { _ in Int.random(in: 0...lines.count, using: &random) })
        let cut = try DetectorRun(lines, options, cuts: places)
        expectSame(whole, cut, "\(world.rawValue), seed \(seed), \(places.count) snapshots")
    }

    private func every(_ step: Int) -> Set<Int> { Set(stride(from: 0, to: 10_000, by: step)) }

    @Test("with a log of deliveries", arguments: Rounds.of(4))
    func withPushes(_ number: Int) throws {
        let seed = UInt64(number) &* 0x9e37_79b9 &+ 43
        let (lines, pushes, options) = RandomLog.makeWithPushes(seed: seed, size: 900)
        let whole = try DetectorRun(lines, pushes: pushes, options)
        let cut = try DetectorRun(lines, pushes: pushes, options, cuts: every(37))
        expectSame(whole, cut, "seed \(seed)")
    }

    @Test("where memory is short", arguments: Rounds.of(4))
    func withLimits(_ number: Int) throws {
        let seed = UInt64(number) &* 0x9e37_79b9 &+ 47
        let (lines, options) = RandomLog.make(seed: seed, size: 1500)
        var limits = MemoryLimits(bytes: 0)
        (limits.entries, limits.entriesPerKey, limits.keys, limits.targets) = (64, 16, 8, 4)
        (limits.touches, limits.linesBetweenLooks) = (8, 32)
        let whole = try DetectorRun(lines, options, limits)
        let cut = try DetectorRun(lines, options, limits, cuts: every(53))
        expectSame(whole, cut, "seed \(seed)")
    }

    private func snapshot(_ options: DetectionOptions) -> [UInt8] {
        var detector = Detector(options, zone: .utc)
        return detector.snapshot()
    }

    private func fault(_ bytes: [UInt8], _ options: DetectionOptions = DetectionOptions()) -> String? {
        do throws(SnapshotError) {
            _ = try Detector(from: bytes, options, zone: .utc)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("one that was damaged is refused")
    func damage() {
        let bytes = snapshot(DetectionOptions())
        #expect(fault(bytes) == nil)
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var damaged = bytes
            damaged[place] ^= 4
            #expect(fault(damaged) == "the windows are damaged: their checksum does not fit", "byte \(place)")
        }
        for count in [0, 1, 7, 8, 15, 16, 30, bytes.count - 1] {
            #expect(fault(Array(bytes.prefix(count))) == "the windows are damaged: their checksum does not fit")
        }
    }

    @Test("one of the form before, without sections, is gone on from")
    func formBefore() throws {
        let (lines, model) = RandomLog.make(seed: 51, size: 600)
        let bytes = try DetectorRun(lines, model, cuts: every(50)).snapshot
        var old = Array(bytes.dropLast(32))
        old[8] = 6
        let checksum = StableHash.hash(old.span)
        old += (0..<8).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) }
        let options = DetectionOptions(model)
        let result = try Detector(from: bytes, options, zone: .utc).finish()
        let found = try Detector(from: old, options, zone: .utc).finish()
        #expect(found.findings == result.findings)
        #expect(!result.findings.isEmpty)
        #expect(found.isEqual(result))
    }

    @Test("pieces are the whole, one behind the other")
    func pieces() throws {
        let (lines, model) = RandomLog.make(seed: 52, size: 600)
        let bytes = try DetectorRun(lines, model, cuts: every(50)).snapshot
        var detector = try Detector(from: bytes, DetectionOptions(model), zone: .utc)
        var pieces: [[UInt8]] = []
        let whole = detector.snapshot()
        detector.snapshot { pieces.append($0) }
        #expect(pieces.count == 4)
        #expect(Array(pieces.joined()) == whole)
    }

    @Test("one of other windows is refused, one of other thresholds is gone on from")
    func shapes() {
        let bytes = snapshot(DetectionOptions())
        var other = DetectionOptions()
        other.polling.window = 48
        #expect(
            fault(bytes, other)
                == "the windows were made with another window of polling (24, now 48)")
        var stricter = DetectionOptions()
        stricter.repeatedFetch.excess = 10
        stricter.routes = [RouteRule(match: "GET /{installation}/Estates")]
        #expect(fault(bytes, stricter) == nil)
    }
}

extension DetectionResult {
    /// Whether all but the findings is the same.
    fileprivate func isEqual(_ other: DetectionResult) -> Bool {
        keys.elementsEqual(other.keys) { left, right in
            left.key == right.key && left.requests == right.requests && left.bytes == right.bytes
                && left.milliseconds == right.milliseconds && left.days == right.days && left.score == right.score
        } && unidentified.elementsEqual(other.unidentified, by: ==) && firstTime == other.firstTime
            && lastTime == other.lastTime && gaps.elementsEqual(other.gaps, by: ==) && days == other.days
            && overload == other.overload && faultyHours == other.faultyHours && "\(memory)" == "\(other.memory)"
    }
}
