import Detection
import Foundation
import Testing

@testable import Ledger

@Suite("Ledgers of other versions")
struct MigrationTests {
    /// A ledger as the first version left it, with a row in every table that the second one touches.
    private static let first =
        LedgerSchema.tables1
            + """
            ;
            CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
            INSERT INTO grdb_migrations VALUES ('1');
            PRAGMA user_version = 1;
            PRAGMA application_id = 0x61627573;
            INSERT INTO keys VALUES (1, 'alfa-web', 'MSDEMO');
            INSERT INTO findings VALUES (1, 'f1', 'finding', 'polling', 1, 'GET /{installation}/Estates', NULL, 5, 9, 30, '{}');
            INSERT INTO finding_days VALUES (1, 0, 30);
            INSERT INTO cases VALUES ('C1', 1, 3, 'observed', 5, 9, '{"a":1}');
            INSERT INTO letters VALUES ('L1', 'C1', 'notice', 'drafted', 5, 9, '{"b":2}');
            INSERT INTO history VALUES (1, 'C1', 5, 'opened', '{}', '0', 'digest 1');
            INSERT INTO meta VALUES ('frontier', '77');
            """

    private func ledger(_ folder: LedgerFolder, _ sql: String) throws -> String {
        try change(folder.path + "/old.ledger", sql)
    }

    @discardableResult
    private func change(_ path: String, _ sql: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["sqlite3", path, sql]
        process.standardOutput = Pipe()
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return path
    }

    @Test func theFirstVersionIsBroughtUpToDateWithAllItHolds() throws {
        let folder = try LedgerFolder()
        let path = try ledger(folder, Self.first)
        // Looking does not change it.
        let before = try LedgerFile.open(path, for: .reading)
        #expect(try before.cases().map(\.id) == ["C1"])
        let none = try before.judgedDays().isEmpty && before.outbox().isEmpty && before.verifications().isEmpty
        #expect(none)
        let file = try LedgerFile.open(path, for: .writing)
        #expect(try file.info().schema == 4)
        #expect(try file.cases().map(\.json) == ["{\"a\":1}"])
        #expect(try file.letters().map(\.json) == ["{\"b\":2}"])
        #expect(try file.lastStep()?.digest == "digest 1")
        var findings: [KeptFinding] = []
        try file.findings { findings.append($0) }
        #expect(findings.map(\.points) == [30] && findings[0].days.map(\.points) == [30])
        let faults = try (file.changedRows(), file.check())
        #expect(faults.0.isEmpty && faults.1.isEmpty)
    }

    /// Looking at a ledger of any earlier version asks for nothing that only later ones have.
    @Test(arguments: [
        "", LedgerSchema.tables2 + ";PRAGMA user_version = 2;",
        LedgerSchema.tables2 + ";" + LedgerSchema.tables3 + ";PRAGMA user_version = 3;",
    ])
    func anEarlierVersionCanBeLookedAt(steps: String) throws {
        let folder = try LedgerFolder()
        let file = try LedgerFile.open(try ledger(folder, Self.first + steps), for: .reading)
        let (info, past) = (try file.info(), try file.past())
        #expect(info.inputs == 0 && info.removed == 0 && past.inputs.isEmpty && past.runs == 0)
        #expect(try file.runs().isEmpty)
        #expect(try file.firstTime() == nil)
        #expect(try file.cases().map(\.id) == ["C1"])
        // A run that was killed between two versions leaves rows without digests; nobody changed them.
        if !steps.contains("user_version = 3") { #expect(try file.changedRows().isEmpty) }
    }

    @Test func aNewerVersionIsRefused() throws {
        let folder = try LedgerFolder()
        let path = try ledger(folder, Self.first + "PRAGMA user_version = 5;")
        for use in [LedgerFile.Use.reading, .writing] {
            let error = #expect(throws: LedgerError.self) { try LedgerFile.open(path, for: use) }
            #expect(error?.code == .newer)
        }
    }

    @Test(arguments: [
        "UPDATE cases SET stage = 'closed'", "UPDATE letters SET json = '{}'", "UPDATE findings SET points = 1",
        "UPDATE keys SET login = 'other'", "UPDATE letters SET digest = NULL", "UPDATE finding_days SET points = 1",
        "UPDATE cases SET opened = 6",
    ])
    func aRowThatWasChangedIsTold(sql: String) throws {
        let folder = try LedgerFolder()
        let path = try ledger(folder, Self.first)
        #expect(try LedgerFile.open(path, for: .writing).changedRows().isEmpty)
        try change(path, sql)
        #expect(try !LedgerFile.open(path, for: .reading).changedRows().isEmpty)
    }
}
