import Foundation
import Testing

/// The most dangerous mistake: lines that are given twice count twice, and accuse falsely.
@Suite("Inputs that hold the same lines")
struct OverlapTests {
    /// Writes `all.log`, a line every two seconds, each of another URL, and runs a line of shell.
    private func run(_ make: String, _ arguments: String) throws -> Program.Result {
        let folder = try WorkFolder()
        let lines = (0..<3001).map { number in
            let second = 2 * number
            func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
            let clock = "\(padded(7 + second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))"
            return "192.0.2.1 - alfa [02/Mar/2026:\(clock) +0000] \"GET /A/x/\(number) HTTP/1.1\" 200 5 \"-\" \"A\"\n"
        }
        try folder.write("all.log", Data(lines.joined().utf8))
        return try Program.shell("\(make); \"$A\" \(arguments) --format ndjson -q", folder: folder.path)
    }

    @Test(arguments: ["part.log all.log", "all.log part.log", "all.log part.log --threads 1"])
    func endTheRun(_ arguments: String) throws {
        let result = try run("head -2000 all.log > part.log", arguments)
        #expect(result.status == 2 && result.output.isEmpty)
        let names = arguments.hasPrefix("part") ? "part.log and all.log" : "all.log and part.log"
        #expect(
            result.errors.contains(
                "\(names) hold the same lines from 2026-03-02T07:00:00Z to 2026-03-02T08:06:38Z (2000 of 2000), and a line "
                    + "that counts twice accuses falsely; give only one of them, or --allow-overlap if they are "
                    + "different requests"), "\(result.errors)")
    }

    @Test func areReadWhereThatIsAskedFor() throws {
        let result = try run("head -2000 all.log > part.log", "all.log part.log --allow-overlap")
        #expect(result.status == 0 && result.output.contains("\"lines\":5001,\"identified\":5001"))
    }

    /// A report straight from logs takes the way out that it names.
    @Test func endAReportToo() throws {
        let make = "head -2000 all.log > part.log; set -- report -q all.log part.log"
        let refused = try run(make, "\"$@\" -o r.txt; :")
        #expect(refused.errors.contains("--allow-overlap if they are different requests"), "\(refused.errors)")
        let taken = try run(make, "\"$@\" --allow-overlap -o r.txt && cat r.txt; :")
        #expect(taken.errors.isEmpty && taken.output.contains("5,001"), "\(taken.output)\(taken.errors)")
    }

    @Test(
        arguments: [
            "head -990 all.log > b.log", "sed 's/alfa/beta/' all.log > b.log",
            "awk 'NR % 3 == 0 { sub(\"/A/x/\", \"/A/y/\") } 1' all.log | awk 'NR % 2' | sed 's/ 200 5 / 200 6 /' > b.log",
        ])
    func areOnlyThoseThatShareMostOfManyLines(_ make: String) throws {
        #expect(try run(make, "all.log b.log").status == 0)
    }
}
