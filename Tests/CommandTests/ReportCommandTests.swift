import Foundation
import Testing

@Suite("report, schedule and metrics")
struct ReportCommandTests {
    @Test func theEndingTellsTheForm() throws {
        let folder = try WorkFolder()
        for (name, start) in [
            ("r.html", "<!DOCTYPE html>"), ("r.md", "# Use of the API"), ("r.txt", "Use of the API"),
            ("r.json", "{\"schema_version\":1,"), ("r.csv", "login,installation,partner,points"),
        ] {
            let result = try Program.run(["report", "-q", "-o", name, "good.log"], folder: folder.path)
            #expect(result.status == 0 && result.errors.isEmpty && result.output.isEmpty)
            let text = try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
            #expect(text.hasPrefix(start))
            #expect(text.contains("alfa") && text.contains("MSDEMO"))
        }
    }

    @Test func aFolderGetsEveryTable() throws {
        let folder = try WorkFolder()
        let result = try Program.run(["report", "-q", "-o", "tables/", "good.log"], folder: folder.path)
        #expect(result.status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/tables").sorted()
        #expect(
            names == [
                "cases.csv", "findings.csv", "inputs.csv", "keys.csv", "letters.csv", "load.csv", "quotas.csv",
                "routes.csv", "service-level.csv", "volume.csv",
            ])
        let volume = try String(contentsOfFile: folder.path + "/tables/volume.csv", encoding: .utf8)
        #expect(
            volume
                == "login,partner,month,whole,bytes,included_bytes,charged_units\r\nalfa,,2026-03,false,120,2147483648,0\r\n"
        )
    }

    @Test(arguments: [
        (
            ["report", "--period", "2026-13", "good.log"], Int32(2),
            "--period 2026-13 is no period; write a month 2026-10, a week 2026-W43, a year 2026, a day 2026-10-17 or last-month\n"
        ),
        (
            ["report", "--ledger", "none"], 4, "none: no such ledger; abuse-scan --ledger none LOGS makes one\n"
        ),
        (
            ["report", "--period", "2026-02", "good.log"], 2,
            "no request of the period is in the logs; name other logs or another period\n"
        ),
        (
            ["report", "--partner", "afla", "good.log"], 2,
            "--partner afla: neither the policy's register nor the logs know it; did you mean alfa?\n"
        ),
        (
            ["report", "--partner", "zeta", "good.log"], 2,
            "--partner zeta: neither the policy's register nor the logs know it; name a partner's id or a login\n"
        ),
        (["repot", "good.log"], 2, "repot: is neither a command nor a file; did you mean abuse-scan report?\n"),
    ])
    func whatIsWrongIsSaid(arguments: [String], status: Int32, sentence: String) throws {
        let folder = try WorkFolder()
        let result = try Program.run(arguments, folder: folder.path)
        #expect((result.status, result.errors) == (status, sentence))
        #expect(result.output.isEmpty)
    }

    @Test func logsAreReadAsAScanReadsThem() throws {
        let folder = try WorkFolder()
        try folder.write("names", Data("good.log\0".utf8))
        let usual = try Program.run(["report", "-q", "good.log"], folder: folder.path)
        let told = try Program.run(
            [
                "report", "-q", "--files-from", "names", "-0", "--threads", "1", "--memory", "64M", "--lateness", "20s",
                "--max-line", "4K", "--one-pass",
            ], folder: folder.path)
        #expect(usual.status == 0 && usual.output.contains("alfa"))
        #expect((told.status, told.output, told.errors) == (0, usual.output, ""))
        for slip in [["--threads", "0"], ["-0"]] {
            #expect(try Program.run(["report", "good.log"] + slip, folder: folder.path).status == 2)
        }
    }

    @Test(arguments: ["--threads=2", "--files-from=x", "--allow-overlap", "--push-log=x", "--lateness=1s"])
    func aLedgerTakesNothingThatSaysHowLogsAreRead(option: String) throws {
        let folder = try WorkFolder()
        let result = try Program.run(["report", "--ledger", "l", option], folder: folder.path)
        #expect(result.status == 2 && result.errors.contains("leave them out with --ledger"), "\(result.errors)")
    }

    @Test func aFolderGetsFilesNamedByThePeriod() throws {
        let folder = try WorkFolder()
        for more in [["--format", "html"], ["--format", "markdown", "--partner", "alfa"]] {
            let result = try Program.run(
                ["report", "-q", "--period", "last-month", "--now", "2026-04-01", "-o", "r/", "good.log"] + more,
                folder: folder.path)
            #expect(result.status == 0, "\(result.errors)")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/r").sorted()
        #expect(names == ["2026-03-alfa.md", "2026-03.html"])
    }

    @Test(arguments: ["systemd", "cron", "kubernetes", "logrotate"])
    func schedulesArePrinted(name: String) throws {
        let result = try Program.run(["schedule", name])
        #expect(result.status == 0 && result.output.contains("access.log"))
    }

    /// A filter of system calls that kills would end every run: threads ask for priorities.
    @Test(arguments: [["systemd"], ["systemd", "--report"]])
    func filteredCallsFailAndKillNobody(arguments: [String]) throws {
        let unit = try Program.run(["schedule"] + arguments).output
        #expect(unit.contains("\nSystemCallFilter=") && unit.contains("\nSystemCallErrorNumber=EPERM\n"))
    }

    /// The grammar of the text-based exposition format: comments, names, labels, a figure.
    @Test func metricsFollowTheGrammar() throws {
        let folder = try WorkFolder()
        let result = try Program.run(["--metrics", "m.prom", "-q", "good.log"], folder: folder.path)
        #expect(result.status == 0)
        let text = try String(contentsOfFile: folder.path + "/m.prom", encoding: .utf8)
        let sample = /[a-z_]+(\{([a-z_]+="[^"\\]*",?)+\})? [0-9]+(\.[0-9]+)?/
        var seen: Set<String> = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# ") {
                #expect(line.hasPrefix("# HELP abuse_scan_") || line.hasPrefix("# TYPE abuse_scan_"))
            } else {
                #expect(line.wholeMatch(of: sample) != nil, "\(line)")
                #expect(seen.insert(line.split(separator: " ").dropLast().joined(separator: " ")).inserted)
            }
        }
        #expect(text.contains("abuse_scan_lines{outcome=\"identified\"} 1\n"))
        #expect(text.hasSuffix("\n"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!names.contains { $0.contains(".part-") })
    }
}
