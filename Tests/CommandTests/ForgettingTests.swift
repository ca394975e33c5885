import Foundation
import Testing

@Suite("What is forgotten is nowhere in the ledger, and does not come back with the next run")
struct ForgettingTests {
    /// Two days of a poller and of somebody else, who fetches a URL that holds the poller's address, cut in two; the second
    /// part begins where lines of the first one wait.
    private func folder() throws -> WorkFolder {
        let folder = try WorkFolder()
        let form = DateFormatter()
        form.locale = Locale(identifier: "en_US_POSIX")
        form.timeZone = TimeZone(identifier: "UTC")
        form.dateFormat = "dd/MMM/yyyy:HH:mm:ss Z"
        var lines: [String] = []
        for minute in 0..<1000 {
            let time = form.string(from: Date(timeIntervalSince1970: 1_772_427_600 + Double(minute) * 60))
            lines.append(
                #"198.51.100.77 - zebra-sync [\#(time)] "GET /MSDEMO/Estates HTTP/1.1" 200 4225 "-" "Zebra/1""#)
            lines.append(
                #"192.0.2.9 - other [\#(time)] "GET /MSNORD/Estates/\(minute % 7) HTTP/1.1" 200 99 "-" "Other/1""#)
        }
        let text = { (part: ArraySlice<String>) in Data(part.map { $0 + "\n" }.joined().utf8) }
        try folder.write("1.log", text(lines[..<1900]))
        try folder.write("2.log", text(lines[1900...]))
        let policy = "profile: vitec-hub\nroutes:\n  - {match: \"GET /{installation}/Estates\", push: available}\n"
        try folder.write("p.yaml", Data(policy.utf8))
        return folder
    }

    @Test(arguments: [
        (["--login", "zebra-sync"], "zebra-sync", 0), (["--ip", "198.51.100.77"], "198.51.100.77", 1),
        (["--before", "2026-03-04"], "zebra-sync", 0),
    ]) func nothingIsLeft(_ subject: [String], _ text: String, _ findings: Int) throws {
        let folder = try folder()
        let run = "\"$A\" -q --policy p.yaml --ledger l.db"
        let wish = subject.joined(separator: " ")
        let result = try Program.shell(
            """
            left() { cat l.db l.db-wal l.db-shm 2>/dev/null | LC_ALL=C grep -c -a -F '\(text)'; }
            \(run) 1.log > /dev/null; left
            "$A" forget --policy p.yaml --ledger l.db \(wish) > said; left
            "$A" ledger check --ledger l.db; grep -c 'may still hold' said
            \(run) 1.log > /dev/null; left
            """, folder: folder.path)
        let words = result.output.split(separator: "\n").map(String.init)
        #expect(words.count == 5, "\(result.output) \(result.errors)")
        #expect(Int(words.first ?? "") ?? 0 > 0, "it was there")
        #expect(Array(words.dropFirst()) == ["0", "l.db: whole", "0", "0"], "\(result.errors)")
        let next = try Program.shell("\(run) 2.log; echo $?", folder: folder.path)
        #expect(next.output.hasSuffix("0\n"), "\(next.errors)")
    }

    /// Killed at any moment, a ledger is as before or as after, and the same command can be run again.
    @Test func takingOutIsOneTransaction() throws {
        let folder = try folder()
        let result = try Program.shell(
            """
            run() { "$A" -q --policy p.yaml --ledger l.db "$@" > /dev/null; }
            dump() { sqlite3 l.db 'SELECT * FROM hourly; SELECT id, json FROM findings; SELECT ordinal, removed FROM inputs'; }
            run 1.log; run 2.log; cp l.db old.db; dump > before; run --replace 2.log; dump > after; cmp -s before after; echo $?
            for i in 02 05 10 15 20 30 40; do
                cp old.db l.db; "$A" -q --policy p.yaml --ledger l.db --replace 2.log > /dev/null & sleep 0.$i; kill -9 $!; wait $!
                dump > now; cmp -s now after || { cmp now before && run --replace 2.log; dump > now; cmp now after; }
                "$A" ledger check --ledger l.db
            done 2> /dev/null
            "$A" --policy p.yaml --ledger l.db --replace 3.log 2>&1 | tail -1; "$A" --replace 1.log 2>&1 | head -1
            """, folder: folder.path)
        let whole = String(repeating: "l.db: whole\n", count: 7)
        #expect(
            result.output
                == "1\n\(whole)--replace 3.log: no run of l.db has read it; did you mean 1.log?\n"
                + "Error: --replace takes a log out of a ledger; give --ledger FILE too.\n", "\(result.errors)")
    }

    @Test func anotherPolicyIsRefusedBeforeAnythingIsChanged() throws {
        let folder = try folder()
        let result = try Program.shell(
            """
            "$A" -q --policy p.yaml --ledger l.db 1.log > /dev/null; a=$(cksum < l.db)
            printf 'key: [ip]\n' > q.yaml; "$A" forget --policy q.yaml --ledger l.db --login other; echo $?
            [ "$a" = "$(cksum < l.db)" ] && echo same
            """, folder: folder.path)
        #expect(result.output == "4\nsame\n")
        #expect(
            result.errors == "l.db: the windows were made with another key; name the policy of its runs with --policy, "
                + "so that nothing of what is to be forgotten stays in the windows; nothing was changed\n")
    }
}
