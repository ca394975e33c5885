import Detection
import Foundation
import Ledger
import ModelComparison
import ReferenceModel
import Reports
import Testing

@testable import Policy
@testable import Scanning

/// Inputs that are taken out of ledgers with a past: with logs of deliveries, other policies, and what was forgotten.
extension LedgerScanTests {
    /// The files of a life, read one a run, beside two logs of deliveries that grow from run to run.
    private struct PushedLife {
        let life: Life
        let push: String
        let second: String
        /// Deliveries as lines, with their times; every third is in the second log.
        private let lines: [(time: Int64, text: String)]
        private let ends: [Int64]

        init(_ seed: UInt64) throws {
            life = try Life(seed)
            (push, second) = (life.folder.path + "/push.log", life.folder.path + "/push-2.log")
            lines = RandomLog.makeWithPushes(seed: seed, size: 700).pushes.sorted { $0.time < $1.time }.map { push in
                (
                    push.time,
                    "{\"time\":\(push.time),\"login\":\"\(push.login)\","
                        + "\"installation\":\"\(push.path.split(separator: "/").first ?? "")\","
                        + "\"path\":\"\(push.path)\",\"status\":\(push.isDelivered ? 200 : 500)}"
                )
            }
            let sample = life.sample
            let size = sample.text.count / 5
            ends = (1...5).map { part in part == 5 ? .max : sample.lines[part * size - 1].time }
        }

        /// Both logs up to the end of a part.
        func writePushes(upTo part: Int) throws {
            for (name, isSecond) in [(push, false), (second, true)] {
                let texts = lines.enumerated().filter { number, line in
                    line.time <= ends[part] && (number % 3 == 0) == isSecond
                }
                let file = String(name.split(separator: "/").last ?? "")
                _ = try life.folder.write(texts.map(\.element.text), file, .plain)
            }
        }
    }

    /// Reads the parts of a life in their order, without some.
    private func read(
        _ pushed: PushedLife, _ ledger: String, pushes: [String], without left: [Int] = [],
        _ change: (Int, inout ScanRequest) -> Void = { _, _ in }
    ) throws -> ReportModel? {
        var last: ReportModel?
        for (part, file) in (pushed.life.files + [pushed.life.growing]).enumerated() where !left.contains(part) {
            try pushed.writePushes(upTo: part)
            var request = request([file], pushed.life.sample, ledger: ledger)
            request.pushLogs = pushes
            change(part, &request)
            last = try Scan(request).run().model
        }
        return last
    }

    @Test("a log is taken out beside logs of deliveries, and a log of deliveries itself", arguments: 0..<4)
    func besidePushes(_ number: Int) throws {
        let pushed = try PushedLife(UInt64(number) + 1900)
        let (life, both) = (pushed.life, [pushed.push, pushed.second])
        let (ledger, never) = (life.ledger("l.db"), life.ledger("never.db"))
        _ = try read(pushed, ledger, pushes: both)
        let takesPush = number % 2 == 0
        let wrong = takesPush ? pushed.second : life.files[2]
        // Given in another order, packed, under other names; or found where they were.
        if number >= 2 {
            let packed = try LogFolder.gzip(Data(contentsOf: URL(fileURLWithPath: pushed.push)), "-1")
            try packed.write(to: URL(fileURLWithPath: pushed.push + ".1.gz"))
            try FileManager.default.removeItem(atPath: pushed.push)
        }
        let given = number == 3 ? [life.growing] + life.files.reversed() : []
        let model = try replace([wrong], given, life, ledger)
        if number >= 2 { try FileManager.default.removeItem(atPath: pushed.push + ".1.gz") }
        let pushes = takesPush ? [pushed.push] : both
        let expected = try read(pushed, never, pushes: pushes, without: takesPush ? [] : [2])
        expect(findings(model), try findings(#require(expected)), "taken out, \(number)")
        expect(try sums(ledger), try sums(never), "sums, \(number)")
        #expect(model.summary.ledger?.replaced.first?.hasSuffix("; nothing was read in its place.") == true)
        try life.grow()
        func next(_ ledger: String) throws -> ReportModel {
            try scan([life.growing], life.sample) { request in
                request.ledger = LedgerUse(path: ledger)
                request.pushLogs = pushes
            }
        }
        expect(findings(try next(ledger)), findings(try next(never)), "next run, \(number)")
        expect(try sums(ledger), try sums(never), "sums of the next run, \(number)")
    }

    @Test("a log that is still written is taken out, whether or not it has grown since", arguments: [false, true])
    func growingOne(_ hasGrown: Bool) throws {
        let life = try Life(1910)
        let (ledger, never) = (life.ledger("l.db"), life.ledger("never.db"))
        var expected: ReportModel?
        for file in life.files { expected = try scan([file], life.sample, ledger: never) }
        for file in life.files + [life.growing] { _ = try scan([file], life.sample, ledger: ledger) }
        if hasGrown { try life.grow() }
        let model = try replace([life.growing], [], life, ledger)
        #expect(model.summary.ledger?.replaced.first?.hasSuffix("; nothing was read in its place.") == true)
        expect(findings(model), try findings(#require(expected)), "taken out")
        expect(try sums(ledger), try sums(never), "sums")
        // It stays out while it grows, and counts whole when it is asked for.
        if !hasGrown { try life.grow() }
        #expect(try scan([life.growing], life.sample, ledger: ledger).summary.lines == 0)
        expect(try sums(ledger), try sums(never), "sums of the next run")
        let again = try replace([life.growing], [], life, ledger)
        let whole = life.ledger("whole.db")
        var all: ReportModel?
        for file in life.files + [life.growing] { all = try scan([file], life.sample, ledger: whole) }
        expect(findings(again), try findings(#require(all)), "counted again")
        expect(try sums(ledger), try sums(whole), "sums of all")
    }

    @Test("everything is judged by the policy of the day, and what was forgotten comes back with its logs")
    func pastOfMany() throws {
        let life = try Life(1920)
        let (ledger, never) = (life.ledger("l.db"), life.ledger("never.db"))
        func set(_ request: inout ScanRequest) {
            request.policy.detection.repeatedFetch.excess = 12
            request.ledger?.policyText = "another policy"
        }
        for (part, file) in life.files.enumerated() {
            _ = try scan([file], life.sample) { request in
                request.ledger = LedgerUse(path: ledger)
                if part > 1 { set(&request) }
            }
        }
        let users = life.sample.lines.map { String(decoding: $0.user, as: UTF8.self) }
        let login = try #require(users.first { $0 != "-" && !$0.isEmpty })
        do {
            let file = try LedgerFile.open(ledger, for: .writing)
            #expect(try file.forget(Forgetting(.login(login, installation: nil))).rollUps > 0)
            let middle = life.sample.lines[life.sample.text.count / 2].time
            #expect(try file.forget(Forgetting(.before(middle))).inputs > 0)
        }
        let before = try sums(ledger)
        // Their names are gone; they are told by what they hold.
        let model = try replace([life.files[1]], life.files, life, ledger) { set(&$0) }
        var expected: ReportModel?
        for (part, file) in life.files.enumerated() where part != 1 {
            expected = try scan([file], life.sample) { request in
                request.ledger = LedgerUse(path: never)
                set(&request)
            }
        }
        expect(findings(model), try findings(#require(expected)), "taken out")
        expect(try sums(ledger), try sums(never), "sums")
        #expect(try sums(ledger) != before)
        // A second one, and the first put right.
        _ = try life.folder.write(Array(life.sample.text.prefix(20)), "1.log", .fast)
        let second = try replace([life.files[3]], life.files, life, ledger) { set(&$0) }
        #expect(second.summary.ledger?.replaced.count == 2)
        #expect(try LedgerFile.open(ledger, for: .reading).check() == [])
    }
}
