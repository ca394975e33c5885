import Foundation
import Testing

@Suite("The command explain")
struct ExplainCommandTests {
    private static let demo = "--policy testdata/demo/abuse-scan.yaml testdata/demo/*.log.gz"

    @Test(
        arguments: [
            ([], "Nothing to explain; give --key LOGIN or --line 'TEXT' (or --rule alone)."),
            (["good.log"], "Nothing to explain; give --key LOGIN or --line 'TEXT' (or --rule alone)."),
            (
                ["--rule", "polling", "good.log"],
                "Nothing to explain; give --key LOGIN or --line 'TEXT' (or --rule alone)."
            ),
            (["--key", "", "good.log"], "Nothing to explain; give --key LOGIN or --line 'TEXT' (or --rule alone)."),
            (
                ["--line", "good.log:1", "--key", "alfa"],
                "--line is explained by itself; leave out --key, --rule and --day."
            ),
            (["--line", "good.log:1", "good.log"], "--line names its own file; leave out the others."),
            (["--day", "2026-03-02", "--rule", "polling"], "--day belongs to --key; give both."),
            (
                ["--key", "alfa", "--format", "ndjson", "good.log"],
                "explain knows the formats text and json; choose one."
            ),
            (
                ["--key", "alfa", "--rule", "poling", "good.log"],
                "--rule: \"poling\" is no rule; did you mean polling? The rules are "
            ),
            (
                ["--key", "alfa", "--day", "2026-02-30", "good.log"],
                "--day: \"2026-02-30\" is no date; write it like 2026-11-14"
            ),
            (
                ["--key", "alfa", "--day", "monday", "good.log"],
                "--day: \"monday\" is no date; write it like 2026-11-14"
            ),
            (
                ["--key", "afla", "good.log"],
                "\"afla\" has no line that counts in these logs; did you mean alfa/MSDEMO? They hold 1 key."
            ),
            (
                ["--key", "ALFA/msdemo", "good.log"],
                "\"ALFA/msdemo\" has no line that counts in these logs; did you mean alfa/MSDEMO? They hold 1 key."
            ),
            (
                ["--key", "somebody-else", "good.log"],
                "\"somebody-else\" has no line that counts in these logs. They hold 1 key; abuse-scan --format json lists them."
            ),
            (["--line", "good.log:2"], "good.log:2: the file has 1 lines; give the number of one of them"),
            (["--line", "x", "--log-format", "combinde"], "--log-format: log format \"combinde\" is not known"),
        ] as [([String], String)])
    func wrongUsageIsStatusTwo(_ arguments: [String], _ message: String) throws {
        let folder = try WorkFolder()
        let result = try Program.run(["explain"] + arguments, folder: folder.path)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test func theReadmeShowsARealExplanation() throws {
        let readme = try String(contentsOfFile: Program.root + "/README.md", encoding: .utf8)
        for command in ["--key lambda-app --rule polling", "--line testdata/demo/access-14.log.gz:290"] {
            let files = command.contains("--line") ? "" : " testdata/demo/*.log.gz"
            let line = "abuse-scan explain \(command) --policy testdata/demo/abuse-scan.yaml\(files)"
            #expect(readme.contains(line))
            let result = try Program.shell(
                line.replacing("abuse-scan explain", with: "\"$A\" explain"), folder: Program.root)
            #expect(result.status == 0)
            #expect(readme.contains(result.output), "\(result.output)")
        }
    }

    @Test func aKeyHasSeveralForms() throws {
        let forms = try ["alfa", "alfa/MSDEMO"].map { try WorkFolder().run("explain", "--key", $0, "good.log").output }
        #expect(Set(forms).count == 1)
        #expect(forms[0].hasPrefix("alfa  MSDEMO\n"))
    }

    @Test func theDocumentIsJSON() throws {
        let result = try Program.shell(
            "\"$A\" explain --key alfa-web --day 2026-11-14 --format json \(Self.demo)", folder: Program.root)
        let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        let keys = try #require(document?["keys"] as? [[String: Any]])
        #expect(keys.count == 1)
        #expect(keys[0]["score"] as? Int == 37)
        let rules = try #require(keys[0]["rules"] as? [[String: Any]])
        #expect(rules.first?["rule"] as? String == "repeated_fetch")
        #expect(rules.first?["verdict"] as? String == "fired")
    }

    @Test func aRuleTellsItself() throws {
        let result = try WorkFolder().run("explain", "--rule", "quota")
        #expect(result.status == 0)
        #expect(
            result.output == """
                quota
                  So many units in the period, where the agreement allows so many: a count, not
                  an accusation.
                  Fires when: the units of the period exceed the limit, at the stamp at which
                  they do; all requests of one stamp count together. At four fifths of the limit
                  an observation starts.
                  Does not fire when: the API refused the requests (401, 429, 5xx): nobody pays
                  for those. Exactly the limit is allowed.
                  Evidence: the largest sum, the units above the limit, the period, and for a
                  running calendar period where it will end at the present rate.
                  Defaults: None: every quota is one of the policy.

                """)
    }
}
