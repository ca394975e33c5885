import AccessLog
import Detection
import Foundation
import Testing

@testable import Ledger

@Suite("Looking after a ledger")
struct CareTests {
    private func filled(_ folder: LedgerFolder, _ commits: Int = 2) throws -> LedgerFile {
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        for n in 0..<commits { try ledger.commit(SampleCommit.number(n + 1)) }
        return ledger
    }

    @Test func infoCounts() throws {
        let folder = try LedgerFolder()
        let ledger = try filled(folder)
        var commit = SampleCommit.number(3)
        commit.run.lastTime = 4 * SampleCommit.day
        commit.inputs = [SampleCommit.with(SampleCommit.input(3, finished: 3)) { $0.state = .truncated }]
        try ledger.commit(commit)
        let info = try LedgerFile.open(folder.ledger, for: .reading).info()
        #expect(info.runs == 3 && info.schema == 4 && info.inputs == 3 && info.truncated == 1 && info.growing == 1)
        #expect(info.openFindings == 1 && info.endedFindings == 3 && info.observations == 0)
        #expect(info.keys == 2 && info.routes == 1 && info.hourlyRows == 2 && info.minutes == 1 && info.samples == 3)
        #expect(info.cases == 1 && info.letters == 3 && info.steps == 3 && info.dailyRows == 0 && info.days == nil)
        #expect(info.log == LedgerInfo.Span(first: SampleCommit.hour, last: 4 * SampleCommit.day))
        #expect(info.frontier == 3 * SampleCommit.hour)
        #expect(info.snapshotBytes == SampleCommit.state(3).snapshot.map { Int64($0.count) })
        #expect(info.heldBytes == 3000)
        #expect(info.lastRun?.id == 3 && info.holder?.process == getpid())
        #expect(info.size == Int64(try folder.bytes("a.ledger").count))
        #expect(try #require(info.growthPerDay) == (info.size - info.snapshotBytes - 3000) / 3)
    }

    @Test func aWholeLedgerHasNoFaults() throws {
        let folder = try LedgerFolder()
        #expect(try filled(folder).check().isEmpty)
    }

    @Test(arguments: [
        (
            "UPDATE chunks SET bytes = zeroblob(10) WHERE id = 1",
            "is damaged: the windows kept by the last run are not what was written; put back a copy of it, or begin a new "
                + "one with another --ledger"
        ),
        (
            "PRAGMA foreign_keys = 0; DELETE FROM keys WHERE id = 1",
            "a row of findings names a row of keys that is not there"
        ),
        ("PRAGMA foreign_keys = 0; DELETE FROM keys WHERE id = 2", "1 rows of hourly name a key that is not there"),
        (
            "DROP TRIGGER history_is_never_deleted; DELETE FROM history WHERE number = 1",
            "step 1 of the history is missing; the next one is 2"
        ),
        (
            "DROP TRIGGER history_never_changes; UPDATE history SET digest = 'x' WHERE number = 1",
            "step 2 of the history does not hold the digest of the one before"
        ),
        (
            "DROP TRIGGER history_never_changes; UPDATE history SET json = '{}' WHERE number = 2",
            "step 2 of the history: has no n"
        ),
    ]) func damageIsFound(sql: String, fault: String) throws {
        let folder = try LedgerFolder()
        _ = try filled(folder)
        try folder.shell("sqlite3 $L \"\(sql)\"")
        let faults = try LedgerFile.open(folder.ledger, for: .reading).check { $0.json == "{}" ? "has no n" : nil }
        #expect(faults.contains(fault), "\(faults)")
    }

    @Test func vacuumGivesSpaceBack() throws {
        let folder = try LedgerFolder()
        let ledger = try filled(folder)
        let before = try folder.bytes("a.ledger").count
        try ledger.commit(SampleCommit.with(SampleCommit.number(3)) { $0.state?.snapshot = [1] })
        try ledger.vacuum()
        #expect(try folder.bytes("a.ledger").count < before / 2)
        #expect(try ledger.check().isEmpty)
        #expect(try folder.mode("a.ledger") == 0o600)
    }

    // MARK: Forgetting

    private static let json = #"{"clients":[{"address":"192.0.2.7","agent":"192.0.2.70 x"}],"t":"/a?ip=192.0.2.7&b"}"#

    @Test func aRehearsalChangesNothing() throws {
        let folder = try LedgerFolder()
        let ledger = try filled(folder)
        var wish = Forgetting(.login("alfa-web", installation: nil))
        wish.isRehearsal = true
        #expect(try ledger.forget(wish).findings == 3)
        try SampleCommit.expect(ledger, after: 2)
    }

    @Test func aLoginIsDeletedAndTheProofStays() throws {
        let folder = try LedgerFolder()
        let ledger = try filled(folder)
        let forgotten = try ledger.forget(Forgetting(.login("alfa-web", installation: "MSDEMO")))
        var expected = Forgotten()
        (expected.findings, expected.rollUps, expected.keptCases) = (3, 1, 1)
        (expected.keptLetters, expected.keptSteps, expected.staysInWindows) = (2, 2, true)
        #expect(forgotten == expected)
        var keys: [PartnerKey] = []
        try ledger.findings { keys.append($0.key) }
        try ledger.hourly(in: 0..<SampleCommit.day) { keys.append($0.key) }
        #expect(keys == [SampleCommit.other])
        #expect(try ledger.past().inputs.count == 2)
        #expect(try ledger.check().isEmpty)
        let nobody = try ledger.forget(Forgetting(.login("alfa-web", installation: "MSVEST")))
        #expect(nobody.total == 0 && nobody.keptCases == 0)
    }

    @Test func whatIsDeletedIsNotOnDisk() throws {
        let folder = try LedgerFolder()
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        var commit = SampleCommit.number(1)
        commit.cases = []
        commit.letters = []
        commit.findings = [
            SampleCommit.with(SampleCommit.finding(1, ended: nil)) { $0.json = "{\"secret\":\"x-4711-x\"}" }
        ]
        try ledger.commit(commit)
        #expect(try folder.shell("grep -c x-4711-x $L").status == 0)
        _ = try ledger.forget(Forgetting(.login("alfa-web", installation: nil)))
        #expect(try folder.shell("grep -l -e x-4711-x -e alfa-web $L $L-wal").output == "")
    }

    @Test func theFilterTakesItOutOfTheWindows() throws {
        let folder = try LedgerFolder()
        let ledger = try filled(folder)
        var wish = Forgetting(.login("alfa-web", installation: nil))
        wish.filter = { state in SampleCommit.with(state) { $0.snapshot = [1, 2, 3] } }
        #expect(try !ledger.forget(wish).staysInWindows)
        #expect(try ledger.past().state?.snapshot == [1, 2, 3])
        #expect(try ledger.past().state?.heldLines == SampleCommit.state(2).heldLines)
    }

    @Test func anAddressIsMasked() throws {
        let folder = try LedgerFolder()
        let ledger = try filled(folder, 0)
        var commit = SampleCommit.number(1)
        commit.findings = [
            SampleCommit.with(SampleCommit.finding(1, ended: nil)) { $0.json = Self.json },
            SampleCommit.with(SampleCommit.finding(2, ended: nil)) { $0.target = "/x/192.0.2.7" },
            SampleCommit.with(SampleCommit.finding(3, ended: nil)) { $0.json = #"{"address":"192.0.2.71"}"# },
        ]
        commit.rollUps.append(
            HourlyRollUp(
                hour: 0, key: PartnerKey(login: "192.0.2.7", installation: nil), route: "GET /", counts: RollUpCounts())
        )
        try ledger.commit(commit)
        let forgotten = try ledger.forget(Forgetting(.address("192.0.2.7")))
        #expect(forgotten.maskedFindings == 2 && forgotten.findings == 0 && forgotten.rollUps == 0)
        #expect(forgotten.keysOfAddress == 1)
        var seen: [KeptFinding] = []
        try ledger.findings { seen.append($0) }
        #expect(seen.map(\.target) == ["/MSDEMO/Estates", "/x/192.0.2.0", "/MSDEMO/Estates"])
        #expect(
            seen.map(\.json) == [
                #"{"clients":[{"address":"192.0.2.0","agent":"192.0.2.70 x"}],"t":"/a?ip=192.0.2.0&b"}"#, "{\"n\":2}",
                #"{"address":"192.0.2.71"}"#,
            ])
    }

    @Test(arguments: [
        ("2001:db8:1:2::3", "[2001:db8:1:2::3]", "[2001:db8:1::]"), ("::1", "a ::1 b", "a :: b"),
        ("192.0.2.7", "1192.0.2.7 192.0.2.7.", nil), ("host-7", "at host-7", "at -"),
    ]) func masks(_ address: String, _ text: String, _ masked: String?) {
        #expect(AddressMask(address).masked(text) == masked)
    }

    @Test func whatLiesBeforeADateGoes() throws {
        let folder = try LedgerFolder()
        let ledger = try filled(folder, 3)
        let forgotten = try ledger.forget(Forgetting(.before(2 * SampleCommit.hour + 1)))
        #expect(forgotten.findings == 2 && forgotten.samples == 2 && forgotten.rollUps == 3 && forgotten.runs == 1)
        #expect(forgotten.inputs == 3, "their last lines lie before")
        #expect(forgotten.keptCases == 1 && forgotten.keptLetters == 3 && forgotten.keptSteps == 3)
        let inputs = try ledger.past().inputs
        #expect(inputs.map(\.name) == ["forgotten-1", "forgotten-2", "forgotten-3"])
        #expect(inputs.map(\.content) == (1...3).map { SampleCommit.input(3, finished: $0).content.withLength(of: $0) })
        var ids: [String] = []
        try ledger.findings { ids.append($0.id) }
        #expect(ids == ["finding-2", "finding-3"])
        #expect(try ledger.check().isEmpty)
    }
}

extension ContentIdentity {
    /// As ``SampleCommit`` leaves it: an input is last put by the commit after its own.
    fileprivate func withLength(of ordinal: Int) -> ContentIdentity {
        ContentIdentity(crc: crc, length: Int64(min(3, ordinal + 1)) * 1000)
    }
}
