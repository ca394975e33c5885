import Detection

extension QuotaRule {
    /// The fields of a line that the quota reads, by name.
    var fields: [String] { [unitField, group].compactMap(\.self) }

    private var unitField: String? {
        let words = unit.split(separator: " ")
        return words.count == 2 ? String(words[1]) : nil
    }

    /// The quota as the rules take it, its fields by their places in `names`.
    func quota(fields names: [String]) -> Quota {
        let window: Quota.Period =
            switch per {
            case .day: .day
            case .month: .month
            case .sliding(let duration): .sliding(seconds: duration.seconds)
            }
        var quota = Quota(name: name, match: match, limit: Int64(limit), period: window)
        quota.scope = Quota.Scope(rawValue: scope.rawValue) ?? .key
        quota.group = group.flatMap { names.firstIndex(of: $0) }
        if unit == "bytes" { quota.unit = .bytes }
        if let place = unitField.flatMap({ names.firstIndex(of: $0) }) { quota.unit = .field(place) }
        return quota
    }
}
