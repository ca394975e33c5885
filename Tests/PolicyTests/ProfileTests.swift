import Detection
import Testing

@testable import Policy

@Suite struct ProfileTests {
    @Test(arguments: Policy.profileNames)
    func everyShippedProfileLoads(name: String) throws {
        #expect(try Policy.profile(named: name).profile == name)
    }

    @Test(arguments: Policy.profileNames)
    func theTextOfAProfileIsAPolicyFileOfItsOwn(name: String) throws {
        let text = try #require(Policy.text(ofProfile: name))
        let loaded = try Policy(yaml: text, fileName: "copy.yaml").detection
        #expect(String(reflecting: loaded) == String(reflecting: try Policy.profile(named: name).detection))
    }

    @Test(
        arguments: [
            ("GET /Account/Methods", .none), ("GET /{installation}/Estates", .available),
            ("GET /{installation}/Estates/{id}/Bids", .unknown), ("GET /{installation}/Employees/{id}/Picture", .none),
            ("GET /{installation}/Next/EstateTypes", .none), ("GET /{installation}/Projects/{id}", .available),
            ("POST /{installation}/Tips", .unknown),
        ] as [(String, PushState)])
    func theHubProfileKnowsWherePushExists(match: String, push: PushState) throws {
        let routes = try Policy.profile(named: "vitec-hub").detection.routes
        #expect(routes.first { $0.match == match }?.push == push)
    }

    @Test func everyRouteOfTheHubProfileAsksForConfirmation() throws {
        let lines = try #require(Policy.text(ofProfile: "vitec-hub")).split(separator: "\n").map(String.init)
        let matches = lines.indices.filter { lines[$0].contains("- match:") }
        #expect(matches.count == 37)
        for index in matches {
            #expect(lines[..<index].suffix(3).contains { $0.contains("operator should confirm") }, "\(lines[index])")
        }
    }

    @Test func triageIsTheHubProfileForObservationsWithinTheHour() throws {
        let triage = try Policy.profile(named: "triage").detection
        let hub = try Policy.profile(named: "vitec-hub").detection
        #expect(triage.observationsOnly)
        #expect([triage.polling.minIntervalSeconds, triage.polling.sustained, triage.polling.window] == [60, 2, 24])
        #expect(triage.routes.map(\.match) == hub.routes.map(\.match))
        #expect(String(reflecting: triage.repeatedFetch) == String(reflecting: hub.repeatedFetch))
    }

    @Test func theQuotasOfTheWebAgreementAreThoseOfItsText() throws {
        let quotas = try Policy.profile(named: "apidari").detection.quotas
        #expect(quotas.map(\.limit) == [1000, 125, 3875, 500, 2500, 1000, 5000, 1000, 5000])
        #expect(quotas.allSatisfy { $0.scope == .login })
        #expect(quotas.map { $0.group != nil } == [false, false, false, true, true, false, false, true, true])
        #expect(try Policy.profile(named: "apidari").customFields == ["recipients", "content", "recipient"])
    }

    @Test func theHostingAgreementCountsBytesOfAMonth() throws {
        let quotas = try Policy.profile(named: "vitec-datamann").detection.quotas
        #expect(quotas.count == 1)
        #expect(quotas.first.map { "\($0.unit) \($0.limit) \($0.period)" } == "bytes 2147483648 calendar month")
    }

    @Test func valuesNameTheProfileThatSetsThem() throws {
        let triage = try Policy.profile(named: "triage")
        #expect(triage.origin(of: "polling.min_interval") == .profile("triage"))
        #expect(triage.origin(of: "routes") == .profile("vitec-hub"))
        #expect(triage.origin(of: "repeated_fetch.excess") == .standard)
    }
}
