import Foundation
import Ledger
import Testing

@Suite("The commands that look after a ledger")
struct LedgerCommandTests {
    /// A folder with an empty ledger, `a.ledger`.
    private func folder() throws -> WorkFolder {
        let folder = try WorkFolder()
        _ = try LedgerFile.open(folder.path + "/a.ledger", for: .writing)
        return folder
    }

    @Test func infoOfANewLedger() throws {
        let folder = try folder()
        let result = try folder.run("ledger", "info", "--ledger", "a.ledger")
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(
            result.output.replacing(/[0-9.]+ kB/, with: "N kB") == """
                a.ledger  N kB, schema 4
                  runs      none
                  log       none
                  inputs    0 inputs, 0 bytes unpacked
                  windows   0 bytes, 0 bytes of waiting lines, 0 sampled lines
                  findings  0 open, 0 ended, 0 observations
                  roll-ups  0 keys, 0 routes, 0 hourly, 0 daily, 0 minutes
                  cases     0, 0 letters, 0 steps of history
                  held by   nobody

                """)
        let document = try folder.run("ledger", "info", "--ledger", "a.ledger", "--format", "json").output
        let object = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any]
        #expect(object?["schema"] as? Int == 4)
        #expect(object?["last_run"] is NSNull)
    }

    @Test func checkSaysWhole() throws {
        let folder = try folder()
        #expect(try folder.run("ledger", "check", "--ledger", "a.ledger").output == "a.ledger: whole\n")
        let document = try folder.run("ledger", "check", "--ledger", "a.ledger", "--format", "json")
        #expect(document.output == "{\"whole\":true,\"faults\":[]}\n")
    }

    @Test func checkFindsDamage() throws {
        let folder = try folder()
        let result = try Program.shell(
            """
            sqlite3 a.ledger "DROP TRIGGER history_only_grows; INSERT INTO history VALUES (3, NULL, 0, 'x', '{}', '', 'd')"
            "$A" ledger check --ledger a.ledger
            """, folder: folder.path)
        #expect(result.status == 4)
        #expect(result.output == "a.ledger: step 1 of the history is missing; the next one is 3\n")
    }

    @Test func vacuumSaysWhatItSaved() throws {
        let result = try folder().run("ledger", "vacuum", "--ledger", "a.ledger")
        #expect(result.status == 0)
        #expect(result.output.wholeMatch(of: /a\.ledger: [0-9.]+ kB before, [0-9.]+ kB now\n/) != nil)
    }

    @Test func aHeldLedgerCanBeLookedAtAndNotChanged() throws {
        let folder = try folder()
        let held = try LedgerFile.open(folder.path + "/a.ledger", for: .writing)
        let info = try folder.run("ledger", "info", "--ledger", "a.ledger")
        #expect(info.output.contains("held by   process \(getpid()) on "))
        let vacuum = try folder.run("ledger", "vacuum", "--ledger", "a.ledger")
        #expect(vacuum.status == 4)
        #expect(vacuum.errors.hasPrefix("a.ledger: is held by process \(getpid()) on "))
        withExtendedLifetime(held) {}
    }

    /// A file on standard input is told like one that is named, packed or not.
    @Test func standardInputGoesOnToo() throws {
        let folder = try WorkFolder()
        let result = try Program.shell(
            """
            for i in 1 2 3; do cat good.log; done | gzip > f.gz; scan() { "$A" -q --ledger l.db "$@" > out; }
            scan < f.gz; scan < f.gz; gzip < good.log >> f.gz; scan < f.gz; scan f.gz; gunzip -c f.gz > f; scan < f; scan f
            cat good.log >> f; scan < f; scan f
            sqlite3 l.db 'SELECT count(*), sum(lines) FROM inputs; SELECT lines FROM runs'
            """, folder: folder.path)
        #expect(result.output == "1|5\n3\n0\n1\n0\n0\n0\n1\n0\n", "\(result.errors)")
        #expect(try folder.run("ledger", "check", "--ledger", "l.db").output == "l.db: whole\n")
    }

    @Test(arguments: [
        ["ledger", "info"], ["ledger", "check"], ["ledger", "vacuum"], ["forget", "--login", "alfa"],
    ]) func aMissingLedgerIsNotMade(_ command: [String]) throws {
        let folder = try WorkFolder()
        let result = try Program.run(command + ["--ledger", "none.ledger"], folder: folder.path)
        #expect(result.status == 4)
        #expect(result.errors == "none.ledger: no such ledger; abuse-scan --ledger none.ledger LOGS makes one\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["good.log"])
    }

    @Test func forgetTellsWhatItDid() throws {
        let folder = try folder()
        let result = try folder.run("forget", "--ledger", "a.ledger", "--login", "alfa", "--dry-run")
        #expect(result.status == 0)
        #expect(
            result.output == """
                The ledger holds nothing of it outside of what is said below.
                Copies of the ledger and the logs themselves are not touched.

                """)
        let document = try folder.run("forget", "--ledger", "a.ledger", "--ip", "192.0.2.7", "--format", "json").output
        #expect(try JSONSerialization.jsonObject(with: Data(document.utf8)) is [String: Any])
        #expect(document.hasPrefix("{\"dry_run\":false,\"findings\":0,\"masked_findings\":0,"))
    }

    @Test(arguments: [
        (["--login", "a", "--ip", "1.2.3.4"], "Say whom or what to forget: one of --login, --ip and --before."),
        ([], "Say whom or what to forget: one of --login, --ip and --before."),
        (["--ip", "1.2.3.4", "--installation", "MSDEMO"], "--installation belongs to --login; give both."),
        (["--login", ""], "An empty name forgets nobody."),
        (["--before", "soon"], "\"soon\" is no moment; write 2026-11-13, 2026-11-13T08:30:00Z or \"36h ago\""),
    ]) func forgetAsksForOneSubject(_ arguments: [String], _ sentence: String) throws {
        let folder = try folder()
        let result = try Program.run(["forget", "--ledger", "a.ledger"] + arguments, folder: folder.path)
        #expect(result.status == 2)
        #expect(result.errors.contains(sentence))
    }
}
