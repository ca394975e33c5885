import Foundation
import Testing

@testable import Ledger

@Suite("Files that are no ledger, or not one to use")
struct OpeningTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        /// Makes the file, `$L`.
        let make: String
        let use: LedgerFile.Use
        let code: LedgerError.Code
        let message: String
    }

    static let cases = [
        Case(
            testDescription: "text", make: "for i in $(seq 99); do echo hello >> $L; done", use: .writing,
            code: .foreign,
            message: "is no ledger, and stays as it is; give the name of a ledger or of a new file"),
        Case(
            testDescription: "short text", make: "echo hello > $L", use: .reading, code: .foreign,
            message: "is no ledger, and stays as it is; give the name of a ledger or of a new file"),
        Case(
            testDescription: "another program's database",
            make: "sqlite3 $L 'PRAGMA application_id = 7; CREATE TABLE t (a); INSERT INTO t VALUES (1)'", use: .writing,
            code: .foreign, message: "is no ledger, and stays as it is; give the name of a ledger or of a new file"),
        Case(
            testDescription: "a database of nobody", make: "sqlite3 $L 'CREATE TABLE t (a)'", use: .writing,
            code: .foreign, message: "is no ledger, and stays as it is; give the name of a ledger or of a new file"),
        Case(
            testDescription: "a database of nobody, to read", make: "sqlite3 $L 'CREATE TABLE t (a)'", use: .reading,
            code: .foreign, message: "is no ledger, and stays as it is; give the name of a ledger or of a new file"),
        Case(
            testDescription: "a newer schema",
            make: "sqlite3 $L 'PRAGMA application_id = 0x61627573; PRAGMA user_version = 99; CREATE TABLE t (a)'",
            use: .writing, code: .newer,
            message: "a newer abuse-scan wrote it (schema 99, this one knows up to 4); install that version, or give "
                + "another --ledger"),
        Case(
            testDescription: "a directory", make: "mkdir $L", use: .writing, code: .foreign,
            message: "is a directory; name a file in it, such as LEDGER/abuse-scan.ledger"),
        Case(
            testDescription: "a pipe", make: "mkfifo $L", use: .writing, code: .foreign,
            message: "is no ledger, and stays as it is; give the name of a ledger or of a new file"),
        Case(
            testDescription: "nothing to read", make: "", use: .reading, code: .missing,
            message: "no such ledger; abuse-scan --ledger LEDGER LOGS makes one"),
        Case(
            testDescription: "a ledger that was emptied", make: "touch $L $L-wal", use: .writing, code: .corrupt,
            message:
                "is damaged: it is empty, though runs have written it (LEDGER-wal lies beside it); put back a copy of "
                + "it, or begin a new one with another --ledger"),
        Case(
            testDescription: "an empty file to read", make: "touch $L", use: .reading, code: .missing,
            message: "is empty; no run has kept anything in it yet"),
    ]

    static let rights = [
        Case(
            testDescription: "no right to write it", make: "touch $L; chmod 400 $L", use: .writing, code: .rights,
            message: "no right to write it (Permission denied); run as the user who owns it, or give another --ledger"),
        Case(
            testDescription: "no right to write the folder", make: "chmod 555 .", use: .writing, code: .rights,
            message:
                "no right to write in its folder (Permission denied); run as a user who may, or give another --ledger"
        ),
        Case(
            testDescription: "no right to read it", make: "touch $L; chmod 000 $L", use: .reading, code: .rights,
            message: "no right to read it; run as the user who owns it"),
        Case(
            testDescription: "another user's, open to all", make: "touch $L; chmod 666 $L; chmod 777 .", use: .writing,
            code: .rights,
            message: "others may read it (mode 666), and its owner is somebody else; let the owner run chmod 600 on it"),
    ]

    /// Rights do not bind root, so a process of nobody asks.
    @Test(.enabled(if: getuid() == 0), arguments: rights.indices) func rightsAreNeeded(_ number: Int) async throws {
        let folder = try LedgerFolder()
        try folder.shell("chmod 755 .; " + Self.rights[number].make)
        await #expect(processExitsWith: .success) { [ledger = folder.ledger as String, number = number as Int] in
            let example = Self.rights[number]
            setgid(65534)
            setuid(65534)
            let fault = #expect(throws: LedgerError.self) { try LedgerFile.open(ledger, for: example.use) }
            #expect(fault?.code == example.code)
            #expect(fault?.description == ledger + ": " + example.message)
        }
        try folder.shell("chmod -R u+rwx .")
    }

    @Test(arguments: cases) func isRefusedAndStaysAsItIs(_ example: Case) throws {
        let folder = try LedgerFolder()
        try folder.shell(example.make)
        let before = try folder.shell("ls -l; [ -f $L ] && cksum $L")
        let fault = #expect(throws: LedgerError.self) { try LedgerFile.open(folder.ledger, for: example.use) }
        #expect(fault?.code == example.code)
        let message = example.message.replacingOccurrences(of: "LEDGER", with: folder.ledger)
        #expect(fault?.description == folder.ledger + ": " + message)
        let after = try folder.shell("ls -l | grep -v -e -lock; [ -f $L ] && cksum $L")
        #expect(after.output.dropTotal == before.output.dropTotal)
        try folder.shell("chmod -R u+rwx .")
    }

    @Test(arguments: [(4096, 0, 0), (8192, 24, 0), (8192, 24, 7)])
    func theLogOfAnotherFileIsNotPlayedIn(_ pageSize: Int, _ header: Int, _ application: UInt8) throws {
        let folder = try LedgerFolder()
        try LedgerFile.open(folder.ledger, for: .writing).commit(SampleCommit.number(1, snapshotLength: 10))
        let before = try folder.bytes("a.ledger")
        // A log as SQLite writes it: header with page size and salts, then frames of a header and a page.
        var log = [0x37, 0x7f, 0x06, 0x82, 0, 0x2d, 0xe2, 0x18, 0, 0] + [UInt8(pageSize >> 8), 0]
        log += [UInt8](repeating: 0, count: 4) + [1, 2, 3, 4, 5, 6, 7, 8] + [UInt8](repeating: 0, count: 8)
        log += [0, 0, 0, 1, 0, 0, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8] + [UInt8](repeating: 0, count: 8)
        log += Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0, count: 55) + [application]
        log += [UInt8](repeating: 0, count: pageSize - 72)
        try Data(log).write(to: URL(fileURLWithPath: folder.ledger + "-wal"))
        for use in [LedgerFile.Use.reading, .writing] {
            let fault = #expect(throws: LedgerError.self) { try LedgerFile.open(folder.ledger, for: use) }
            #expect(
                fault?.description
                    == "\(folder.ledger): the log of changes beside it, \(folder.ledger)-wal, is that of another file; move "
                    + "it away, or put back both files of a copy")
        }
        #expect(try folder.bytes("a.ledger") == before)
        try folder.shell("mv $L-wal elsewhere")
        try SampleCommit.expect(LedgerFile.open(folder.ledger, for: .writing), after: 1, snapshotLength: 10)
    }

    @Test(arguments: [
        "UPDATE inputs SET crc = crc - 1", "UPDATE inputs SET length = length + 1 WHERE ordinal = 2",
        "DELETE FROM inputs WHERE ordinal = 1", "UPDATE members SET length = 6", "DELETE FROM prefixes WHERE input = 2",
        "UPDATE meta SET value = '7' WHERE name = 'frontier'", "UPDATE inputs SET name = 'x'",
    ])
    func inputsThatDamageChangedAreNotTaken(_ change: String) throws {
        let folder = try LedgerFolder()
        do {
            let ledger = try LedgerFile.open(folder.ledger, for: .writing)
            for number in 1...2 { try ledger.commit(SampleCommit.number(number, snapshotLength: 10)) }
            #expect(try ledger.check() == [])
        }
        try folder.shell("sqlite3 $L \"PRAGMA foreign_keys = ON; \(change)\"")
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        let fault = #expect(throws: LedgerError.self) { try ledger.past() }
        #expect(
            fault?.description
                == "\(folder.ledger): is damaged: the inputs that it names are not those that were read; put back a copy of "
                + "it, or begin a new one with another --ledger")
        #expect(try ledger.check() == ["the inputs that it names are not those that were read"])
        // A run that was kept by a program without the sum says nothing of it.
        try folder.shell("sqlite3 $L \"UPDATE meta SET value = '1 5' WHERE name = 'inputs_sum'\"")
        #expect(try ledger.past().runs == 2)
    }

    @Test func aMissingFolderIsNotMade() throws {
        let folder = try LedgerFolder()
        let name = folder.path + "/none/a.ledger"
        let fault = #expect(throws: LedgerError.self) { try LedgerFile.open(name, for: .writing) }
        #expect(fault?.description == "\(name): its folder does not exist; make it first, or correct --ledger")
        #expect(folder.names.isEmpty)
    }

    @Test func readersMakeNothing() throws {
        let folder = try LedgerFolder()
        do {
            let ledger = try LedgerFile.open(folder.ledger, for: .writing)
            try ledger.commit(SampleCommit.number(1))
        }
        try folder.shell("mkdir copy; cp a.ledger copy/'b ?#%.ledger'; chmod -R a-w copy")
        let copy = try LedgerFile.open(folder.path + "/copy/b ?#%.ledger", for: .reading)
        try SampleCommit.expect(copy, after: 1)
        #expect(try folder.shell("ls copy").output == "b ?#%.ledger\n")
        let names = folder.names
        try SampleCommit.expect(LedgerFile.open(folder.ledger, for: .reading), after: 1)
        #expect(folder.names == names)
        try folder.shell("chmod -R u+w copy")
    }

    @Test func damageIsSaidAndNothingIsKeptOverIt() throws {
        let folder = try LedgerFolder()
        do {
            let ledger = try LedgerFile.open(folder.ledger, for: .writing)
            try ledger.commit(SampleCommit.number(1))
        }
        try folder.shell("sqlite3 $L \"UPDATE chunks SET bytes = zeroblob(length(bytes)) WHERE id = 1\"")
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        let fault = #expect(throws: LedgerError.self) { try ledger.past() }
        #expect(
            fault?.description
                == "\(folder.ledger): is damaged: the windows kept by the last run are not what was written; "
                + "put back a copy of it, or begin a new one with another --ledger")
    }

    @Test func brokenPagesAreDamage() throws {
        let folder = try LedgerFolder()
        do {
            let ledger = try LedgerFile.open(folder.ledger, for: .writing)
            for n in 1...3 { try ledger.commit(SampleCommit.number(n)) }
        }
        try folder.shell("dd if=/dev/urandom of=$L bs=4096 seek=1 count=60 conv=notrunc status=none; rm $L-*")
        let fault = #expect(throws: LedgerError.self) {
            let ledger = try LedgerFile.open(folder.ledger, for: .writing)
            _ = try ledger.past()
            _ = try ledger.runs()
            try ledger.commit(SampleCommit.number(4))
        }
        #expect(fault?.code == .corrupt, "\(String(describing: fault))")
    }
}

extension String {
    /// Without the line of `ls` on blocks used.
    fileprivate var dropTotal: [Substring] { split(separator: "\n").filter { !$0.hasPrefix("total") } }
}
