public import Cases
public import Policy

extension CaseCalendar {
    /// The days and hours of cases as a policy has them.
    ///
    /// - Throws: `ScanError` for a time zone that the machine does not know.
    public init(_ policy: Policy) throws(ScanError) {
        self.init(
            zone: try Zones.zone(policy.timeZone), holidays: policy.calendar, closed: policy.notices.closed,
            hours: policy.notices.hours)
    }
}
