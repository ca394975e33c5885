import Detection
import Foundation
import Testing

@testable import Ledger

#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

@Suite("Sums that are put away until the commit")
struct SpoolTests {
    private static let keys = [
        SampleCommit.key, SampleCommit.other, PartnerKey(login: "alfa-web", installation: nil),
        PartnerKey(login: nil, installation: nil), PartnerKey(login: "", installation: "MSDEMO"),
    ]

    private static let routes = ["GET /", "{other}", "GET /{installation}/Estates"]

    /// Sums of some hours, every one in as many parts as an hour has late lines.
    private static func sums(_ random: inout some RandomNumberGenerator, _ count: Int) -> [HourlyRollUp] {
        (0..<count).map { _ in
            let counts = RollUpCounts(
                requests: .random(in: 1...9, using: &random), bytes: .random(in: 0...999, using: &random),
                serverMilliseconds: 2, notModified: 3, clientErrors: 4, serverErrors: 5, throttled: 6,
                excess: .random(in: 0...9, using: &random), excessBytes: 8)
            return HourlyRollUp(
                hour: .random(in: -2...3, using: &random) * SampleCommit.hour,
                key: keys[.random(in: keys.indices, using: &random)],
                route: routes[.random(in: routes.indices, using: &random)],
                counts: counts)
        }
    }

    private static func kept(_ ledger: LedgerFile) throws -> Set<HourlyRollUp> {
        var rows: Set<HourlyRollUp> = []
        try ledger.hourly(in: .min..<(.max)) { rows.insert($0) }
        return rows
    }

    @Test func areKeptAsIfTheyHadBeenInTheCommit() throws {
        var random = SystemRandomNumberGenerator()
        let (away, direct) = (try LedgerFolder(), try LedgerFolder())
        let (one, other) = (
            try LedgerFile.open(away.ledger, for: .writing), try LedgerFile.open(direct.ledger, for: .writing)
        )
        for number in 1...3 {
            let parts = (0..<4).map { Self.sums(&random, [0, 1, 40, 200][($0 + number) % 4]) }
            for part in parts.dropLast() { try one.spool(part) }
            var commit = SampleCommit.number(number, snapshotLength: 10)
            let usual = commit.rollUps
            commit.rollUps = usual + parts[3]
            try one.commit(commit)
            commit.rollUps = usual + parts.flatMap(\.self)
            try other.commit(commit)
            #expect(try Self.kept(one) == Self.kept(other))
            #expect(try one.check() == [])
        }
    }

    @Test func leaveNothingWhereTheRunEndsWithoutACommit() throws {
        var random = SystemRandomNumberGenerator()
        let folder = try LedgerFolder()
        do {
            let ledger = try LedgerFile.open(folder.ledger, for: .writing)
            try ledger.commit(SampleCommit.number(1, snapshotLength: 10))
            try ledger.spool(Self.sums(&random, 100))
            // The inputs are read once more: what was put away of the first reading does not count.
            ledger.dropSpool()
            try ledger.commit(SampleCommit.number(2, snapshotLength: 10))
            try ledger.spool(Self.sums(&random, 100))
        }
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        try SampleCommit.expect(ledger, after: 2, snapshotLength: 10)
    }

    @Test func leaveNoFileBehindWhereTheRunIsKilled() async throws {
        let folder = try LedgerFolder()
        let path = folder.path
        try FileManager.default.createDirectory(atPath: path + "/temporary", withIntermediateDirectories: true)
        try LedgerFile.open(folder.ledger, for: .writing).commit(SampleCommit.number(1, snapshotLength: 10))
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            // Safe: both strings live for the call, and nobody else reads the environment yet.
            unsafe setenv("SQLITE_TMPDIR", path + "/temporary", 1)
            let ledger = try LedgerFile.open(path + "/a.ledger", for: .writing)
            var random = SystemRandomNumberGenerator()
            try ledger.spool(Self.sums(&random, 60_000))
            // More than stays in memory: there is a file, without a name.
            let opened = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").contains { name in
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + name)
                return target?.hasPrefix(path + "/temporary/") == true && target?.hasSuffix(" (deleted)") == true
            }
            if opened { kill(getpid(), SIGKILL) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: path + "/temporary") == [])
        #expect(folder.names.filter { $0 != "temporary" && !$0.hasPrefix("a.ledger") } == [])
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        try SampleCommit.expect(ledger, after: 1, snapshotLength: 10)
    }
}
