import Detection

extension Sections {
    static let ignoredBackoff = Section(
        standard: IgnoredBackoffOptions(),
        settings: [
            .scalar(
                "premature", \.premature, .integer(1...1_000_000_000),
                "Requests within a waiting time that make a bad hour"),
            .scalar("share", \.sharePercent, .percentage(1...100), "Their least share of the key's requests"),
            .scalar(
                "sustained", \.sustainedOfWindow, .sustained, "Bad hours that make a finding, out of so many"),
            .scalar(
                "heavy_premature", \.heavyPremature, .integer(1...1_000_000_000), "So many in one hour are enough"),
            .scalar("wait", \.waitSeconds, .seconds(3...86_400), "The waiting time where the log has no Retry-After"),
            .optional(
                "retry_after_field", \.retryAfterField, .word, "The field of the log that holds Retry-After in seconds"),
        ])

    static let closedDoor = Section(
        standard: ClosedDoorOptions(),
        settings: [
            .scalar("requests", \.requests, .integer(1...1_000_000_000), "Refused requests that make a bad hour"),
            .scalar("share", \.sharePercent, .percentage(1...100), "Their least share of the requests on the route"),
            .scalar(
                "sustained", \.sustainedOfWindow, .sustained, "Bad hours that make a finding, out of so many"),
        ])
}

extension IgnoredBackoffOptions {
    /// The two numbers of `sustained` as the policy writes them.
    fileprivate var sustainedOfWindow: Sustained {
        get { Sustained(count: sustained, window: window) }
        set { (sustained, window) = (newValue.count, newValue.window) }
    }
}

extension ClosedDoorOptions {
    /// The two numbers of `sustained` as the policy writes them.
    fileprivate var sustainedOfWindow: Sustained {
        get { Sustained(count: sustained, window: window) }
        set { (sustained, window) = (newValue.count, newValue.window) }
    }
}
