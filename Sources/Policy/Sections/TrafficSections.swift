import Detection

extension Sections {
    static let closedDoor = Section(
        standard: ClosedDoorOptions(),
        settings: [
            .scalar("requests", \.requests, .integer(1...1_000_000_000), "Refused requests that make a bad hour"),
            .scalar("share", \.sharePercent, .percentage(1...100), "Their least share of the requests on the route"),
            .scalar(
                "sustained", \.sustainedOfWindow, .sustained, "Bad hours that make a finding, out of so many"),
        ])
}

extension ClosedDoorOptions {
    /// The two numbers of `sustained` as the policy writes them.
    fileprivate var sustainedOfWindow: Sustained {
        get { Sustained(count: sustained, window: window) }
        set { (sustained, window) = (newValue.count, newValue.window) }
    }
}
