/// Where a value of the policy comes from.
public enum Origin: Sendable, Hashable {
    /// Built in.
    case standard
    /// A shipped profile, by name.
    case profile(String)
    /// The operator's file, as it was named, with the line from 1.
    case file(String, line: Int)
}

extension Origin: CustomStringConvertible {
    /// `default`, `vitec-hub` or `abuse-scan.yaml:12`.
    public var description: String {
        switch self {
        case .standard: "default"
        case .profile(let name): name
        case .file(let name, let line): "\(name):\(line)"
        }
    }
}

/// An entry of a list, with the origins of its values by their names.
struct Sourced<Entry: Sendable>: Sendable {
    var entry: Entry
    /// By the path inside the entry; the empty path is the entry itself.
    var origins: [String: Origin]
    /// Where the entry stands in its file.
    var place: Place
}

/// A place in a file.
struct Place: Sendable, Hashable {
    /// From 1.
    var line: Int
    /// In Unicode scalars from 1.
    var column: Int
}
