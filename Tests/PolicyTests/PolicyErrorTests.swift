import Testing

@testable import Policy

/// A file and every sentence that it must give.
struct BadPolicy: CustomTestStringConvertible, Sendable {
    let yaml: String
    let sentences: [String]

    init(_ yaml: String, _ sentences: String...) {
        self.yaml = yaml
        self.sentences = sentences
    }

    var testDescription: String { yaml.replacing("\n", with: "⏎") }
}

/// The sentences of a text that must not load.
func sentences(of yaml: String) -> [String] {
    do throws(PolicyError) {
        _ = try Policy(yaml: yaml, fileName: "abuse-scan.yaml")
        return []
    } catch {
        return error.problems.map(\.description)
    }
}

@Suite struct PolicyErrorTests {
    static let shapes = [
        BadPolicy(
            "timezone: UTC\n\npoling:\n  min_interval: 5m\n",
            "abuse-scan.yaml:3:1: unknown key \"poling\"; did you mean \"polling\"?"),
        BadPolicy(
            "polling:\n  min-intervall: 5m\n",
            "abuse-scan.yaml:2:3: unknown key \"min-intervall\"; did you mean \"min_interval\"?"),
        BadPolicy(
            "polling: {frequency: 5m}",
            "abuse-scan.yaml:1:11: unknown key \"frequency\"; the keys here are min_interval, sustained"),
        BadPolicy(
            "polling: 5m",
            "abuse-scan.yaml:1:10: polling is a single value, not a section; write keys and values below it, or remove the key"
        ),
        BadPolicy(
            "polling:\n", "abuse-scan.yaml:1:9: polling has no value; write keys and values below it, or remove the key"
        ),
        BadPolicy(
            "routes:\n",
            "abuse-scan.yaml:1:8: routes has no value; write entries below it, [] for none, or remove the key"),
        BadPolicy(
            "key: user",
            "abuse-scan.yaml:1:6: key is a single value, not a list; write entries below it, [] for none, or remove the key"
        ),
        BadPolicy("key: []", "abuse-scan.yaml:1:6: key is empty; write at least 1, or remove the key"),
        BadPolicy(
            "timezone: [UTC]",
            "abuse-scan.yaml:1:11: timezone is a list, not a time zone such as Europe/Oslo; write a single value"),
        BadPolicy(
            "repeated_fetch:\n  excess:\n",
            "abuse-scan.yaml:2:10: excess has no value; write a whole number from 1 to 1000000000, or remove the key"),
        BadPolicy(
            "- a\n- b\n",
            "abuse-scan.yaml:1:1: the policy is a list, not a section; write keys and values below it, or remove the key"
        ),
        BadPolicy(
            "routes: [GET /a]",
            "abuse-scan.yaml:1:10: an entry of routes is a single value, not a section; "
                + "write keys and values below it, or remove the key"),
        BadPolicy("[a]: b\n", "abuse-scan.yaml:1:1: a key of the policy is a list; write a word"),
        BadPolicy("routes:\n  - push: none\n", "abuse-scan.yaml:2:5: an entry of routes has no match; add one"),
        BadPolicy(
            "exemptions:\n  - login: a\n", "abuse-scan.yaml:2:5: an entry of exemptions has no reason; add one"),
    ]

    static let syntax = [
        BadPolicy(
            "key: [user\ntimezone: UTC\n",
            "abuse-scan.yaml:2:9: not YAML: did not find expected ',' or ']' while parsing a flow sequence; "
                + "check indentation (spaces, no tabs), brackets and quotes around this place"),
        BadPolicy(
            "polling:\r\n\tsustained: 6\r\n",
            "abuse-scan.yaml:2:1: not YAML: found character that cannot start any token while scanning for the next token; "
                + "check indentation (spaces, no tabs), brackets and quotes around this place"),
        BadPolicy(
            "key: \"user\n",
            "abuse-scan.yaml:2:1: not YAML: found unexpected end of stream while scanning a quoted scalar; "
                + "check indentation (spaces, no tabs), brackets and quotes around this place"),
        BadPolicy(
            "a: 1\n---\nb: 2\n",
            "abuse-scan.yaml:2:1: a second YAML document begins here; keep one in the file"),
        BadPolicy(
            "key: *a\n",
            "abuse-scan.yaml:1:6: not YAML: found undefined alias; check indentation (spaces, no tabs), brackets and quotes around this place"
        ),
        BadPolicy(
            "key: [\u{7}]\n",
            "abuse-scan.yaml:1: not YAML: control characters are not allowed (character U+7); "
                + "check indentation (spaces, no tabs), brackets and quotes around this place"),
        BadPolicy(
            "timezone: UTC # \u{E000}\n",
            "abuse-scan.yaml:1: the file holds a private-use character (U+E000 to U+F8FF); remove it"),
    ]

    static let repeated = [
        BadPolicy(
            "timezone: UTC\npolling: {min_interval: 1m}\ntimezone: Europe/Oslo\n",
            "abuse-scan.yaml:3:1: \"timezone\" stands twice, first in line 1; keep one of them"),
        BadPolicy(
            "timezone: UTC\n\"timezone\": UTC\n'timezone': UTC\npolling: {sustained: 1, sustained: 2}\n",
            "abuse-scan.yaml:2:1: \"timezone\" stands twice, first in line 1; keep one of them",
            "abuse-scan.yaml:3:1: \"timezone\" stands twice, first in line 1; keep one of them",
            "abuse-scan.yaml:4:25: \"sustained\" stands twice, first in line 4; keep one of them"),
        BadPolicy(
            "poling: 1\npoling: 2\n", "abuse-scan.yaml:1:1: unknown key \"poling\"; did you mean \"polling\"?",
            "abuse-scan.yaml:2:1: \"poling\" stands twice, first in line 1; keep one of them"),
        BadPolicy(
            "\"t\\u0069mezone\": UTC\ntimezone: UTC\n",
            "abuse-scan.yaml:2:1: \"timezone\" stands twice, first in line 1; keep one of them"),
    ]

    static let values = [
        BadPolicy(
            "profile: vitec",
            "abuse-scan.yaml:1:10: profile: \"vitec\" is none of vitec-hub, triage, apidari, vitec-datamann; write one of them"
        ),
        BadPolicy(
            "profile: vitec_hub",
            "abuse-scan.yaml:1:10: profile: \"vitec_hub\" is none of vitec-hub, triage, apidari, vitec-datamann; did you mean \"vitec-hub\"?"
        ),
        BadPolicy(
            "repeated_fetch: {excess: many}",
            "abuse-scan.yaml:1:26: excess: \"many\" is not a whole number; write a whole number from 1 to 1000000000"),
        BadPolicy(
            "repeated_fetch: {excess: 0}",
            "abuse-scan.yaml:1:26: excess: 0 is out of range; write a whole number from 1 to 1000000000"),
        BadPolicy(
            "repeated_fetch: {share: 50}",
            "abuse-scan.yaml:1:25: share: \"50\" is not a percentage; write a percentage from 1% to 100%"),
        BadPolicy(
            "repeated_fetch: {share: 101%}",
            "abuse-scan.yaml:1:25: share: 101% is out of range; write a percentage from 1% to 100%"),
        BadPolicy(
            "polling: {min_interval: 5 min}",
            "abuse-scan.yaml:1:25: min_interval: \"5 min\" is not a duration; write a duration from 12s to 1d"),
        BadPolicy(
            "polling: {min_interval: 11s}",
            "abuse-scan.yaml:1:25: min_interval: 11s is out of range; write a duration from 12s to 1d"),
        BadPolicy(
            "polling: {min_interval: 25h}",
            "abuse-scan.yaml:1:25: min_interval: 25h is out of range; write a duration from 12s to 1d"),
        BadPolicy(
            "polling: {sustained: 6/24}",
            "abuse-scan.yaml:1:22: sustained: \"6/24\" is not n of m; write it like 6 of 24"),
        BadPolicy(
            "polling: {sustained: 7 of 6}",
            "abuse-scan.yaml:1:22: sustained: \"7 of 6\" asks for more blocks than it looks back at; write 6 or fewer of them"
        ),
        BadPolicy(
            "polling: {sustained: 6 of 33}",
            "abuse-scan.yaml:1:22: sustained: \"6 of 33\" looks back at 33 blocks; write a window from 1 to 32"),
        BadPolicy(
            "polling: {sustained: 0 of 24}",
            "abuse-scan.yaml:1:22: sustained: \"0 of 24\" asks for no block at all; write at least 1"),
        BadPolicy(
            "observations_only: yes",
            "abuse-scan.yaml:1:20: observations_only: \"yes\" is neither true nor false; write one of them"),
        BadPolicy(
            "timezone: Europe/Olso",
            "abuse-scan.yaml:1:11: timezone: \"Europe/Olso\" is not a time zone; did you mean \"Europe/Oslo\"?"),
        BadPolicy(
            "timezone: CET",
            "abuse-scan.yaml:1:11: timezone: \"CET\" is not a time zone; write a name such as Europe/Oslo, UTC or +01:00"
        ),
        BadPolicy(
            "key: [usr, \"path[12]\"]",
            "abuse-scan.yaml:1:7: key: \"usr\" is not a part of a key; did you mean \"user\"?",
            "abuse-scan.yaml:1:12: key: \"path[12]\" is no part of a key: segments are counted from path[0], which names the base, to path[9]"
        ),
        BadPolicy(
            "key: [remote_user, query]",
            "abuse-scan.yaml:1:7: key: \"remote_user\" is not a part of a key; "
                + "write one of user, path[0], path[N], ip, agent, query NAME, field NAME",
            "abuse-scan.yaml:1:20: key: \"query\" is not a part of a key; "
                + "write one of user, path[0], path[N], ip, agent, query NAME, field NAME"),
        BadPolicy(
            "log_format: \"\"", "abuse-scan.yaml:1:13: log_format: the text is empty; write one, or remove the key"),
        BadPolicy(
            "log_format: \"a\\tb\"",
            "abuse-scan.yaml:1:13: log_format: the text holds control characters; remove them"),
        BadPolicy(
            "url: {cache_busters: [\"a=b\"]}",
            "abuse-scan.yaml:1:23: cache_busters: \"a=b\" is not a parameter; write its name alone"),
        BadPolicy(
            "exemptions: [{login: a, reason: b, until: 2026-02-30}]",
            "abuse-scan.yaml:1:43: until: \"2026-02-30\" is not a date that exists; "
                + "write a date such as 2026-12-01 or a stamp such as 2026-12-01T12:00:00Z"),
        BadPolicy(
            "exemptions: [{rule: noise, reason: b}]",
            "abuse-scan.yaml:1:21: rule: \"noise\" is none of repeated_fetch, polling, round_the_clock, overload, ignored_backoff, closed_door, fan_out, wasteful_scan, parallel_duplicates, quota; write one of them"
        ),
        BadPolicy(
            "notices: {reply_to: hub}",
            "abuse-scan.yaml:1:21: reply_to: \"hub\" is not an address; write one such as hub@example.no"),
        BadPolicy(
            "partners: [{id: a b, logins: [a]}]",
            "abuse-scan.yaml:1:17: id: \"a b\" is not a word; write it without spaces"),
        BadPolicy(
            "quotas: [{name: a, match: GET /a, limit: 5, per: week, unit: mails}]",
            "abuse-scan.yaml:1:50: per: \"week\" is not a period; write calendar day, calendar month, or a duration such as 24h",
            "abuse-scan.yaml:1:62: unit: \"mails\" is not a unit; write 1, bytes, or field NAME"),
    ]

    static let routes = [
        BadPolicy(
            "routes: [{match: GET/a}]",
            "abuse-scan.yaml:1:18: match: \"GET/a\" is not a route: it is not a method, a space and a path; "
                + "write it like \"GET /{installation}/Estates/{id}\""),
        BadPolicy(
            "routes: [{match: get /a}]",
            "abuse-scan.yaml:1:18: match: \"get /a\" is not a route: the method \"get\" is not a word in capitals; "
                + "write \"GET\", or * for every method"),
        BadPolicy(
            "routes: [{match: GET /a/}]",
            "abuse-scan.yaml:1:18: match: \"GET /a/\" is not a route: the path does not begin with one slash or has an empty "
                + "segment; write it like /a/b, without an end slash"),
        BadPolicy(
            "routes: [{match: \"GET /a?b=c\"}]",
            "abuse-scan.yaml:1:18: match: \"GET /a?b=c\" is not a route: the path holds a query or a fragment; "
                + "end it before the ? or the #"),
        BadPolicy(
            "routes: [{match: \"GET /a{id}\"}]",
            "abuse-scan.yaml:1:18: match: \"GET /a{id}\" is not a route: the segment \"a{id}\" mixes a literal with a "
                + "placeholder; write a literal, {name}, or a final *"),
        BadPolicy(
            "routes: [{match: GET /*/a}]",
            "abuse-scan.yaml:1:18: match: \"GET /*/a\" is not a route: a * stands before the last segment; "
                + "write {name} for one segment, or end the pattern there"),
        BadPolicy(
            "routes: [{match: GET /a, push: availble}]",
            "abuse-scan.yaml:1:32: push: \"availble\" is none of active, available, fat, unknown, none; did you mean \"available\"?"
        ),
        BadPolicy(
            "routes:\n  - match: GET /a/{id}\n  - match: GET /a/{name}\n",
            "abuse-scan.yaml:3:5: \"GET /a/{name}\" matches the same requests as line 2; keep one of them"),
        BadPolicy(
            "routes:\n  - match: GET /a/*\n  - match: GET /a/b\n",
            "abuse-scan.yaml:3:5: \"GET /a/b\" can never match, for line 2 (\"GET /a/*\") takes all of it; "
                + "put the narrower route first"),
    ]

    static let contradictions = [
        BadPolicy("key: [user, user]", "abuse-scan.yaml:1:1: key: user stands twice; keep one of them"),
        BadPolicy(
            "key: [field a, field b, field c, field d, field e]",
            "abuse-scan.yaml:1:1: key: 5 parts beside path[0] are over the limit of 2; drop some"),
        BadPolicy(
            "url:\n  cache_busters: [TS]\n",
            "abuse-scan.yaml:2:3: ts is among cache_busters and volatile_parameters; "
                + "a dropped parameter has no value, keep it in one"),
        BadPolicy(
            "overload: {minutes: 20, day_minutes: 19}",
            "abuse-scan.yaml:1:25: day_minutes 19 is below minutes 20, so that an hour's minutes never decide; raise day_minutes"
        ),
        BadPolicy(
            "maintenance: [{from: 2026-12-02, until: 2026-12-01T23:00:00Z}]",
            "abuse-scan.yaml:1:15: the maintenance ends before it begins; put until behind from"),
        BadPolicy(
            "maintenance: [{from: 2026-12-02}]",
            "abuse-scan.yaml:1:15: an entry of maintenance has no until; add one"),
        BadPolicy(
            "repeated_fetch: {excess: 20000}",
            "abuse-scan.yaml:1:18: heavy_excess 10000 is below excess 20000, so that heavy use is easier to reach than "
                + "plain excess; raise heavy_excess"),
        BadPolicy(
            "repeated_fetch: {heavy_share: 60%}",
            "abuse-scan.yaml:1:18: heavy_share 60% is over share 50%, so that it never decides; lower heavy_share"),
        BadPolicy(
            "repeated_fetch: {etag_share: 60%}",
            "abuse-scan.yaml:1:18: etag_share 60% is over share 50%, so that it never decides; lower etag_share"),
        BadPolicy(
            "exemptions: [{reason: because}]",
            "abuse-scan.yaml:1:14: an exemption without login, installation and rule exempts everything; "
                + "name at least one of them"),
        BadPolicy(
            "quotas:\n  - {name: a, match: GET /a, limit: 1, per: 1d, unit: field n, group: g}\n"
                + "ignored_backoff: {retry_after_field: w}\nkey: [field x, field y]\n",
            "abuse-scan.yaml:1:1: 5 fields are asked for by name (x, y, n, g, w), over the limit of 4; use fewer in key, "
                + "quotas and ignored_backoff"),
        BadPolicy(
            "partners:\n  - {id: a, logins: [x, x]}\n  - {id: a, logins: [x]}\n",
            "abuse-scan.yaml:2:5: the login \"x\" stands twice; keep it in one place",
            "abuse-scan.yaml:3:5: the id \"a\" belongs to the partner of line 2 already; choose another",
            "abuse-scan.yaml:3:5: the login \"x\" belongs to the partner of line 2 already; keep it in one place"),
        BadPolicy(
            "quotas:\n  - {name: a, match: GET /a, limit: 1, per: 1d}\n  - {name: a, match: GET /b, limit: 1, per: 1d}\n",
            "abuse-scan.yaml:3:5: the quota \"a\" stands in line 2 already; choose another name"),
    ]

    @Test(arguments: shapes + syntax + repeated + values + routes + contradictions)
    func everyProblemIsOneWholeSentence(_ bad: BadPolicy) {
        #expect(sentences(of: bad.yaml) == bad.sentences)
    }

    @Test func allProblemsOfAFileAreToldAtOnceFromTopToBottom() {
        let yaml = """
            timezone: Europe/Olso
            routes:
              - {match: GET /a, push: maybe}
              - match: nothing
            polling: {sustained: 9 of 3}
            poling: 1
            polling: {}
            """
        let lines = sentences(of: yaml).map { $0.split(separator: ":")[1] }
        #expect(lines == ["1", "3", "4", "5", "6", "7"])
    }

    @Test func anExpressionThatDoesNotCompileIsAProblem() throws {
        let sentence = try #require(sentences(of: "installation_pattern: \"[A-\"").first)
        #expect(sentence.hasPrefix("abuse-scan.yaml:1:23: installation_pattern: \"[A-\" is not a regular expression ("))
        #expect(sentence.hasSuffix("); correct it, or escape signs with \\"))
    }

    @Test func anUnknownProfileIsToldWithoutAPlace() {
        let error = #expect(throws: PolicyError.self) { _ = try Policy.profile(named: "triaje") }
        #expect(
            error?.description
                == "unknown profile: \"triaje\" is none of vitec-hub, triage, apidari, vitec-datamann; did you mean \"triage\"?"
        )
    }
}
