import Cases
import Detection

extension Sections {
    /// The whole file, in the order in which it is shown.
    static let policy = Section(
        standard: Policy(),
        settings: identity + input + rules + register + letters)

    private static let identity: [Setting<Policy>] = [
        .scalar("profile", \.profile, .name(of: Policy.profileNames), "The shipped policy that this file starts from"),
        .scalars(
            "key", \.detection.key, .keyPart, "What forms the key: the accountable login and installation", atLeast: 1),
        .scalar(
            "installation_pattern", \.detection.installationPattern, .expression,
            "A regular expression for the path segments that name an installation"),
        .scalar("timezone", \.timeZone, .zone, "The zone in which local days are counted"),
    ]

    private static let input: [Setting<Policy>] = [
        .optional("assume_timezone", \.assumedTimeZone, .zone, "The zone of stamps that carry none", absent: "UTC")
            .example("assume_timezone: Europe/Oslo"),
        .scalar("log_time", \.detection.logTime, .choice, "Whether a stamp is the start or the end of its request"),
        .optional(
            "log_format", \.logFormat, .text,
            "A preset such as combined, or the server's own format after nginx: or apache:", absent: "told by content"
        ).example("log_format: combined"),
        .section("json_fields", \.jsonFields, jsonFields, "Names of JSON fields by their role").example(
            "json_fields:", "  time: ts", "  user: account"),
        .section("url", \.detection.url, url, "How URLs are made comparable"),
    ]

    private static let rules: [Setting<Policy>] = [
        .scalar(
            "replace_routes", \.replacesRoutes, .boolean,
            "true drops the routes of the profile; else those of the file come before them"),
        .list("routes", \.routeEntries, of: route, "The routes of the API; the first match wins").example(
            "routes:", "  - match: \"GET /{installation}/Estates\"", "    push: active", "    delta: changedAfter"),
        .section(
            "repeated_fetch", \.detection.repeatedFetch, repeatedFetch, "Fetching the same unchanged answer again"),
        .section("polling", \.detection.polling, polling, "Asking at short, even intervals where push exists"),
        .section("round_the_clock", \.detection.roundTheClock, roundTheClock, "As many requests by night as by day"),
        .scalar(
            "observations_only", \.detection.observationsOnly, .boolean,
            "true prints every finding as an observation, which is never for a letter"),
        .section("capacity", \.detection.capacity, capacity, "What the API can bear").example(
            "capacity:", "  workers: 32", "  max_rps: 400"),
        .section("overload", \.detection.overload, overload, "Loading the API while it cannot cope"),
        .list("maintenance", \.maintenanceEntries, of: maintenance, "Planned work: overload is only observed").example(
            "maintenance:", "  - from: 2026-12-01T01:00:00+01:00", "    until: 2026-12-01T03:00:00+01:00"),
        .section(
            "ignored_backoff", \.detection.ignoredBackoff, ignoredBackoff, "Asking again while told to wait"),
        .section("closed_door", \.detection.closedDoor, closedDoor, "Hammering on errors"),
        .section("fan_out", \.detection.fanOut, fanOut, "Fetching a list, and then its items one by one"),
        .section(
            "wasteful_scan", \.detection.wastefulScan, wastefulScan,
            "Reading long lists in a way that costs more than it must"),
        .section(
            "parallel_duplicates", \.detection.parallelDuplicates, parallelDuplicates,
            "Asking for the same thing several times at once"),
        .list("quotas", \.quotaEntries, of: quota, "Limits on calls or units in a period").example(
            "quotas:", "  - name: map calls", "    match: GET /maps/*", "    limit: 1000", "    per: calendar month"
        ),
        .list("exemptions", \.exemptionEntries, of: exemption, "Findings that are printed but never count").example(
            "exemptions:", "  - login: alfa-sync", "    rule: repeated_fetch", "    until: \"2026-12-01\"",
            "    reason: initial import", "    owner: ops"),
    ]

    private static let register: [Setting<Policy>] = [
        .list("partners", \.partnerEntries, of: partner, "The register: who stands behind logins").example(
            "partners:", "  - id: alfa", "    name: Alfa Prospekt AS", "    logins: [alfa-web, alfa-sync]")
    ]

    private static let letters: [Setting<Policy>] = [
        .section("service_level", \.serviceLevel, serviceLevel, "What is agreed of availability, for reports"),
        .section("data_volume", \.dataVolume, dataVolume, "What is agreed of data, for reports"),
        .section("ledger", \.ledger, ledger, "How long a ledger keeps what runs leave behind"),
        .scalar("calendar", \.calendar, .choice, "Whose public holidays deadlines step over"),
        .section("contract", \.contract, contract, "What the agreement says of misuse, word for word"),
        .section("notices", \.notices, notices, "How letters are drafted and sent"),
    ]

    private static let jsonFields = Section(standard: [String: String](), settings: jsonRoles.map(jsonField))

    private static let jsonRoles = [
        "time", "user", "target", "method", "status", "bytes", "duration", "address", "agent", "etag", "request",
    ]

    private static func jsonField(_ role: String) -> Setting<[String: String]> {
        .optional(role, \.[role], .text, "The field that holds the \(role) of a request", absent: "the usual names")
    }
}
