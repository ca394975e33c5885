import Foundation
import Testing

@Suite("scan --follow, as a user runs it")
struct FollowCommandTests {
    /// Two hours of a poller every 30 s, which is an observation of fetches that bring nothing new.
    private func folder() throws -> WorkFolder {
        let folder = try WorkFolder()
        let lines = (0..<600).map { number in
            let second = number * 30
            let time = String(format: "02/Mar/2026:%02d:%02d:%02d", 7 + second / 3600, second / 60 % 60, second % 60)
            return #"192.0.2.1 - alfa [\#(time) +0000] "GET /MSDEMO/Estates HTTP/1.1" 200 120 "-" "Sync/1""# + "\n"
        }
        try folder.write("a.log", Data(lines.joined().utf8))
        return folder
    }

    @Test func aPipeIsReadToItsEnd() throws {
        let folder = try folder()
        let result = try Program.shell("cat a.log | \"$A\" --follow --format ndjson -q -", folder: folder.path)
        #expect(result.status == 0)
        let types = result.output.split(separator: "\n").map { $0.contains(#""type":"summary""#) }
        #expect(types.count > 1 && types.last == true && types.filter { $0 }.count == 1, "\(result.output)")
    }

    /// Asked for its state until it has read all; then SIGHUP with a policy that cannot be taken, and SIGTERM.
    @Test func signalsAreAnswered() throws {
        let folder = try folder()
        let result = try Program.shell(
            """
            printf 'profile: vitec-hub\\n' > p.yaml; : > b.log
            "$A" --policy p.yaml --ledger l.db --follow -q a.log b.log > out 2> err & p=$!
            for i in $(seq 3000); do [ "$(ls -l /proc/$p/fd | grep -c signalfd)" -ge 4 ] && break; done
            ask() { for i in $(seq 3000); do kill -USR1 $p 2> /dev/null; grep -q "$1" err && break; done; }
            ask '"lines":600,.*"inputs":'; mv b.log c.log; cat good.log > b.log; ask '"lines":601,'
            printf 'key: [ip]\\n' > p.yaml; kill -HUP $p; ask 'policy that was read before stays'
            printf 'profile: vitec-hub\\n' > p.yaml; kill -HUP $p; ask 'holds from here on'
            kill -TERM $p; (sleep 30; kill -KILL $p) > /dev/null 2>&1 & k=$!; wait $p; echo "status $?"; kill $k
            grep -c 'FINDING, repeated fetch' out; grep -o 'the windows were made with another key' err
            sqlite3 l.db 'SELECT sum(lines) FROM runs'; "$A" ledger check --ledger l.db
            """, folder: folder.path)
        #expect(
            result.output == "status 143\n1\nthe windows were made with another key\n601\nl.db: whole\n",
            "\(result.errors)")
    }

    @Test func aClosedOutputEndsItAfterSaving() throws {
        let folder = try folder()
        let result = try Program.shell(
            """
            "$A" --ledger l.db --follow -q a.log | head -c 1 > /dev/null; echo "${PIPESTATUS[0]}"
            sqlite3 l.db 'SELECT sum(lines) FROM runs'
            """, folder: folder.path)
        #expect(result.output == "0\n600\n", "\(result.errors)")
    }

    @Test(arguments: [
        (["--idle", "5s"], "--idle and --commit-every belong to --follow; give it too, or leave them out."),
        (["--follow", "-o", "x"], "--follow writes to standard output as it goes; leave out -o, or redirect it."),
        (["--follow", "--format", "json"], "--follow writes text or ndjson; one JSON document would never end."),
    ]) func whatDoesNotGoTogetherIsRefused(_ arguments: [String], _ sentence: String) throws {
        let folder = try folder()
        let result = try Program.run(arguments + ["a.log"], folder: folder.path)
        #expect(result.status == 2)
        #expect(result.errors.contains(sentence))
    }
}
