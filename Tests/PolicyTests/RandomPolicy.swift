@testable import Policy

/// Makes policy files that are valid, with every key now and then.
enum RandomPolicy {
    static func yaml(_ random: inout SeededRandom) -> String {
        var parts: [String] = []
        for part in Self.parts where random.number(below: 2) == 0 { parts.append(part(&random)) }
        for index in parts.indices.reversed() { parts.swapAt(index, random.number(below: index + 1)) }
        return parts.joined(separator: "\n") + "\n"
    }

    private typealias Part = @Sendable (inout SeededRandom) -> String

    private static let parts: [Part] = [
        { "profile: \($0.pick(Policy.profileNames))" },
        { "key: [\($0.pick(["user", "field a", "ip", "query x"])), \($0.pick(["path[0]", "agent"]))]" },
        { "timezone: \($0.pick(["UTC", "Europe/Oslo", "\"+05:30\"", "America/Santiago"]))" },
        { "assume_timezone: \($0.pick(["UTC", "-01:00"]))" },
        { "log_time: \($0.pick(["start", "end"]))" },
        { "log_format: \(text(&$0))" },
        { "installation_pattern: \($0.pick(["\"^[A-Z]+$\"", "'^\\d{3}$'", "X"]))" },
        { "json_fields: {\($0.pick(["time", "user", "etag"])): \(text(&$0))}" },
        { "url: {cache_busters: [\($0.pick(["", "null", "_, x", "\"1\"", "y"]))]}" },
        {
            "repeated_fetch: {free_per_day: \($0.number(below: 9)), excess: \(1 + $0.number(below: 9_000)), share: 70%}"
        },
        {
            "polling: {min_interval: \($0.pick(["12s", "1d", "90s", "3600s"])), sustained: \($0.pick(["6", "32 of 32", "1 of 7"]))}"
        },
        { "round_the_clock: {ratio: \(1 + $0.number(below: 100))%}" },
        { "observations_only: \($0.pick(["true", "false"]))" },
        { "replace_routes: \($0.pick(["true", "false"]))" },
        { "calendar: \($0.pick(["norway", "sweden", "denmark"]))" },
        { "capacity: {workers: \(1 + $0.number(below: 99))}" },
        {
            "overload: {load: \(1 + $0.number(below: 100))%, minutes: \(1 + $0.number(below: 60)), day_minutes: \(60 + $0.number(below: 99))}"
        },
        { "maintenance: [{from: 2026-03-0\(1 + $0.number(below: 9)), until: 2026-04-01T12:00:00Z, reason: a}]" },
        { "closed_door: {sustained: 1 of \(1 + $0.number(below: 32))}" },
        { "fan_out: {fan_outs: \(1 + $0.number(below: 9)), id_parameters: [\($0.pick(["", "id", "\"id[]\", x"]))]}" },
        { "wasteful_scan: {gap: \($0.pick(["1m", "30s"])), limit_parameters: [\($0.pick(["", "\"$top\"", "a, b"]))]}" },
        { "parallel_duplicates: {share: \(1 + $0.number(below: 100))%}" },
        {
            "notices: {\($0.pick(["grace: {final: 9d}, reply_to: a+b@c.example", "closed: [12-24, 02-29], channel: sendmail", "closed: [], channel: 'maildir:a b'", "hours: 07:00-16:30, phone: \"1\"", "suspend_without_notice: [{rule: overload, points: 7}]"]))}"
        },
        { "contract: {title: \(text(&$0)), clause_2: \(text(&$0))}" },
        list("routes", route), list("exemptions", exemption), list("partners", partner), list("quotas", quota),
    ]

    private static func list(_ name: String, _ entry: @escaping @Sendable (inout SeededRandom, Int) -> String) -> Part {
        { random in
            let count = random.number(below: 5)
            guard count > 0 else { return "\(name): []" }
            return "\(name):\n" + (0..<count).map { "  - \(entry(&random, $0))" }.joined(separator: "\n")
        }
    }

    private static func route(_ random: inout SeededRandom, _ number: Int) -> String {
        var members = [
            "match: \"\(random.pick(["GET", "POST", "*"])) /r\(number)/\(random.pick(["{id}", "*", "a", "{installation}/b"]))\""
        ]
        if random.number(below: 2) == 0 { members.append("push: \(random.pick(["none", "active", "unknown"]))") }
        if random.number(below: 2) == 0 { members.append("delta: since") }
        if random.number(below: 2) == 0 { members.append("bulk: \"GET /{installation}/*\"") }
        if random.number(below: 2) == 0 { members.append("watch: \(random.pick(["true", "false"]))") }
        if random.number(below: 2) == 0 { members.append("fingerprint: \(random.pick(["none", "auto"]))") }
        if random.number(below: 2) == 0 { members.append("min_interval: \(12 + random.number(below: 300))s") }
        if random.number(below: 2) == 0 { members.append("max_page: \(1 + random.number(below: 300))") }
        return "{\(members.joined(separator: ", "))}"
    }

    private static func exemption(_ random: inout SeededRandom, _ number: Int) -> String {
        let end = random.pick(["", ", until: 2026-12-01", ", until: \"2026-12-01T10:00:00+01:00\""])
        return "{login: \(text(&random)), reason: \(text(&random))\(end)}"
    }

    private static func partner(_ random: inout SeededRandom, _ number: Int) -> String {
        let contact = random.pick([
            "[]", "[{email: a@b.example}, {name: \(text(&random)), email: c@d.example, role: x}]",
        ])
        return "{id: p\(number), name: \(text(&random)), logins: [l\(number), \"\(number)\"], contacts: \(contact)}"
    }

    private static func quota(_ random: inout SeededRandom, _ number: Int) -> String {
        let unit = random.pick(["1", "bytes", "field to"])
        let limit = random.pick(["1", "64K", "2G", "1000"])
        let period = random.pick(["calendar day", "calendar month", "24h", "30d", "90s"])
        return "{name: q\(number), match: GET /*, unit: \(unit), limit: \(limit), per: \(period), scope: login}"
    }

    /// A text that is easily read as something else, in quotes.
    private static func text(_ random: inout SeededRandom) -> String {
        let texts = [
            "plain", "two words", "12", "1.5", "true", "null", "~", "- a", "a: b", "#a", "a#b", "{a}", "[a]", "path[0]",
            "'", "\\",
            "æøå", "日本", "no", "Ja ", " x", "2026-12-01", "*a", "&a", "!a", "%", "@a", "`", "a, b", "?", ":", "0x1F",
            "1e3", ".5",
            "\u{200F}x", "\u{2028}", "e\u{301}", "🙂", "<<", "=", "Yes", "nginx:$a \"$b\"",
        ]
        return random.pick(texts).quoted
    }
}

extension String {
    fileprivate var quoted: String { JSONNode.quoted(self) }
}
