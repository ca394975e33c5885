import Foundation
import Testing

@Suite("Cases and letters on the command line")
struct CasesCommandTests {
    /// A folder with the ledger of the demo's week, made once and copied.
    private static let made: Result<WorkFolder, any Error> = Result {
        let folder = try WorkFolder()
        let demo = Program.root + "/testdata/demo"
        try folder.write(
            "p.yaml",
            Data(
                """
                notices: {observe_days: 0, from: hub@example.no, channel: "maildir:outbox"}
                partners:
                  - {id: alfa, name: Alfa Prospekt AS, logins: [alfa-web], contacts: [{name: Kari, email: kari@alfa.example}]}
                  - {id: beta, logins: [beta-pic], language: da, contacts: [{email: bo@beta.example}]}
                  - {id: foto, logins: [foto-proxy], contacts: [{email: f@foto.example}]}

                """.utf8))
        let result = try Program.shell(
            "ln -s \(demo) logs; $A --policy p.yaml --ledger a.ledger --fail-on notice -q logs/*.log.gz",
            folder: folder.path)
        #expect(result.status == 1, "a letter was drafted: \(result.errors)")
        try folder.write("report.txt", Data(result.output.utf8))
        return folder
    }

    private func folder() throws -> WorkFolder {
        let folder = try WorkFolder()
        _ = try Program.shell("cp -a \(try Self.made.get().path)/. .", folder: folder.path)
        return folder
    }

    private func sh(_ folder: WorkFolder, _ line: String) throws -> Program.Result {
        try Program.shell("export ABUSE_SCAN_LEDGER=a.ledger; " + line, folder: folder.path)
    }

    @Test func theRunTellsWhatIsNewAndWhatToDo() throws {
        let report = try String(contentsOfFile: try Self.made.get().path + "/report.txt", encoding: .utf8)
        #expect(
            report.contains(
                """
                Cases: 5 cases opened, 3 letters drafted, 5 open in all, 6 days judged.
                  13 Nov 2026-5C341D2D beta-pic MSNORD, clause 1: opened
                """))
        #expect(
            report.contains(
                """
                To do:
                  2026-520D0D94-1: waits for approval since 2026-11-15; the clock stands.
                """))
        #expect(report.contains("  Next: abuse-scan notices list --ledger a.ledger\n"))
        #expect(report.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func aLetterGoesItsWay() throws {
        let folder = try folder()
        #expect(
            try sh(folder, "$A notices list --policy p.yaml").output == """
                letter            kind        state      drafted     partner and base
                2026-520D0D94-1   notice      drafted    2026-11-15  foto-proxy MSDEMO (foto)
                2026-5C341D2D-1   notice      drafted    2026-11-15  beta-pic MSNORD (beta)
                2026-D3E58E8F-1   notice      drafted    2026-11-16  alfa-web MSDEMO (alfa)
                To approve: 3. notices show N shows one, notices approve N lets it go.

                """)
        let shown = try sh(folder, "$A notices show --policy p.yaml 5c34").output
        let widths = shown.components(separatedBy: "\n").dropFirst().map(\.count)
        #expect(shown.hasPrefix("Subject: Varsel") && widths.allSatisfy { $0 <= 80 })
        #expect(try sh(folder, "$A notices send --policy p.yaml").output == "Nothing to send.\n")
        #expect(try sh(folder, "$A notices approve --policy p.yaml 5C34 --by Ola").status == 0)
        #expect(try sh(folder, "$A notices approve --policy p.yaml 5C34 --by Ola").status == 0, "safe to repeat")
        let sent = try sh(folder, "$A notices send --policy p.yaml --at 2026-11-20")
        #expect(
            sent.status == 0
                && sent.output.hasPrefix("2026-5C341D2D-1 to bo@beta.example:\n  outbox/new/2026-5C341D2D-1."))
        let recorded = "$A notices record --policy p.yaml 5C34-1 --delivered receipt --at 2026-11-20"
        #expect(try sh(folder, recorded).output == "2026-5C341D2D-1 delivered: receipt\n")
        #expect(try sh(folder, recorded).status == 0)
        let history = try sh(folder, "$A cases show --policy p.yaml 5C34").output
        #expect(history.components(separatedBy: "delivered: receipt").count == 2)
        #expect(history.contains("  2026-11-16 00:00 abuse-scan: notice drafted: 2026-5C341D2D-1\n"))
        #expect(history.contains("Ola: 2026-5C341D2D-1 approved\n"))
    }

    @Test func closingIsRefusedUntilItIsPermitted() throws {
        let folder = try folder()
        let check = try sh(folder, "$A cases check --policy p.yaml 5C34 --on 2026-11-20")
        #expect(check.status == 1 && check.output.contains("  ✓ a contact person is registered\n"))
        #expect(check.output.hasSuffix("Not permitted: 11 of 16 conditions do not hold.\n"), "\(check.output)")
        let close = try sh(folder, "$A cases close --policy p.yaml 5C34 --reason x --confirm")
        #expect(close.status == 1)
        #expect(
            close.errors
                == "2026-5C341D2D: closing is not permitted: the notice is not delivered; cases check tells all\n")
        let exempt = "$A cases exempt --policy p.yaml 5C34 --until 2026-12-24 --reason 'initial import' --by Ola"
        for _ in 0..<2 {
            #expect(try sh(folder, exempt).output == "2026-5C341D2D is exempt until 2026-12-24: initial import\n")
        }
        #expect(try sh(folder, "$A cases show --policy p.yaml 5C34 | grep -c 'Ola: exempt'").output == "1\n")
    }

    @Test(arguments: [
        ("cases show 2026-5C341D2E", 2, "2026-5C341D2E: no such case; did you mean 2026-5C341D2D?"),
        ("cases show 5", 2, "5: fits 2 cases: 2026-520D0D94, 2026-5C341D2D; write more of it"),
        ("notices approve 5C34-2", 2, "5C34-2: no such letter; notices list --all shows them"),
        ("notices send --to pigeon", 2, "--to pigeon is no channel; write maildir:PATH, sendmail or sendmail:/PATH"),
        ("cases check 5C34 --on tomorrow", 2, "\"tomorrow\" is no date; write one such as 2026-11-14"),
        (
            "cases list --ledger none.ledger", 4,
            "none.ledger: no such ledger; abuse-scan --ledger none.ledger LOGS makes one"
        ),
    ])
    func wrongNamesAreTold(line: String, status: Int, sentence: String) throws {
        let result = try sh(try folder(), "$A \(line) --policy p.yaml")
        #expect(Int(result.status) == status && result.errors == sentence + "\n", "\(result.errors)")
    }

    @Test func withoutALedgerTheCommandsSayWhichIsMeant() throws {
        let folder = try WorkFolder()
        let result = try Program.shell("unset ABUSE_SCAN_LEDGER; $A cases list", folder: folder.path)
        #expect(
            result.status == 2 && result.errors == "no ledger is named; give --ledger FILE, or set ABUSE_SCAN_LEDGER\n")
    }

    @Test func theCommandOfAnEvidencePackFindsTheSame() throws {
        let folder = try folder()
        let result = try sh(
            folder,
            """
            $A notices show --policy p.yaml 5C34 --pack pack 2>/dev/null && cd pack && sha256sum --quiet -c SHA256SUMS &&
            ln -s ../logs logs && eval "$(sed "s|^abuse-scan|$A|" command.txt)" 2>/dev/null > again.json && python3 -c '
            import json
            letter = json.load(open("letter.json"))["findings"]
            again = {f["id"]: f for f in json.load(open("again.json"))["findings"]}
            for f in letter:
                g = again[f["id"]]
                assert (f["observed"], f["points"], f["figures"]["excess"]) == (g["observed"], g["points"], g["evidence"]["excess"]), (f, g)
            print(len(letter), "the same")'
            """)
        #expect(result.status == 0 && result.output == "2 the same\n", "\(result.output)\(result.errors)")
    }

    /// Edits of a ledger or a log, each of which `verify` must tell.
    @Test(arguments: [
        ("", 0, "2026-5C341D2D-1: identical"),
        (
            "sqlite3 a.ledger \"UPDATE cases SET stage = 'final' WHERE id LIKE '%5C34%'\"", 1,
            "the case 2026-5C341D2D was changed"
        ),
        ("sqlite3 a.ledger \"UPDATE findings SET points = 1\"", 1, "was changed in the ledger"),
        (
            "sqlite3 a.ledger \"UPDATE letters SET json = replace(json, '376', '377')\"", 1,
            "observed is 377 in the letter, 376 from"
        ),
        (
            "sqlite3 a.ledger \"DROP TRIGGER history_never_changes; UPDATE history SET time = 5 WHERE number = 2\"", 1,
            "row 2 was changed"
        ),
        (
            "sqlite3 a.ledger \"DROP TRIGGER history_is_never_deleted; DELETE FROM history WHERE number > 9\"", 1,
            "the history tells of no letter"
        ),
        (
            "sqlite3 a.ledger \"UPDATE policies SET text = replace(text, 'free_per_day: 3', 'free_per_day: 9')\"", 1,
            "the policy that it rests on was changed"
        ),
        (
            "rm logs; cp -r \(Program.root)/testdata/demo logs; gunzip logs/access-15.log.gz; sed -i '2000s/ 200 / 304 /' logs/access-15.log; gzip logs/access-15.log",
            1, "does not hold what any run has read"
        ),
    ])
    func verifyTellsWhatWasChanged(edit: String, status: Int, sentence: String) throws {
        let result = try sh(
            try folder(), "\(edit)\n$A verify 5C34 logs/*.log.gz | tr '\n' ' ' | sed 's/  */ /g'; exit ${PIPESTATUS[0]}"
        )
        #expect(Int(result.status) == status && result.output.contains(sentence), "\(result.output)\(result.errors)")
    }

    /// Killed at any moment, the next try sends what is missing and nothing twice.
    @Test func aKilledSendNeverSendsTwice() throws {
        let folder = try folder()
        let result = try sh(
            folder,
            """
            $A notices approve --policy p.yaml 5C34 520D D3E5 > /dev/null
            printf '#!/bin/sh\\ngrep -i "^message-id" >> %s/log\\nsleep 0.02\\n' "$PWD" > sendmail; chmod +x sendmail
            for try in $(seq 1 6); do
              for channel in maildir:out sendmail:$PWD/sendmail; do
                rm -rf out log b.ledger*; cp a.ledger b.ledger; touch log
                timeout -s KILL 0.$(printf %02d $((3 + try * 5))) $A notices send --policy p.yaml --ledger b.ledger --to $channel \
                  --at 2026-11-20 > /dev/null 2>&1
                $A notices send --policy p.yaml --ledger b.ledger --to $channel --at 2026-11-20T12:00:00Z > /dev/null 2>&1
                if [ $channel = maildir:out ]; then ls out/new | wc -l; else sort log | uniq -d; fi
              done
            done | sort | uniq -c | tr -s ' '
            """)
        #expect(result.output == " 6 3\n", "\(result.output)\(result.errors)")
    }
}
