import Detection

extension Sections {
    static let repeatedFetch = Section(
        standard: RepeatedFetchOptions(),
        settings: [
            .scalar(
                "free_per_day", \.freePerDay, .integer(0...86_400), "Repeats of one resource that are free in 24 hours"),
            .scalar("excess", \.excess, count, "Repeats beyond the free ones in 24 hours that make a finding"),
            .scalar("share", \.sharePercent, share, "Their least share of all fetches on the route"),
            .scalar("etag_share", \.etagSharePercent, share, "The least share where entity tags prove the repeats"),
            .scalar("heavy_excess", \.heavyExcess, count, "So many repeats make a finding at a smaller share"),
            .scalar("heavy_share", \.heavySharePercent, share, "The least share for heavy_excess"),
        ])

    static let polling = Section(
        standard: PollingOptions(),
        settings: [
            .scalar("min_interval", \.minIntervalSeconds, .pollInterval, "The shortest interval that is not short"),
            .scalar(
                "sustained", \.sustainedOfWindow, .sustained,
                "Regular blocks that make a finding, out of so many; a block is 12 times min_interval"),
        ])

    static let roundTheClock = Section(
        standard: RoundTheClockOptions(),
        settings: [
            .scalar("requests", \.requests, count, "Requests a day from which on day and night are compared"),
            .scalar("ratio", \.ratioPercent, share, "How near the hourly rate of the night is to that of the day"),
        ])

    static let url = Section(
        standard: URLOptions(),
        settings: [
            .scalar(
                "case_insensitive_paths", \.caseInsensitivePaths, .boolean,
                "Fold the case of paths, where the server ignores it"),
            .scalars("cache_busters", \.cacheBusters, .parameter, "Query parameters that are dropped"),
            .scalars(
                "volatile_parameters", \.volatileParameters, .parameter,
                "Query parameters whose values do not tell poll targets apart"),
        ])

    private static let count = ScalarKind<Int>.integer(1...1_000_000_000)
    private static let share = ScalarKind<Int>.percentage(1...100)
}

extension PollingOptions {
    /// The two numbers of `sustained` as the policy writes them.
    fileprivate var sustainedOfWindow: Sustained {
        get { Sustained(count: sustained, window: window) }
        set { (sustained, window) = (newValue.count, newValue.window) }
    }
}

extension ScalarKind where Value == Int {
    /// A polling interval, from 12 s to a day.
    static var pollInterval: ScalarKind { .seconds(12...86_400) }
}

extension ScalarKind where Value == String {
    /// The name of a query parameter.
    static var parameter: ScalarKind {
        let schema: [(name: String, value: JSONNode)] = [("pattern", .text("^[^=&#\\s]+$"))]
        return ScalarKind(shape: "the name of a parameter", schema: schema, text: { $0 }) { text in
            let isName = !text.isEmpty && !text.contains { "=&#".contains($0) || $0.isWhitespace }
            return isName ? .value(text) : .fault("\"\(text)\" is not a parameter; write its name alone")
        }
    }
}
