import Detection

extension Sections {
    static let parallelDuplicates = Section(
        standard: ParallelDuplicatesOptions(),
        settings: [
            .scalar(
                "duplicates", \.duplicates, .integer(1...1_000_000_000),
                "Fetches within two seconds of the same answer, in 24 hours, that make an observation"),
            .scalar("share", \.sharePercent, .percentage(1...100), "Their least share of all fetches on the route"),
        ])
}
