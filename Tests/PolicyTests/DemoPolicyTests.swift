import Cases
import Foundation
import Testing

@testable import Policy

@Suite struct DemoPolicyTests {
    @Test func thePolicyOfTheDemoLogsNamesTheirPartners() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let loaded = try Policy.load(path: root.appendingPathComponent("testdata/demo/abuse-scan.yaml").path)
        #expect(loaded.partner(forLogin: "alfa-web")?.name == "Alfa Prospekt AS")
        #expect(loaded.partner(forLogin: "theta-cron") == nil)
    }
}
