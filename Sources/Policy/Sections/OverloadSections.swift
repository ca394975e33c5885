import Detection

/// One entry of `maintenance`: planned work on the API, in which nobody is accused of overload.
public struct MaintenanceEntry: Sendable {
    /// The first instant.
    public var from: ExemptionEnd?
    /// The first instant behind it.
    public var until: ExemptionEnd?
    /// What is done.
    public var reason: String?

    /// The stretch as the rules take it, dates counted in a zone; `nil` where an end is missing.
    func stretch(in zone: String) -> Maintenance? {
        guard let start = from?.milliseconds(in: zone), let end = until?.milliseconds(in: zone) else { return nil }
        return Maintenance(start: start, end: end)
    }
}

extension Sections {
    static let capacity = Section(
        standard: CapacityOptions(),
        settings: [
            .optional("workers", \.workers, .integer(1...1_000_000), "Requests that the API works on at the same time"),
            .optional(
                "max_rps", \.maxRequestsPerSecond, .integer(1...100_000_000), "Requests a second that the API can bear"),
        ])

    static let overload = Section(
        standard: OverloadOptions(),
        settings: [
            .scalar("load", \.loadPercent, .percentage(1...100), "How much of the capacity makes an overloaded minute"),
            .scalar(
                "errors", \.errors, .integer(1...1_000_000_000), "Answers 5xx that make an overloaded minute alone"),
            .scalar("error_share", \.errorSharePercent, .percentage(1...100), "Their least share of the minute"),
            .scalar("share", \.sharePercent, .percentage(1...100), "The share of a minute that makes a key principal"),
            .scalar(
                "surge", \.surge, .integer(1...1000),
                "How many times its usual requests a key sends, where only errors show the overload"),
            .scalar("minutes", \.minutes, .integer(1...60), "Such minutes of an hour that make a finding"),
            .scalar("day_minutes", \.dayMinutes, .integer(1...1440), "Such minutes of 24 hours that make a finding"),
            .scalar(
                "longest_request", \.longestRequestSeconds, .seconds(1...3600),
                "Longer requests count with so much of their time"),
        ])

    static let maintenance = Section(
        standard: MaintenanceEntry(),
        settings: [
            .optional("from", \.from, .end, "The first instant; a date means its first one in the zone of timezone")
                .required,
            .optional("until", \.until, .end, "The first instant behind it").required,
            .optional("reason", \.reason, .text, "What is done"),
        ])
}

extension PolicyReader {
    mutating func checkOverload(_ policy: Policy) {
        let options = policy.detection.overload
        let place = places["overload.day_minutes"] ?? places["overload.minutes"]
        if let place, options.dayMinutes < options.minutes {
            let fact = "day_minutes \(options.dayMinutes) is below minutes \(options.minutes)"
            complain("\(fact), so that an hour's minutes never decide; raise day_minutes", at: place)
        }
        guard places["maintenance"] != nil else { return }
        for sourced in policy.maintenanceEntries {
            guard let stretch = sourced.entry.stretch(in: policy.timeZone), stretch.end <= stretch.start else {
                continue
            }
            complain("the maintenance ends before it begins; put until behind from", at: sourced.place)
        }
    }
}
