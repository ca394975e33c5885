import Detection
import Foundation
import Ledger
import ModelComparison
import ReferenceModel
import Reports
import Testing

@testable import Policy
@testable import Scanning

@Suite("A log that is followed while it is written")
struct FollowTests {
    /// A random log as text, in an order that is a few seconds wrong, and the policy that it is judged by.
    struct Sample {
        let text: [String]
        let options: ModelOptions
        let policy: Policy

        init(seed: UInt64, size: Int) throws {
            let made = RandomLog.make(seed: seed, size: size)
            var random = SeededGenerator(seed: seed ^ 0xf0110)
            let jittered = made.lines.map(\.asRead).map { ($0.time + Int64.random(in: 0..<10_000, using: &random), $0) }
            text = jittered.sorted { $0.0 < $1.0 }.map(\.1.combinedText)
            options = made.options
            var policy = try Policy.profile(named: "vitec-hub")
            policy.detection = DetectionOptions(made.options)
            policy.timeZone = made.options.timeZone
            self.policy = policy
        }

        func request(_ files: [String], ledger: String? = nil) -> ScanRequest {
            var request = ScanRequest(inputs: files, policy: policy)
            request.lateness = 10_000
            request.logFormat = "combined"
            request.ledger = ledger.map { LedgerUse(path: $0) }
            request.threads = 1
            return request
        }
    }

    /// Steps until there is nothing to read.
    static func settle(_ follow: Follow, _ now: inout Int64) throws -> [Finding] {
        var news: [Finding] = []
        var round = Follow.Round(isBusy: true)
        while round.isBusy {
            now += 10
            round = try follow.step(now: now)
            news += round.news
        }
        return news
    }

    static func settle(_ follow: Follow) throws -> [Finding] {
        var now: Int64 = 0
        return try settle(follow, &now)
    }

    /// What a ledger keeps of the lines, without the two values that say where a line lay.
    static func content(_ path: String) throws -> [String] {
        let ledger = try LedgerFile.open(path, for: .reading)
        var rows: [String] = []
        try ledger.hourly(in: .min..<(.max)) { rows.append("\($0)") }
        try ledger.minutes(in: .min..<(.max)) { rows.append("\($0)") }
        rows.sort()
        try ledger.findings {
            rows.append(
                "\($0.id) \($0.ended ?? -1) \($0.points) " + $0.json.replacing(/"file":\d+,"line":\d+/, with: ""))
        }
        return rows
    }

    static func expect(
        _ found: [String], _ expected: [String], _ what: String, _ location: SourceLocation = #_sourceLocation
    ) {
        guard found != expected else { return }
        let missing = expected.filter { !found.contains($0) }.map { "missing  \($0.prefix(600))" }
        let extra = found.filter { !expected.contains($0) }.map { "invented \($0.prefix(600))" }
        Issue.record(
            "\(what): \(found.count) for \(expected.count)\n\((missing + extra).prefix(4).joined(separator: "\n"))",
            sourceLocation: location)
    }

    @Test("rotated in every way and killed now and then, leaves in a ledger what one scan leaves", arguments: 0..<4)
    func rotation(_ number: Int) throws {
        let seed = UInt64(number) + 2100
        var random = SeededGenerator(seed: seed)
        let sample = try Sample(seed: seed, size: 600)
        let folder = try LogFolder()
        let whole = try folder.write(sample.text, "whole", .plain)
        let (once, often) = (folder.path + "/once.db", folder.path + "/often.db")
        for _ in 0..<2 { _ = try Scan(sample.request([whole], ledger: once)).run() }
        let log = try GrowingLog(folder)
        var options = FollowOptions()
        options.commitEvery = 300
        var now: Int64 = 0
        var follow: Follow? = try Follow(sample.request([log.name], ledger: often), options, now: now)
        var kills = 0
        var rest = sample.text.map { $0 + "\n" }.joined()[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...[1500, 4000][number % 2], using: &random))
            rest = rest.dropFirst(piece.count)
            try log.write(String(piece))
            if Bool.random(using: &random), let follow { _ = try Self.settle(follow, &now) }
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                try log.rename()
                if Bool.random(using: &random), let follow { _ = try Self.settle(follow, &now) }
                // The writer has not heard of it yet.
                if piece.last != "\n" || Bool.random(using: &random), let last = rest.firstIndex(of: "\n") {
                    try log.write(String(rest[...last]))
                    rest = rest[rest.index(after: last)...]
                }
                try log.open()
            case 1 where piece.last == "\n":
                try log.copyAndTruncate()
            case 2:
                kills += 1
                follow = nil
                let names = log.old + [log.name]
                follow = try Follow(sample.request(names, ledger: often), options, now: now)
            default: break
            }
        }
        if let follow {
            _ = try Self.settle(follow, &now)
            now += FollowedName.grace
            _ = try Self.settle(follow, &now)
            _ = try follow.finish(now: now)
        }
        follow = nil
        // Both ledgers reach as far as their last line allows.
        _ = try Scan(sample.request(log.old + [log.name], ledger: often)).run()
        Self.expect(
            try Self.content(often), try Self.content(once),
            "seed \(seed), \(log.old.count) rotations, \(kills) kills")
        #expect(try LedgerFile.open(often, for: .reading).past().inputs.count > 1 || log.old.isEmpty)
    }

    @Test("tells once of every episode, when event time reaches it", arguments: 0..<4)
    func news(_ number: Int) throws {
        let seed = UInt64(number) + 2200
        let sample = try Sample(seed: seed, size: 900)
        let folder = try LogFolder()
        let whole = try folder.write(sample.text, "whole", .plain)
        let all = try Scan(sample.request([whole])).run().model.findings
        let log = try GrowingLog(folder)
        var now: Int64 = 0
        let follow = try Follow(sample.request([log.name]), FollowOptions(), now: now)
        var (told, ended): ([String: Finding], [String: Finding]) = ([:], [:])
        for line in sample.text {
            try log.write(line + "\n")
            now += 10
            for finding in try follow.step(now: now).news {
                let reached = try #require(follow.state(now: now).newest)
                #expect((finding.ended ?? finding.started) <= reached, "seed \(seed): before its time")
                let isNew =
                    finding.ended == nil
                    ? told.updateValue(finding, forKey: finding.identifier) == nil
                    : ended.updateValue(finding, forKey: finding.identifier) == nil
                #expect(isNew, "seed \(seed): \(finding.identifier) twice")
            }
        }
        let end = try follow.finish(now: now)
        #expect(end.outcome.model.findings.map(\.identifier) == all.map(\.identifier), "seed \(seed)")
        #expect(!told.isEmpty, "seed \(seed)")
        let reached = follow.pass.released
        for finding in all where finding.started < reached - 3_700_000 {
            let was = told[finding.identifier]
            #expect(was?.observed == finding.observed, "seed \(seed): \(finding.rule) \(finding.started)")
            guard let end = finding.ended, end < reached - 3_700_000 else { continue }
            let isQuota = finding.rule == .quota
            #expect(ended[finding.identifier]?.ended == end || isQuota, "seed \(seed): end of \(finding.rule)")
        }
    }
}
