public import Detection
internal import Policy
internal import Reports

/// Finds the keys that a misspelt name may have meant.
public enum NearestKey {
    /// Up to three of the keys, the nearest first, each as a login or as `login/INSTALLATION`: what has few edits, or begins
    /// alike. Names are as logs have them, not safe to show.
    public static func of(_ text: String, in keys: [PartnerKey]) -> [String] {
        let names = keys.map { key in
            [key.login ?? "", key.installation.map { "\(key.login ?? "")/\($0)" } ?? key.login ?? ""]
        }
        return of(text, amongst: names)
    }

    /// Up to three names, the nearest first.
    public static func of(_ text: String, in names: [String]) -> [String] { of(text, amongst: names.map { [$0] }) }

    /// `; did you mean alfa-web?`, or nothing where no name is near.
    public static func question(_ nearest: [String]) -> String {
        nearest.isEmpty ? "" : "; did you mean \(nearest.map(DisplayText.safe).joined(separator: ", "))?"
    }

    /// Each entry has its ways of writing; the last one is what is proposed.
    private static func of(_ text: String, amongst entries: [[String]]) -> [String] {
        let wanted = Array(text.lowercased())
        var seen: Set<String> = []
        return entries.enumerated().compactMap { place, ways -> (name: String, edits: Int, place: Int)? in
            guard let name = ways.last, !name.isEmpty, seen.insert(name).inserted else { return nil }
            let edits = ways.map { Self.edits(wanted, Array($0.lowercased())) }.min() ?? .max
            return edits <= max(2, wanted.count / 3) ? (name, edits, place) : nil
        }.sorted { ($0.edits, $0.place) < ($1.edits, $1.place) }.prefix(3).map(\.name)
    }

    private static func edits(_ wanted: [Character], _ name: [Character]) -> Int {
        guard !wanted.isEmpty, !name.isEmpty else { return .max }
        if name.starts(with: wanted) { return 1 }
        return min(NearestName.edits(wanted, name), wanted.starts(with: name) ? 2 : .max)
    }
}
