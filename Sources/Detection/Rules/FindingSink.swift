/// Takes the findings as their episodes end.
struct FindingSink {
    private(set) var findings: [Finding] = []
    let observationsOnly: Bool

    /// Takes a finding, as an observation where the policy wants no others.
    mutating func take(_ finding: Finding) {
        var finding = finding
        if observationsOnly {
            finding.kind = .observation
            finding.firstSeen = nil
            finding.points = 0
        }
        findings.append(finding)
    }
}
