import Detection
import GRDB
import Testing

@testable import Ledger

@Suite("What a ledger keeps")
struct KeepingTests {
    @Test func everyRunIsKeptWhole() throws {
        let folder = try LedgerFolder()
        for n in 0..<4 {
            let ledger = try LedgerFile.open(folder.ledger, for: .writing)
            try SampleCommit.expect(ledger, after: n)
            #expect(try ledger.commit(SampleCommit.number(n + 1)) == Int64(n + 1))
            try SampleCommit.expect(ledger, after: n + 1)
        }
        try SampleCommit.expect(LedgerFile.open(folder.ledger, for: .reading), after: 4)
    }

    /// Begins a commit and hands it what is known before the rest, the windows in uneven pieces.
    private func begin(_ ledger: LedgerFile, _ commit: inout RunCommit, pieces: [Int]) throws -> OpenCommit {
        let begun = try ledger.begin()
        begun.put(.sums(commit.rollUps, commit.minutes))
        let state = try #require(commit.state)
        var windows = try #require(state.snapshot)[...]
        for count in pieces {
            begun.put(.windows(Array(windows.prefix(count))))
            windows = windows.dropFirst(count)
        }
        begun.put(.windows(Array(windows)))
        begun.put(.waiting(state))
        (commit.state, commit.rollUps, commit.minutes) = (nil, [], [])
        return begun
    }

    @Test(arguments: [[], [1], [0, 1 << 20, 3], [40, 1_048_577, 900_000]])
    func whatIsKeptPieceByPieceIsKeptWhole(_ pieces: [Int]) throws {
        let folder = try LedgerFolder()
        let length = 2_200_000
        for n in 0..<3 {
            let ledger = try LedgerFile.open(folder.ledger, for: .writing)
            var commit = SampleCommit.number(n + 1, snapshotLength: length)
            let begun = try begin(ledger, &commit, pieces: pieces)
            #expect(try ledger.commit(begun, commit) == Int64(n + 1))
            try SampleCommit.expect(ledger, after: n + 1, snapshotLength: length)
            // What is kept stays kept.
            begun.giveUp()
            try SampleCommit.expect(ledger, after: n + 1, snapshotLength: length)
        }
        let runs = try LedgerFile.open(folder.ledger, for: .reading).database.read { database in
            try Int64.fetchAll(database, sql: "SELECT run FROM state")
        }
        #expect(runs == [3, 3])
    }

    @Test func nothingHoldsALedgerThatWasWrittenBeside() throws {
        let folder = try LedgerFolder()
        for n in 0..<40 {
            do {
                let ledger = try LedgerFile.open(folder.ledger, for: .writing)
                if n % 2 == 0 {
                    try ledger.begin().giveUp()
                } else {
                    var commit = SampleCommit.number(n / 2 + 1, snapshotLength: 1000)
                    try ledger.commit(begin(ledger, &commit, pieces: []), commit)
                }
            }
        }
        try SampleCommit.expect(LedgerFile.open(folder.ledger, for: .reading), after: 20, snapshotLength: 1000)
    }

    @Test func whatIsGivenUpLeavesNothing() throws {
        let folder = try LedgerFolder()
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        try ledger.commit(SampleCommit.number(1))
        var commit = SampleCommit.number(2)
        try begin(ledger, &commit, pieces: [100]).giveUp()
        try ledger.begin().giveUp()
        try SampleCommit.expect(ledger, after: 1)
        try ledger.commit(SampleCommit.number(2))
        try SampleCommit.expect(ledger, after: 2)
    }

    @Test func filesAreForTheOwnerAlone() throws {
        let folder = try LedgerFolder()
        try folder.shell("umask 000; touch a.ledger; chmod 666 a.ledger")
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        try ledger.commit(SampleCommit.number(1))
        #expect(folder.names == ["a.ledger", "a.ledger-lock", "a.ledger-shm", "a.ledger-wal"])
        for name in folder.names { #expect(try folder.mode(name) == 0o600, "\(name)") }
    }

    @Test func theLogOfChangesIsEmptyAfterACommit() throws {
        let folder = try LedgerFolder()
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        try ledger.commit(SampleCommit.number(1))
        #expect(try folder.bytes("a.ledger-wal").isEmpty)
    }

    @Test func anEndedFindingNeverChanges() throws {
        let folder = try LedgerFolder()
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        var commit = SampleCommit.number(1)
        commit.findings = [SampleCommit.finding(1, ended: 5 * SampleCommit.hour)]
        try ledger.commit(commit)
        commit.history = []
        commit.findings = [SampleCommit.with(SampleCommit.finding(1, ended: 9 * SampleCommit.hour)) { $0.json = "{}" }]
        try ledger.commit(commit)
        var kept: [KeptFinding] = []
        try ledger.findings { kept.append($0) }
        #expect(kept == [SampleCommit.finding(1, ended: 5 * SampleCommit.hour)])
    }

    @Test(arguments: [
        (0, 3, SampleCommit.key, ["finding-0", "finding-1", "finding-2"]),
        (3, 9, SampleCommit.key, ["finding-2", "finding-3"]),
        (0, 9, SampleCommit.other, []),
    ]) func findingsAreAskedForBySpanAndKey(from: Int64, to: Int64, key: PartnerKey, ids: [String]) throws {
        let folder = try LedgerFolder()
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        for n in 1...3 { try ledger.commit(SampleCommit.number(n)) }
        var seen: [String] = []
        try ledger.findings(in: from * SampleCommit.hour..<to * SampleCommit.hour, of: key) { seen.append($0.id) }
        #expect(seen == ids)
    }

    @Test func aSnapshotMayShrinkGrowAndGo() throws {
        let folder = try LedgerFolder()
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        for (n, length) in [3 << 20, (1 << 20) + 1, 1 << 20, 0, 5_000_000].enumerated() {
            var commit = SampleCommit.number(n + 1)
            commit.state = KeptState(snapshot: SampleCommit.bytes(n, length), frontier: nil)
            try ledger.commit(commit)
            #expect(try ledger.past().state == commit.state)
        }
        var commit = SampleCommit.number(6)
        commit.state = KeptState(snapshot: nil)
        try ledger.commit(commit)
        #expect(try ledger.past().state?.snapshot == nil)
    }

    @Test func theHistoryOnlyGrows() throws {
        let folder = try LedgerFolder()
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        for n in 1...2 { try ledger.commit(SampleCommit.number(n)) }
        let fault = #expect(throws: LedgerError.self) {
            try ledger.commit(SampleCommit.with(SampleCommit.number(3)) { $0.history[0].previous = "digest 1" })
        }
        #expect(
            fault?.description
                == "\(folder.ledger): step 3 of the history does not follow the last one that is kept; nothing of this run "
                + "was kept; this is a fault of the program")
        try SampleCommit.expect(ledger, after: 2)
        for sql in [
            "UPDATE history SET json = ''", "DELETE FROM history", "REPLACE INTO history SELECT * FROM history",
        ] {
            let result = try folder.shell("sqlite3 \"$L\" \"\(sql)\"")
            #expect(result.status != 0 && result.output.contains("history is append-only"), "\(sql): \(result.output)")
        }
        try SampleCommit.expect(ledger, after: 2)
    }
}
