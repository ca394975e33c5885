import Detection

extension Sections {
    static let fanOut = Section(
        standard: FanOutOptions(),
        settings: [
            .scalar(
                "requests", \.requests, .integer(1...1_000_000_000),
                "Fetches of items one by one behind their list, in 24 hours, that make a finding"),
            .scalar("share", \.sharePercent, .percentage(1...100), "Their least share of the key's requests"),
            .scalar("fan_outs", \.fanOuts, .integer(1...1_000_000), "Times that a list was fetched so, at least"),
            .scalar("ids", \.ids, .integer(2...400), "Different items of a burst at least"),
            .scalar("gap", \.gapSeconds, .seconds(1...3600), "The longest pause within a burst"),
            .scalar(
                "after_list", \.afterListSeconds, .seconds(1...3600), "The longest time from the list to its burst"),
            .scalars(
                "id_parameters", \.idParameters, .parameter,
                "Query parameters that name the wanted items; such requests are no part of a burst"),
        ])

    static let parallelDuplicates = Section(
        standard: ParallelDuplicatesOptions(),
        settings: [
            .scalar(
                "duplicates", \.duplicates, .integer(1...1_000_000_000),
                "Fetches within two seconds of the same answer, in 24 hours, that make an observation"),
            .scalar("share", \.sharePercent, .percentage(1...100), "Their least share of all fetches on the route"),
        ])
}
