import Cases
import Detection
import Foundation
import Testing

@testable import Policy

/// A policy from its text, under the usual name.
func policy(_ yaml: String) throws -> Policy {
    try Policy(yaml: yaml, fileName: "abuse-scan.yaml")
}

@Suite struct PolicyLoadTests {
    @Test func theStandardProfileKeepsEveryDefaultButTheRoutes() throws {
        let loaded = try Policy.profile(named: "vitec-hub")
        var expected = DetectionOptions()
        expected.routes = loaded.detection.routes
        #expect(String(reflecting: loaded.detection) == String(reflecting: expected))
        #expect(loaded.timeZone == "Europe/Oslo")
        #expect(loaded.partners.isEmpty)
    }

    @Test(arguments: ["", "# nothing\n", "{}\n", "---\n", "profile: vitec-hub\n"])
    func anEmptyFileIsTheStandardProfile(yaml: String) throws {
        let expected = try Policy.profile(named: Policy.standardProfile)
        #expect(String(reflecting: try policy(yaml).detection) == String(reflecting: expected.detection))
    }

    @Test func everyThresholdCanBeSet() throws {
        let loaded = try policy(
            """
            repeated_fetch: {free_per_day: 5, excess: 7, share: 40%, etag_share: 30%, heavy_excess: 700, heavy_share: 10%}
            polling: {min_interval: 2m, sustained: 3 of 12}
            round_the_clock: {requests: 99, ratio: 80%}
            observations_only: true
            log_time: start
            installation_pattern: "^[a-z]+$"
            key: [field tenant, path[0], query customer]
            url: {case_insensitive_paths: true, cache_busters: [x], volatile_parameters: []}
            """
        ).detection
        let fetch = loaded.repeatedFetch
        #expect(numbers(fetch.freePerDay, fetch.excess, fetch.sharePercent, fetch.etagSharePercent) == [5, 7, 40, 30])
        #expect(numbers(fetch.heavyExcess, fetch.heavySharePercent) == [700, 10])
        #expect(
            numbers(loaded.polling.minIntervalSeconds, loaded.polling.sustained, loaded.polling.window) == [120, 3, 12])
        #expect(numbers(loaded.roundTheClock.requests, loaded.roundTheClock.ratioPercent) == [99, 80])
        #expect(loaded.observationsOnly)
        #expect(loaded.logTime == LogTime.start)
        #expect(loaded.installationPattern == "^[a-z]+$")
        let key: [KeyPart] = [
            .field("tenant", 0), .pathSegment(0), .queryParameter("customer"),
        ]
        #expect(loaded.key == key)
        #expect(loaded.url.caseInsensitivePaths)
        #expect(loaded.url.cacheBusters == ["x"])
        #expect(loaded.url.volatileParameters.isEmpty)
    }

    @Test func aSingleValueLeavesItsNeighboursAlone() throws {
        let loaded = try policy("repeated_fetch: {excess: 7}").detection.repeatedFetch
        #expect(loaded.excess == 7)
        #expect(loaded.freePerDay == RepeatedFetchOptions().freePerDay)
        #expect(loaded.heavyExcess == RepeatedFetchOptions().heavyExcess)
    }

    @Test func everyAttributeOfARouteCanBeSet() throws {
        let loaded = try policy(
            """
            replace_routes: true
            routes:
              - {match: "GET /a/{id}", push: active, delta: since, bulk: GET /a, watch: false, fingerprint: none,
                 min_interval: 1h, safe_post: true, max_page: 500}
            """)
        let route = try #require(loaded.routes.first)
        let rule = route.rule
        #expect(loaded.routes.count == 1)
        #expect([rule.match, rule.delta, rule.bulk] == ["GET /a/{id}", "since", "GET /a"])
        #expect(rule.push == PushState.active)
        #expect(rule.fingerprint == FingerprintMode.none)
        #expect([rule.watch, rule.isSafePost] == [false, true])
        #expect([rule.minIntervalSeconds, rule.maxPage] == [3_600, 500])
    }

    @Test func routesOfTheFileComeBeforeThoseOfTheProfile() throws {
        let profile = try Policy.profile(named: "vitec-hub").detection.routes.map(\.match)
        let loaded = try policy("routes: [{match: GET /own}]").detection.routes.map(\.match)
        #expect(loaded == ["GET /own"] + profile)
    }

    @Test func aRouteOfTheFileTakesThePlaceOfThoseThatItCovers() throws {
        let profile = try Policy.profile(named: "vitec-hub").detection.routes.map(\.match)
        let text = "GET /{installation}/Estates/{estateId}"
        let loaded = try policy("routes: [{match: \"\(text)\", push: none}]").detection.routes
        #expect(loaded.map(\.match) == [text] + profile.filter { $0 != "GET /{installation}/Estates/{id}" })
        #expect(loaded.first?.push == PushState.none)
    }

    @Test func replaceRoutesDropsThoseOfTheProfile() throws {
        #expect(try policy("replace_routes: true").detection.routes.isEmpty)
    }

    @Test func exemptionsEndInTheZoneOfTheFileWhereverItStands() throws {
        let yaml = "exemptions: [{login: a, rule: polling, until: 2026-12-01, reason: import, owner: ops}]\n"
        let oslo = try #require(try policy(yaml).detection.exemptions.first)
        let utc = try #require(try policy(yaml + "timezone: UTC\n").detection.exemptions.first)
        #expect(oslo.until == 1_796_079_600_000)
        #expect(utc.until == 1_796_083_200_000)
        #expect([oslo.login, oslo.installation, oslo.reason, oslo.owner] == ["a", nil, "import", "ops"])
        #expect(oslo.rule == .polling)
    }

    @Test func partnersAreFoundByLogin() throws {
        let loaded = try policy(
            """
            partners:
              - {id: alfa, name: Alfa Prospekt AS, logins: [alfa-web, alfa-sync]}
              - {id: beta, logins: [beta-pic]}
            """)
        #expect(loaded.partner(forLogin: "alfa-sync")?.id == "alfa")
        #expect(loaded.partner(forLogin: "beta-pic")?.name == nil)
        #expect(loaded.partner(forLogin: "Alfa-Sync") == nil)
        #expect(
            loaded.partnersByLogin.mapValues(\.id) == ["alfa-web": "alfa", "alfa-sync": "alfa", "beta-pic": "beta"])
    }

    @Test func inputIsDescribedByTheFile() throws {
        let loaded = try policy(
            "assume_timezone: +02:00\nlog_format: 'nginx:$remote_addr \"$request\"'\njson_fields: {time: ts, user: a.b}\n"
        )
        #expect(loaded.assumedTimeZone == "+02:00")
        #expect(loaded.logFormat == "nginx:$remote_addr \"$request\"")
        #expect(loaded.jsonFields == ["time": "ts", "user": "a.b"])
        #expect(loaded.place(of: "log_format") == "abuse-scan.yaml:2:1")
        #expect(loaded.place(of: "timezone") == nil)
    }

    @Test func registerAndNoticesAreRead() throws {
        let loaded = try policy(Self.sample)
        #expect(loaded.detection.capacity == CapacityOptions(workers: 32, maxRequestsPerSecond: 400))
        #expect(loaded.quotas.map(\.limit) == [1_000, 500])
        #expect(loaded.quotas.map(\.per) == [.month, .sliding(PolicyDuration(seconds: 86_400))])
        #expect(loaded.notices.grace.close == 14 * 86_400 && loaded.notices.replyTo == "hub@example.no")
        #expect(loaded.partners.first?.contacts.map(\.email) == ["kari@alfa.example"])
        #expect(loaded.partners.first?.organisationNumber == "999888777")
    }

    @Test func closedDoorsReachTheRules() throws {
        let loaded = try policy("closed_door: {requests: 60, share: 80%, sustained: 3 of 12}")
        let door = loaded.detection.closedDoor
        #expect(numbers(door.requests, door.sharePercent, door.sustained, door.window) == [60, 80, 3, 12])
    }

    @Test func ignoredBackoffReachesTheRulesWithItsField() throws {
        let loaded = try policy(
            """
            key: [user, field tenant]
            ignored_backoff: {premature: 20, share: 30%, sustained: 3 of 12, heavy_premature: 90, wait: 1m,
              retry_after_field: wait}
            """)
        let backoff = loaded.detection.ignoredBackoff
        #expect(numbers(backoff.premature, backoff.sharePercent, backoff.sustained, backoff.window) == [20, 30, 3, 12])
        #expect(numbers(backoff.heavyPremature, backoff.waitSeconds) == [90, 60])
        #expect(loaded.customFields == ["tenant", "wait"] && backoff.retryAfterPlace == 1)
    }

    @Test func overloadReachesTheRulesWithItsMaintenance() throws {
        let loaded = try policy(
            """
            capacity: {max_rps: 9}
            overload: {load: 70%, errors: 8, error_share: 6%, share: 30%, surge: 3, minutes: 5, day_minutes: 12,
              longest_request: 10m}
            maintenance: [{from: 2026-12-01, until: 2026-12-01T12:00:00Z, reason: move}]
            """)
        let overload = loaded.detection.overload
        #expect(numbers(overload.loadPercent, overload.errors, overload.errorSharePercent) == [70, 8, 6])
        #expect(
            numbers(overload.sharePercent, overload.surge, overload.minutes, overload.dayMinutes) == [30, 3, 5, 12])
        #expect(overload.longestRequestSeconds == 600)
        #expect(overload.maintenance == [Maintenance(start: 1_796_079_600_000, end: 1_796_126_400_000)])
        #expect(loaded.detection.capacity == CapacityOptions(maxRequestsPerSecond: 9))
    }

    @Test func quotasReachTheRulesWithTheirFieldsByNumber() throws {
        let quotas = try policy(
            """
            key: [user, field tenant]
            quotas:
              - {name: map calls, match: "GET /maps/*", limit: 1000, per: calendar month, scope: login}
              - {name: mail, match: "POST /mail", unit: field recipients, limit: 500, per: 24h, group: content}
              - {name: volume, match: "* /*", unit: bytes, limit: 1G, per: calendar day, group: tenant}
            """)
        #expect(quotas.customFields == ["tenant", "recipients", "content"])
        var map = Quota(name: "map calls", match: "GET /maps/*", limit: 1000, period: .month)
        map.scope = .login
        var mail = Quota(name: "mail", match: "POST /mail", limit: 500, period: .sliding(seconds: 86_400))
        (mail.unit, mail.group) = (.field(1), 2)
        var volume = Quota(name: "volume", match: "* /*", limit: 1 << 30, period: .day)
        (volume.unit, volume.group) = (.bytes, 0)
        #expect(quotas.detection.quotas == [map, mail, volume])
    }

    @Test func theSampleOfTheHandbookLoads() throws {
        let loaded = try policy(Self.sample)
        #expect(loaded.detection.key == [.user, .pathSegment(0)])
        #expect(loaded.detection.routes.first { $0.match == "GET /health" }?.watch == false)
        #expect(loaded.detection.exemptions.map(\.reason) == ["initial import"])
        #expect(loaded.origin(of: "repeated_fetch.excess") == .file("abuse-scan.yaml", line: 17))
        #expect(loaded.origin(of: "repeated_fetch.etag_share") == .standard)
    }

    private func numbers(_ numbers: Int...) -> [Int] { numbers }

    static let sample = """
        profile: vitec-hub
        key: [user, path[0]]
        timezone: Europe/Oslo
        calendar: norway                # working days for deadlines; denmark, sweden too
        log_time: end
        routes:
          - match: "GET /{installation}/Estates"
            push: available             # active | available | unknown | none
            delta: changedAfter
          - match: "GET /{installation}/Estates/{id}"
            push: available
            bulk: "GET /{installation}/Estates"
          - match: "GET /{installation}/Employees/{id}/Picture"
            push: none
          - {match: "GET /health", watch: false}
        capacity: {workers: 32, max_rps: 400}
        repeated_fetch: {free_per_day: 3, excess: 100, share: 50%}
        polling: {min_interval: 5m, sustained: 6 of 24}
        quotas:
          - {name: map calls, match: "GET /maps/*", limit: 1000, per: calendar month}
          - {name: mail, match: "POST /mail", unit: field recipients, limit: 500, per: 24h, group: content}
        partners:
          - id: alfa
            name: Alfa Prospekt AS
            org_no: "999888777"
            language: nb                # nb nn da sv en
            logins: [alfa-web, alfa-sync]
            contacts: [{name: Kari Nordmann, email: kari@alfa.example, role: technical}]
        exemptions:
          - {login: alfa-sync, rule: repeated_fetch, until: 2026-12-01, reason: initial import, owner: ops}
        notices: {approval: manual, grace: {reminder: 7d, final: 7d, close: 14d}, reply_to: hub@example.no}
        """
}
