public import Detection

extension Finding {
    /// 16 hex digits that are the same for the same episode in every run: the start of SHA-256 over rule, login,
    /// installation, route, target and start in milliseconds, each on its line, `nil` as an empty one. A closed door has
    /// its status in the place of the target, a wasteful scan its kind.
    public var identifier: String {
        var target = target ?? ""
        if case .closedDoor(let figures) = evidence { target = String(figures.status) }
        if case .wastefulScan(let figures) = evidence { target = figures.kind.rawValue }
        let parts = [
            rule.rawValue, key.login ?? "", key.installation ?? "", route, target, String(started),
        ]
        return String(TextDigest.sha256(parts.joined(separator: "\n")).prefix(16))
    }
}
