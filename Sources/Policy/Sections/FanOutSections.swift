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

    static let wastefulScan = Section(
        standard: WastefulScanOptions(),
        settings: [
            .scalar(
                "tiny_pages", \.tinyPages, .integer(1...1_000_000_000),
                "Tiny pages turned to in 24 hours that make a finding, on routes with max_page"),
            .scalar(
                "tiny_part", \.tinyPart, .integer(2...1_000_000), "A page is tiny up to max_page divided by this"),
            .scalar(
                "full_scans", \.fullScans, .integer(1...1_000_000),
                "Whole lists read in 24 hours that make a finding, on routes with delta"),
            .scalar("pages", \.pages, .integer(2...1_000_000), "Pages of a full scan at least"),
            .scalar("gap", \.gapSeconds, .seconds(1...3600), "The longest pause from page to page"),
            .scalars(
                "limit_parameters", \.limitParameters, .parameter, "Query parameters that hold the rows of a page"),
            .scalars("page_parameters", \.pageParameters, .parameter, "Query parameters that number pages"),
            .scalars(
                "offset_parameters", \.offsetParameters, .parameter,
                "Query parameters that count the rows before a page"),
            .scalars(
                "cursor_parameters", \.cursorParameters, .parameter,
                "Query parameters that hold what the last answer gave for asking on"),
            .scalars(
                "neutral_parameters", \.neutralParameters, .parameter,
                "Query parameters that order or shape a list and leave nothing out"),
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
