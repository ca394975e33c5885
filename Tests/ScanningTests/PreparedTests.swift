import Detection
import Foundation
import ModelComparison
import ReferenceModel
import Reports
import Testing

@testable import Policy
@testable import Scanning

@Suite("Prepared and sorted records say what the log says")
struct PreparedTests {
    /// A random log on disk, with the request that reads it.
    private struct Sample {
        let folder: LogFolder
        var request: ScanRequest

        init(_ made: (lines: [ModelLine], options: ModelOptions), pushes: [ModelPush]? = nil) throws {
            folder = try LogFolder()
            var policy = try Policy.profile(named: "vitec-hub")
            policy.detection = DetectionOptions(made.options)
            policy.timeZone = made.options.timeZone
            let lines = made.lines.sorted { $0.time < $1.time }.map(\.combinedText)
            request = ScanRequest(inputs: [try folder.write(lines, "a.log", .plain)], policy: policy)
            request.since = made.options.since
            request.until = made.options.until
            request.threads = 1
            guard let pushes else { return }
            let texts = pushes.sorted { $0.time < $1.time }.map { push in
                let parts = push.path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: true)
                return "{\"time\":\(push.time),\"login\":\"\(push.login)\",\"installation\":\"\(parts.first ?? "")\","
                    + "\"path\":\"\(push.path)\",\"status\":\(push.isDelivered ? 200 : 500)}"
            }
            request.pushLogs = [try folder.write(texts, "push.log", .plain)]
        }

        /// What one run over the log finds.
        func plain() throws -> [String] {
            var model = try Scan(request).run().model
            model.forgetPlaces()
            return text { ReportWriter(format: .ndjson).writeFindings(model, to: $0) }.sorted()
        }

        /// The log as records, in no order.
        func records() throws -> [String] {
            var output = Prepare.Output()
            output.keepsPlaces = false
            let prepare = Prepare(request, output)
            return try text { _ = try prepare.run(to: $0) }
        }

        /// What a run over sorted lines prints.
        func judge(_ lines: [String], _ change: (inout SortedScan.Options) -> Void = { _ in }) throws -> [String] {
            let file = try folder.write(PreparedTests.sorted(lines), "\(UUID().uuidString).sorted", .plain)
            var request = ScanRequest(inputs: [file], policy: request.policy)
            request.blockSize = 1 << 14
            var options = SortedScan.Options()
            change(&options)
            let scan = SortedScan(request, options, .standard)
            return try text { _ = try scan.run(to: $0) }
        }

        private func text(_ body: ((Span<UInt8>) -> Void) throws -> Void) rethrows -> [String] {
            var bytes: [UInt8] = []
            try body { piece in for index in piece.indices { bytes.append(piece[index]) } }
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        }
    }

    fileprivate static func sorted(_ lines: [String]) -> [String] {
        lines.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    private static func findings(_ lines: [String]) -> [String] {
        lines.filter { $0.hasPrefix("{") && !$0.hasPrefix("{\"type\":\"summary\"") }.sorted()
    }

    /// The lines that are in one only, each from where it begins to differ from its next of kin.
    private static func difference(_ found: [String], _ expected: [String]) -> [String] {
        let (extra, missing) = (Set(found).subtracting(expected), Set(expected).subtracting(found))
        return missing.sorted().map { line in
            let kin = extra.max { $0.commonPrefix(with: line).count < $1.commonPrefix(with: line).count } ?? ""
            let count = kin.commonPrefix(with: line).count
            return "\(line.prefix(110)) … \(line.dropFirst(count).prefix(60)) … not \(kin.dropFirst(count).prefix(60))"
        } + (missing.isEmpty ? extra.sorted() : [])
    }

    private static func make(_ number: Int) throws -> Sample {
        let seed = UInt64(number) + 4100
        switch number % 8 {
        case 0: return try Sample(RandomLog.make(seed: seed, size: 700))
        case 1: return try Sample(RandomLog.makeWithOverload(seed: seed, size: 700))
        case 2: return try Sample(RandomLog.makeWithQuotas(seed: seed, size: 700))
        case 3: return try Sample(RandomLog.makeWithFanOuts(seed: seed, size: 700))
        case 4: return try Sample(RandomLog.makeWithWalks(seed: seed, size: 700))
        case 5: return try Sample(RandomLog.makeWithRefusedHaste(seed: seed, size: 700))
        case 6: return try Sample(RandomLog.makeWithDuplicates(seed: seed, size: 700))
        default:
            let made = RandomLog.makeWithPushes(seed: seed, size: 700)
            return try Sample((made.lines, made.options), pushes: made.pushes)
        }
    }

    @Test("group by group, in any order of preparing", arguments: 0..<16)
    func groups(_ number: Int) throws {
        let sample = try Self.make(number)
        var random = SeededGenerator(seed: UInt64(number))
        let records = try sample.records().shuffled(using: &random)
        let printed = try sample.judge(records)
        let difference = Self.difference(Self.findings(printed), try sample.plain())
        #expect(difference == [], "sample \(number)")
        let totals = records.count { $0.hasPrefix("0000000000000000") }
        let expected = "{\"type\":\"summary\",\"records\":\(records.count - totals),\"groups\":"
        #expect(printed.last?.hasPrefix(expected) == true && printed.last?.hasSuffix("\"complete\":true}") == true)
    }

    @Test("in several runs, each going on from the state of the one before", arguments: 8..<16)
    func runs(_ number: Int) throws {
        let sample = try Self.make(number)
        let records = try sample.records()
        let totals = records.filter { $0.hasPrefix("0000000000000000") }
        var rest = records.filter { !$0.hasPrefix("0000000000000000") }
        let times = rest.compactMap { Int64($0.dropFirst(17).prefix(20)) }.sorted()
        var random = SeededGenerator(seed: UInt64(number) ^ 77)
        var found: [String] = []
        var watermarks = (0..<3).map { _ in times.randomElement(using: &random) ?? 0 }
        watermarks.sort()
        for watermark in watermarks {
            let printed = try sample.judge(totals + rest) { options in
                options.emitsState = true
                options.watermark = watermark
            }
            found += Self.findings(printed)
            rest = printed.filter { !$0.hasPrefix("{") }
        }
        found += Self.findings(try sample.judge(totals + rest))
        let difference = Self.difference(found, try sample.plain())
        #expect(difference == [], "sample \(number)")
    }

    @Test("the state of groups that are quiet shrinks to what does not expire", arguments: [0, 3, 4])
    func quiet(_ number: Int) throws {
        let sample = try Self.make(number)
        let records = try sample.records()
        let totals = records.filter { $0.hasPrefix("0000000000000000") }
        var rest = records.filter { !$0.hasPrefix("0000000000000000") }
        let last = rest.compactMap { Int64($0.dropFirst(17).prefix(20)) }.max() ?? 0
        let sizes = try [1, 86_400_000 * 3, 86_400_000 * 60, 86_400_000 * 90].map { after in
            rest = try sample.judge(totals + rest) { options in
                options.emitsState = true
                options.watermark = last + after
            }.filter { !$0.hasPrefix("{") }
            return rest.reduce(0) { $0 + $1.utf8.count }
        }
        // Times are counted from a later instant, which may take a byte more each.
        #expect(sizes[1] < sizes[0] && sizes[2] <= sizes[1] + 32 && sizes[3] <= sizes[2] + 32, "\(sizes)")
    }
}
