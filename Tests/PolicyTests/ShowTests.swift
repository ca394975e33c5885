import Detection
import Testing

@testable import Policy

@Suite struct ShowTests {
    @Test func everyLineSaysWhereItsValueComesFrom() throws {
        let shown = try policy(
            """
            polling:
              min_interval: 2m
            exemptions:
              - login: a
                reason: "no: really"
            """
        ).show()
        #expect(line(of: shown, beginning: "  min_interval:") == "  min_interval: 2m # abuse-scan.yaml:2")
        #expect(line(of: shown, beginning: "  sustained:") == "  sustained: 6 of 24 # default")
        #expect(line(of: shown, beginning: "  excess:") == "  excess: 100 # default")
        #expect(line(of: shown, beginning: "  - login:") == "  - login: a # abuse-scan.yaml:4")
        #expect(line(of: shown, beginning: "    reason:") == "    reason: \"no: really\" # abuse-scan.yaml:5")
        #expect(line(of: shown, beginning: "  - match:") == "  - match: GET /Account/Methods # vitec-hub")
        #expect(line(of: shown, beginning: "# log_format:") == "# log_format: # default: told by content")
        #expect(line(of: shown, beginning: "key:") == "key: [user, \"path[0]\"] # default")
        #expect(
            line(of: shown, beginning: "replace_routes:") == "replace_routes: true # every route in force stands below")
    }

    @Test func everySettingStandsInTheOutput() throws {
        let shown = try Policy.profile(named: "triage").show()
        for setting in Sections.policy.settings {
            let isShown = shown.contains("\n\(setting.name):") || shown.contains("\n# \(setting.name):")
            #expect(isShown || shown.hasPrefix("\(setting.name):"), "\(setting.name)")
        }
    }

    @Test(arguments: Policy.profileNames)
    func aShownProfileLoadsToTheSamePolicy(name: String) throws {
        try expectRoundTrip(Policy.profile(named: name), name)
    }

    @Test func theShownSampleLoadsToTheSamePolicy() throws {
        try expectRoundTrip(policy(PolicyLoadTests.sample), "sample")
    }

    @Test(arguments: 0..<100)
    func aShownRandomPolicyLoadsToTheSamePolicy(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let yaml = RandomPolicy.yaml(&random)
        try expectRoundTrip(policy(yaml), "seed \(seed):\n\(yaml)")
    }

    /// What is shown loads to the same values, and is shown in the same way again.
    private func expectRoundTrip(_ policy: Policy, _ name: String) throws {
        let shown = policy.show()
        let again = try Policy(yaml: shown, fileName: "shown.yaml")
        #expect(values(again) == values(policy), "\(name)")
        #expect(bare(again.show()) == bare(shown), "\(name)")
    }

    private func values(_ policy: Policy) -> [String] {
        [
            String(reflecting: policy.detection), policy.profile, policy.timeZone, "\(policy.assumedTimeZone ?? "-")",
            policy.logFormat ?? "-", "\(policy.jsonFields.sorted { $0.key < $1.key })", "\(policy.calendar)",
            "\(policy.maintenance)", "\(policy.detection.closedDoor)", "\(policy.notices)", "\(policy.partners)",
            "\(policy.quotas)", "\(policy.contract)",
            "\(policy.routes)", "\(policy.exemptions)",
        ]
    }

    /// The text without comments; no value of the tests holds a space before a hash.
    private func bare(_ text: String) -> [String] {
        text.split(separator: "\n").map { line in
            let end = line.firstRange(of: " #")?.lowerBound ?? line.endIndex
            return String(line[..<end]).trimmingSuffix(" ")
        }
    }

    private func line(of text: String, beginning start: String) -> String? {
        let line = text.split(separator: "\n").first { $0.hasPrefix(start) }
        return line.map { String($0).replacing(#/ +#/#, with: " #") }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var copy = self
        while copy.last == character { copy.removeLast() }
        return copy
    }
}
