import Detection
import Foundation
import Reports
import Testing

@testable import Policy
@testable import Scanning

@Suite("What a followed run reads, and what it waits for")
struct FollowedFileTests {
    private func line(_ second: Int, _ path: String = "/MSDEMO/Estates") -> String {
        let time = String(format: "21/Nov/2026:%02d:%02d:%02d", 8 + second / 3600, second / 60 % 60, second % 60)
        return #"192.0.2.1 - alfa [\#(time) +0000] "GET \#(path) HTTP/1.1" 200 4000"# + "\n"
    }

    private func follow(_ names: [String], _ now: Int64 = 0, pushLogs: [String] = []) throws -> Follow {
        var request = ScanRequest(inputs: names, policy: try Policy.profile(named: "vitec-hub"))
        request.pushLogs = pushLogs
        return try Follow(request, FollowOptions(), now: now)
    }

    @Test func anUnfinishedLineWaitsForItsEnd() throws {
        let folder = try LogFolder()
        let log = try GrowingLog(folder)
        let follow = try follow([log.name])
        try log.write(line(0) + String(line(1).dropLast()))
        _ = try follow.step(now: 1)
        #expect(follow.state(now: 1).lines == 1)
        #expect(follow.state(now: 1).inputs.first?.unfinished == line(1).utf8.count - 1)
        try log.write("\n")
        _ = try follow.step(now: 2)
        #expect(follow.state(now: 2).lines == 2)
    }

    @Test func whatIsSilentIsWaitedForSoLong() throws {
        let folder = try LogFolder()
        let (busy, silent) = (try GrowingLog(folder, "busy.log"), try GrowingLog(folder, "silent.log"))
        let follow = try follow([busy.name, silent.name])
        try silent.write(line(0))
        try busy.write(line(600))
        _ = try follow.step(now: 1000)
        #expect(follow.pass.released == follow.pass.newest - 660_000, "the silent one may still bring old lines")
        try busy.write(line(700))
        _ = try follow.step(now: 60_999)
        #expect(follow.pass.released == follow.pass.newest - 760_000)
        _ = try follow.step(now: 61_000)
        #expect(follow.pass.released == follow.pass.newest - 60_000, "it has been silent for a minute")
        _ = try follow.step(now: 120_999)
        #expect(follow.pass.released == follow.pass.newest + 1, "all have")
        // What comes now and lies before is late, and counted.
        try silent.write(line(650) + line(701))
        _ = try follow.step(now: 121_000)
        #expect(follow.state(now: 121_000).late == 1)
        #expect(follow.state(now: 121_000).identified == 4)
    }

    /// Two rotations between two looks: nobody was there when the middle file had the name. Copies of what was read, and what
    /// lay there before, count for nothing.
    @Test(arguments: [false, true]) func whatWasRotatedTwiceBetweenTwoLooksIsRead(isCut: Bool) throws {
        let folder = try LogFolder()
        _ = try folder.write([line(9000)], "access.log.9", .plain)
        let log = try GrowingLog(folder)
        try log.write((0..<300).map { line($0, "/MSDEMO/a") }.joined())
        let follow = try follow([log.name])
        _ = try FollowTests.settle(follow)
        func rotate() throws {
            if isCut { return try log.copyAndTruncate() }
            try log.rename()
            try log.open()
        }
        try log.write((300..<320).map { line($0, "/MSDEMO/a") }.joined())
        try rotate()
        try log.write((320..<400).map { line($0, "/MSDEMO/b") }.joined())
        try FileManager.default.copyItem(atPath: log.old[0], toPath: log.name + ".8")
        try FileManager.default.copyItem(atPath: log.old[0], toPath: log.name + ".bak")
        try rotate()
        try log.write((400..<402).map { line($0, "/MSDEMO/c") }.joined())
        _ = try FollowTests.settle(follow)
        #expect(follow.state(now: 1).identified == 402)
        #expect(follow.state(now: 1).late == 0)
        try rotate()
        try log.write(line(403))
        _ = try FollowTests.settle(follow)
        #expect(follow.state(now: 1).identified == 403)
    }

    @Test func filesThatHoldTheSameLinesEndIt() throws {
        let folder = try LogFolder()
        let lines = (0..<1500).map { line($0, "/MSDEMO/x/\($0)") }.joined()
        let (log, copy) = (try GrowingLog(folder), try GrowingLog(folder, "copy.log"))
        try log.write(line(0) + lines)
        try copy.write(lines + line(1600))
        let follow = try follow([log.name, copy.name])
        let error = #expect(throws: ScanError.self) {
            for now in stride(from: Int64(0), through: 200_000, by: 10_000) { _ = try follow.step(now: now) }
        }
        #expect(
            error?.description.hasPrefix(
                "\(log.name) and \(copy.name) hold the same lines from 2026-11-21T08:00:00Z to ") == true)
    }

    @Test func aNameMayComeLaterAndGoForAMoment() throws {
        let folder = try LogFolder()
        let name = folder.path + "/access.log"
        let follow = try follow([name])
        #expect(try follow.step(now: 1).problems == ["\(name): no such file yet; waiting for it"])
        let log = try GrowingLog(folder)
        try log.write(line(0))
        _ = try follow.step(now: 2)
        try log.rename()
        _ = try follow.step(now: 3)
        try log.write(line(1))
        _ = try follow.step(now: 4)
        #expect(follow.state(now: 4).lines == 2)
        try log.open()
        try log.write(line(2))
        _ = try follow.step(now: 5)
        #expect(follow.state(now: 5).lines == 3)
        #expect(follow.state(now: 5).inputs.map(\.isReplaced) == [true, false])
        // The old file is let go when it was silent for a minute.
        _ = try follow.step(now: 60_005)
        #expect(follow.state(now: 60_005).inputs.map(\.isReplaced) == [false])
        #expect(follow.state(now: 60_005).lines == 3)
    }

    @Test func whatWasCutIsFoundInItsCopy() throws {
        let folder = try LogFolder()
        let log = try GrowingLog(folder)
        let follow = try follow([log.name])
        try log.write(line(0))
        _ = try follow.step(now: 1)
        // Nobody has read this line yet, and the new content is longer than what was read.
        try log.write(line(1))
        try log.copyAndTruncate()
        try log.write(line(2) + line(3) + line(4))
        _ = try follow.step(now: 2)
        _ = try follow.step(now: 3)
        #expect(follow.state(now: 3).lines == 5)
    }

    @Test func packedFilesAreReadOnce() throws {
        let folder = try LogFolder()
        let old = try folder.write([line(0), line(1)].map { String($0.dropLast()) }, "access.log.1.gz", .best)
        let log = try GrowingLog(folder)
        try log.write(line(2))
        let follow = try follow([old, log.name])
        var round = try follow.step(now: 1)
        while round.isBusy { round = try follow.step(now: 2) }
        #expect(follow.state(now: 2).lines == 3)
        #expect(!round.isAtEnd)
        #expect(follow.state(now: 2).inputs.map(\.name) == [log.name])
    }

    @Test func aRunWithoutAnythingToWaitForEnds() throws {
        let folder = try LogFolder()
        let old = try folder.write([String(line(0).dropLast())], "a.gz", .best)
        let follow = try follow([old])
        var round = try follow.step(now: 1)
        while round.isBusy { round = try follow.step(now: 2) }
        #expect(round.isAtEnd)
        #expect(try follow.finish(now: 3).outcome.model.summary.identified == 1)
    }

    @Test func anotherPolicyHoldsFromThenOnIfItsWindowsFit() throws {
        let folder = try LogFolder()
        let log = try GrowingLog(folder)
        let follow = try follow([log.name])
        for second in stride(from: 0, to: 3600, by: 30) { try log.write(line(second)) }
        _ = try follow.step(now: 1)
        var policy = try Policy.profile(named: "vitec-hub")
        policy.detection.polling.window += 1
        #expect(throws: ScanError.self) { try follow.take(policy, text: "") }
        policy = try Policy.profile(named: "vitec-hub")
        policy.detection.repeatedFetch.excess = 10
        try follow.take(policy, text: "")
        for second in stride(from: 3600, to: 7200, by: 30) { try log.write(line(second)) }
        let news = try follow.step(now: 2).news
        #expect(news.contains { $0.kind == .finding && $0.rule == .repeatedFetch && $0.threshold == 10 })
        #expect(follow.state(now: 2).identified == 240)
    }
}
