import Cases

extension Sections {
    static let serviceLevel = Section(
        standard: ServiceLevelOptions(),
        settings: [
            .scalar("hours", \.hours, .hours, "The hours of working days for which availability is agreed"),
            .scalar("target", \.targetPercent, .percentage(1...100), "The agreed part of a calendar month"),
            .scalar("exit", \.exitPercent, .percentage(1...100), "Below it the customer may leave …"),
            .scalar("exit_months", \.exitMonths, .integer(1...24), "… after so many months in a row"),
            .scalar(
                "cover", \.coverFactor, .integer(1...100),
                "With the extra cover the fee falls by so many times the lost part"
            ),
            .scalar(
                "errors", \.errors, .integer(1...1_000_000), "Answers 5xx that a minute of down time has at least …"),
            .scalar("error_share", \.errorPercent, .percentage(1...100), "… and their part of its calls"),
        ])

    static let dataVolume = Section(
        standard: DataVolumeOptions(),
        settings: [
            .scalar(
                "included", \.included, .size(0...1_000_000_000_000_000), "Bytes of a login and month that cost nothing"
            ),
            .scalar("unit", \.unit, .size(1...1_000_000_000_000_000), "Every started one above is charged"),
        ])
}
