import Detection
import Foundation
import Testing

@testable import Ledger

/// What keeping costs. Sizes are asserted; times are printed by `LEDGER_COST=1 swift test -c release --filter CostTests`.
@Suite("What keeping costs", .serialized)
struct CostTests {
    private static let isMeasured = ProcessInfo.processInfo.environment["LEDGER_COST"] != nil
    private static let clock = ContinuousClock()

    /// A snapshot of 45 MB that changes everywhere, in commit after commit: the file stays as large as one of them.
    @Test func snapshotsTakeTheSpaceOfOne() throws {
        let length = Self.isMeasured ? 45_000_000 : 6_000_000
        let folder = try LedgerFolder()
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        for n in 1...5 {
            var commit = SampleCommit.number(n)
            commit.state = KeptState(snapshot: SampleCommit.bytes(n, length))
            let time = try Self.clock.measure { try ledger.commit(commit) }
            let size = try folder.bytes("a.ledger").count
            Self.tell("commit \(n) of a snapshot of \(length) bytes, changed everywhere: \(time), file \(size) bytes")
            #expect(size < length + length / 8 + 500_000, "commit \(n)")
            #expect(try folder.bytes("a.ledger-wal").isEmpty)
        }
        var commit = SampleCommit.number(6)
        var bytes = SampleCommit.bytes(5, length)
        bytes[length / 2] ^= 1
        commit.state = KeptState(snapshot: bytes)
        let time = try Self.clock.measure { try ledger.commit(commit) }
        Self.tell("commit of a snapshot that changed in one byte: \(time)")
        var past = LedgerPast()
        let reading = try Self.clock.measure { past = try ledger.past() }
        #expect(past.state?.snapshot == bytes)
        Self.tell("reading it back: \(reading)")
    }

    /// Hours of 2 000 keys on ten routes each.
    @Test func rollUpsOfManyKeys() throws {
        let (keys, hours) = Self.isMeasured ? (2000, 48) : (50, 3)
        let folder = try LedgerFolder()
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        for hour in 1...hours {
            var commit = SampleCommit.number(hour, snapshotLength: 1000)
            commit.rollUps = Self.rollUps(keys, at: Int64(hour / 2) * SampleCommit.hour)
            let time = try Self.clock.measure { try ledger.commit(commit) }
            let size = try folder.bytes("a.ledger").count
            if hour < 4 || hour == hours {
                Self.tell("commit \(hour) of \(commit.rollUps.count) roll-ups: \(time), file \(size) bytes")
            }
        }
        var sum: Int64 = 0
        let time = try Self.clock.measure {
            try ledger.hourly(in: 0..<1000 * SampleCommit.hour) { sum += $0.counts.requests }
        }
        Self.tell("reading \(hours / 2 + 1) hours of them: \(time)")
        #expect(sum == Int64(keys * 10 * hours))
        guard Self.isMeasured else { return }
        var commit = SampleCommit.number(hours + 1, snapshotLength: 1000)
        commit.retention = Retention(now: 1000 * SampleCommit.hour, keepHours: 0) { $0 - $0 % SampleCommit.day }
        Self.tell("folding them into days: \(try Self.clock.measure { try ledger.commit(commit) })")
    }

    private static func rollUps(_ keys: Int, at hour: Int64) -> [HourlyRollUp] {
        (0..<keys * 10).map { number in
            HourlyRollUp(
                hour: hour, key: PartnerKey(login: "partner-\(number / 10)", installation: "MS\(number / 10)"),
                route: "GET /{installation}/Route\(number % 10)/{id}",
                counts: RollUpCounts(
                    requests: 1, bytes: Int64(number) * 1000, serverMilliseconds: Int64(number), notModified: 1,
                    excess: Int64(number)))
        }
    }

    private static func tell(_ text: String) {
        if isMeasured { print(text) }
    }
}
