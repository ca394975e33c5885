import Foundation
import Testing

@Suite("prepare, and scan of sorted records")
struct PreparedCommandTests {
    private static let demo = "--policy testdata/demo/abuse-scan.yaml testdata/demo/access-13.log.gz"

    private func shell(_ line: String) throws -> Program.Result {
        try Program.shell("set -o pipefail; export LC_ALL=C; \(line)", folder: Program.root)
    }

    private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

    @Test func aPipelineFindsWhatOneRunFinds() throws {
        let sorted = try shell(
            "$A prepare -q \(Self.demo) | sort | $A scan -q --input-format prepared --sorted "
                + "--policy testdata/demo/abuse-scan.yaml")
        let plain = try shell("$A scan -q --format ndjson \(Self.demo)")
        #expect(sorted.status == 0 && plain.status == 0 && sorted.errors.isEmpty)
        let summary =
            #"{"type":"summary","records":7717,"groups":4,"malformed":0,"late":0,"waiting":0,"written":4,"complete":true}"#
        #expect(lines(sorted.output).last == summary)
        #expect(lines(sorted.output).dropLast().sorted() == lines(plain.output).dropLast().sorted())
    }

    @Test func recordsAreASCIIAndSoAreTotals() throws {
        let result = try shell(
            "printf '192.0.2.1 - \\303\\245\\377 [13/Nov/2026:00:00:00 +0000] \"GET /MSDEMO/\\tx HTTP/1.1\" 200 5 \"-\" \"a\"\\n' "
                + "| $A prepare -q --log-format combined")
        #expect(result.status == 0)
        #expect(result.output.utf8.allSatisfy { $0 == 0x0a || $0 == 0x09 || (0x21...0x7e).contains($0) })
        // The login is å and the replacement of a byte that is no text.
        #expect(result.output.contains("\t1~C3~A5~EF~BF~BD\t"))
    }

    @Test func noInputIsFine() throws {
        let result = try shell("$A scan --input-format prepared --sorted < /dev/null")
        #expect(result.status == 0)
        #expect(
            result.output
                == #"{"type":"summary","records":0,"groups":0,"malformed":0,"late":0,"waiting":0,"written":0,"complete":true}"#
                + "\n")
    }

    @Test func brokenOrderIsSaidAndTheInputReadToItsEnd() throws {
        let result = try shell(
            "($A prepare -q \(Self.demo) | sort -r; echo written >&2) | $A scan -q --input-format prepared --sorted")
        #expect(result.status == 6)
        #expect(result.output.hasSuffix("\"complete\":false}\n"))
        #expect(
            lines(result.errors) == [
                "-:2: comes before the line above it, so nothing behind can be judged; "
                    + "sort the records by their bytes first: LC_ALL=C sort", "written",
            ] || lines(result.errors).first == "written")
    }

    @Test func whatIsNoRecordIsCounted() throws {
        let result = try shell(
            "($A prepare -q \(Self.demo) | sort; printf 'ffffffffffffffff\\t%020d\\t9\\tx\\n' 5; echo zzz) "
                + "| $A scan -q --input-format prepared --sorted --policy testdata/demo/abuse-scan.yaml")
        #expect(result.status == 3)
        let end = #""malformed":2,"late":0,"waiting":0,"written":4,"complete":false}"#
        #expect(lines(result.output).last?.hasSuffix(end) == true)
    }

    @Test func withoutTotalsNothingIsJudged() throws {
        let result = try shell(
            "$A prepare -q --no-totals \(Self.demo) | sort | $A scan -q --input-format prepared --sorted --policy testdata/demo/abuse-scan.yaml"
        )
        #expect(result.status == 2)
        #expect(
            result.errors
                == "no totals came before the first record; give --totals FILE with those of abuse-scan prepare --totals, "
                + "or leave them among the records, where they sort first\n")
    }

    @Test func totalsMayComeInFiles() throws {
        let line =
            "rm -rf $T && mkdir $T && $A prepare -q --totals \(Self.demo) > $T/part-0 && echo no > $T/_SUCCESS "
            + "&& $A prepare -q --no-totals \(Self.demo) | sort | $A scan -q --input-format prepared --sorted --totals $T "
            + "--policy testdata/demo/abuse-scan.yaml; rm -rf $T"
        let result = try shell("T=$(mktemp -d); \(line)")
        let plain = try shell("$A scan -q --format ndjson \(Self.demo)")
        #expect(result.errors.isEmpty && lines(plain.output).count > 1)
        #expect(lines(result.output).dropLast().sorted() == lines(plain.output).dropLast().sorted())
    }

    @Test func recordsOfAnotherPolicyAreRefused() throws {
        let result = try shell("$A prepare -q \(Self.demo) | sort | $A scan -q --input-format prepared --sorted")
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("the records were prepared with another policy ("))
        #expect(result.errors.hasSuffix("); give both commands the same --policy or --profile\n"))
    }

    @Test func stateOfAnotherPolicyIsRefused() throws {
        let result = try shell(
            "$A prepare -q --no-places \(Self.demo) | sort "
                + "| $A scan -q --input-format prepared --sorted --emit-state --watermark 2026-11-13T12:00:00Z "
                + "--policy testdata/demo/abuse-scan.yaml "
                + "| (cat; $A prepare -q --totals --profile apidari testdata/demo/access-13.log.gz) | grep -v '^{' | sort "
                + "| $A scan -q --input-format prepared --sorted --profile apidari")
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("the state was made under another policy ("))
        #expect(result.errors.hasSuffix("go on with that policy, or begin anew without the state\n"))
    }

    @Test(
        "options that do not belong together are refused",
        arguments: [
            ("scan --sorted x", "--input-format prepared and --sorted belong together; give both."),
            ("scan --totals x", "--totals, --emit-state and --watermark belong to --input-format prepared --sorted."),
            (
                "scan --input-format prepared --sorted --emit-state",
                "--emit-state and --watermark belong together; give both."
            ),
            (
                "scan --input-format prepared --sorted --since 2026-11-13 /dev/null",
                "--since, --until, --push-log and --log-format are decided when records are prepared; "
                    + "give them to abuse-scan prepare"
            ),
            (
                "scan --input-format prepared --sorted --format text /dev/null",
                "prepared records are judged group by group, so findings come as ndjson; leave out --format"
            ),
            ("prepare --totals --no-totals x", "--totals and --no-totals exclude each other; leave one out."),
        ])
    func options(_ line: String, _ sentence: String) throws {
        let result = try Program.run(line.split(separator: " ").map(String.init))
        #expect(result.status == 2 && result.errors.contains(sentence), "\(result.errors)")
    }

    @Test func aSharedFolderIsNotSent() throws {
        let result = try Program.run(["recipe", "spark-sql", "--shared-folder"])
        #expect(result.output.contains("--totals ${work}/totals ") && !result.output.contains("ADD FILE ${work}"))
        let other = try Program.run(["recipe", "hadoop", "--shared-folder"])
        #expect(other.status == 2 && other.errors.contains("--shared-folder belongs to spark-sql"))
    }

    @Test("recipes are printed whole", arguments: ["spark-sql", "spark-streaming", "hadoop"])
    func recipes(_ name: String) throws {
        let result = try Program.run(["recipe", name])
        #expect(result.status == 0 && result.output.contains("scan --quiet --input-format prepared --sorted"))
    }
}
