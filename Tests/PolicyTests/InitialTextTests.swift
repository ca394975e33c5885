import Cases
import Testing

@testable import Policy

@Suite struct InitialTextTests {
    @Test(arguments: Policy.profileNames)
    func theStartingFileLoadsToItsProfile(name: String) throws {
        let loaded = try policy(Policy.initialText(profile: name))
        #expect(loaded.profile == name)
        #expect(String(reflecting: loaded.detection) == String(reflecting: try Policy.profile(named: name).detection))
    }

    @Test(arguments: Policy.profileNames)
    func everyValueOfTheStartingFileMayBePutInForce(name: String) throws {
        let lines = try Policy.initialText(profile: name).split(separator: "\n", omittingEmptySubsequences: false)
        let inForce = lines.map { line in
            let isRemark = line.hasPrefix("# ") && !line.hasPrefix("#  ")
            return line.hasPrefix("#") && !isRemark ? String(line.dropFirst()) : String(line)
        }
        let loaded = try policy(inForce.joined(separator: "\n"))
        #expect(loaded.partners.map(\.id) == ["alfa"])
        for setting in Sections.policy.settings {
            #expect(loaded.place(of: setting.name) != nil, "\(setting.name)")
        }
    }

    @Test func anUnknownProfileIsRefused() {
        #expect(throws: PolicyError.self) { try Policy.initialText(profile: "apidario") }
    }
}
