import Foundation
import Testing

@Suite("The command line")
struct CommandTests {
    private static let demo = "--policy testdata/demo/abuse-scan.yaml testdata/demo/*.log.gz"

    @Test func aNamedPipeStaysOne() throws {
        let folder = try WorkFolder()
        let result = try Program.shell(
            """
            mkfifo pipe; cat pipe > seen & "$A" scan -q --format json -o pipe '\(Program.root)/testdata/demo/access-13.log.gz'; echo $?
            wait; [ -p pipe ] && echo pipe; head -c 19 seen
            """, folder: folder.path)
        #expect(result.output == "0\npipe\n{\"schema_version\":1", "\(result.errors)")
    }

    @Test func readmeOpensWithTheDemoReport() throws {
        let result = try Program.shell("\"$A\" \(Self.demo)", folder: Program.root)
        #expect(result.status == 0)
        let readme = try String(contentsOfFile: Program.root + "/README.md", encoding: .utf8)
        #expect(readme.contains("```\n" + result.output + "```"))
        #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func filesPipesAndStandardInputAgree() throws {
        let result = try Program.shell(
            """
            set -e; d=$(mktemp -d); cat testdata/demo/*.log.gz > $d/all.gz; o='--format ndjson -q'
            strip() { sed -E 's/"file":"[^"]*","line":[0-9]+,//g' | cksum; }
            "$A" $o testdata/demo/*.log.gz | strip; "$A" $o $d/all.gz | strip; "$A" $o < $d/all.gz | strip
            zcat $d/all.gz | "$A" $o | strip; "$A" $o $(ls -r testdata/demo/*.log.gz) --threads 1 | strip
            ls testdata/demo/*.log.gz | "$A" $o --files-from - | strip; rm -r $d
            """, folder: Program.root)
        let sums = Set(result.output.split(separator: "\n"))
        #expect(sums.count == 1, "\(result.output) \(result.errors)")
    }

    @Test func everyDocumentIsJSON() throws {
        let lines = try Program.shell("\"$A\" --format ndjson -q \(Self.demo)", folder: Program.root).output
        for line in lines.split(separator: "\n") {
            #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
        }
        let folder = try WorkFolder()
        let written = try Program.shell(
            "\"$A\" -q -o '\(folder.path)/f.json' \(Self.demo); ls '\(folder.path)'", folder: Program.root)
        #expect(written.output == "f.json\ngood.log\n")
        let document = try JSONSerialization.jsonObject(
            with: Data(contentsOf: URL(fileURLWithPath: folder.path + "/f.json")))
        let fields = try #require(document as? [String: Any])
        #expect(Set(fields.keys) == ["schema_version", "summary", "findings", "keys"])
    }

    @Test func failOnSetsTheStatus() throws {
        #expect(try Program.shell("\"$A\" -q --fail-on finding \(Self.demo)", folder: Program.root).status == 1)
        #expect(try WorkFolder().run("--fail-on", "observation", "good.log").status == 0)
    }

    @Test func aClosedPipeEndsQuietly() throws {
        let result = try Program.shell(
            "\"$A\" -q --format ndjson \(Self.demo) | head -c 1; echo \" ${PIPESTATUS[0]}\"", folder: Program.root)
        #expect(result.output == "{ 0\n")
        #expect(result.errors.isEmpty)
    }

    @Test func anInterruptReportsWhatWasRead() throws {
        let folder = try WorkFolder()
        let result = try Program.shell(
            """
            mkfifo f; exec 7<>f; "$A" f > out 2> err & p=$!; cat good.log >&7
            # Both signals are listened to once two descriptors for them are open; the loop ends in any case.
            for i in $(seq 3000); do [ "$(ls -l /proc/$p/fd | grep -c signalfd)" -ge 2 ] && break; done
            kill -INT $p; (sleep 30; kill -KILL $p) > /dev/null 2>&1 & k=$!; wait $p; echo "status $?"; kill $k; cat err
            """, folder: folder.path)
        #expect(result.output.contains("status 130"))
        #expect(result.output.contains("stopped before the end"))
    }

    @Test func coloursOnlyAdd() throws {
        let plain = try Program.shell("\"$A\" -q --color never \(Self.demo)", folder: Program.root).output
        let coloured = try Program.shell("\"$A\" -q --color always \(Self.demo)", folder: Program.root).output
        #expect(coloured != plain)
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }

    @Test func wrongUsageIsStatusTwo() throws {
        #expect(try WorkFolder().run("--bogus").status == 2)
        #expect(try WorkFolder().run("-0", "good.log").status == 2)
        #expect(try WorkFolder().run("--since", "soon", "good.log").status == 2)
        #expect(try WorkFolder().run("--tz", "Nowhere/At_All", "good.log").status == 2)
    }

    @Test func policiesAreWrittenCheckedAndShown() throws {
        let folder = try WorkFolder()
        #expect(try folder.run("policy", "init").status == 0)
        #expect(try folder.run("policy", "init").errors.contains("abuse-scan.yaml: exists; give another name"))
        #expect(try folder.run("policy", "check").output.contains("no problems"))
        let shown = try folder.run("policy", "show")
        #expect(shown.output.contains("excess: 100"))
        #expect(
            try JSONSerialization.jsonObject(with: Data(folder.run("policy", "schema").output.utf8)) is [String: Any])
    }

    @Test func theRealLogIsReadWhole() throws {
        let folder = try WorkFolder()
        try folder.write("ip.yaml", Data("key: [ip]\n".utf8))
        let result = try folder.run(
            "--policy", "ip.yaml", Program.root + "/testdata/real/apache-part.log.gz", "--format", "ndjson")
        #expect(result.status == 0)
        #expect(result.output.identified == 3000)
        #expect(result.errors.contains("read twice"))
    }
}
