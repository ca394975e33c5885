import Foundation
import Testing

@testable import Ledger

@Suite("Killed at any moment", .serialized)
struct KillTests {
    private static let rounds = ProcessInfo.processInfo.environment["LEDGER_KILLS"].flatMap(Int.init) ?? 6
    private static let length = 2_500_000

    /// A process that commits and commits is killed; the next one finds the last commit that was answered, or the one
    /// after it, and nothing in between.
    @Test func theOldOrTheNewStateIsThere() async throws {
        let folder = try LedgerFolder()
        let ledger = folder.ledger
        var reached = 0
        var random = SystemRandomNumberGenerator()
        for round in 0..<Self.rounds {
            let seed = UInt32.random(in: .min ... .max, using: &random)
            await #expect(processExitsWith: .signal(SIGKILL), "round \(round), seed \(seed)") {
                [ledger = ledger as String, commits = round % 3 as Int, seed = seed as UInt32] in
                try Self.commitUntilKilled(ledger, after: commits, seed: seed)
            }
            let answered = max(reached, try folder.answered)
            guard let opened = try folder.open(forReading: round % 2 == 0) else { continue }
            let runs = try opened.past().runs
            #expect(runs == answered || runs == answered + 1, "round \(round), seed \(seed)")
            try SampleCommit.expect(opened, after: runs, snapshotLength: Self.length)
            let check = try folder.shell("sqlite3 $L 'PRAGMA integrity_check; PRAGMA foreign_key_check'")
            #expect(check.output == "ok\n", "round \(round), seed \(seed)")
            reached = runs
        }
        print("killed \(Self.rounds) times, \(reached) commits were kept")
        #expect(reached > 0)
    }

    /// Commits so many times, and is killed in the next ones: at a moment of chance in twice the time that the last took.
    private static func commitUntilKilled(_ path: String, after commits: Int, seed: UInt32) throws {
        var span: UInt32 = 250_000
        if commits == 0 { killSoon(seed % span) }
        let opened = try LedgerFile.open(path, for: .writing)
        var n = try opened.past().runs
        let last = n + commits
        while true {
            n += 1
            let clock = ContinuousClock()
            let time = try clock.measure { try opened.commit(SampleCommit.number(n, snapshotLength: length)) }
            try "\(n)".write(toFile: path + ".answered", atomically: true, encoding: .utf8)
            guard n == last else { continue }
            span = UInt32(clamping: max(1000, Int(time / .microseconds(1)) * 2))
            killSoon(seed % span)
        }
    }

    private static func killSoon(_ microseconds: UInt32) {
        Thread.detachNewThread {
            usleep(microseconds)
            kill(getpid(), SIGKILL)
        }
    }
}

extension LedgerFolder {
    /// The ledger; `nil` where it is not made yet.
    fileprivate func open(forReading isReading: Bool) throws -> LedgerFile? {
        do {
            return try LedgerFile.open(ledger, for: isReading ? .reading : .writing)
        } catch  where error.code == .missing {
            #expect(try answered == 0)
            return nil
        }
    }

    /// The last commit of which a killed process knew that it was kept.
    fileprivate var answered: Int {
        get throws {
            guard FileManager.default.fileExists(atPath: ledger + ".answered") else { return 0 }
            return Int(try String(contentsOfFile: ledger + ".answered", encoding: .utf8)) ?? 0
        }
    }
}
