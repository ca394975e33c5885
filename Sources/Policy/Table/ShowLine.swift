/// One line of `policy show`: YAML and the comment that says where it comes from.
struct ShowLine: Sendable {
    var text: String
    var comment: String?

    /// The line with its comment from a column on.
    func rendered(column: Int) -> String {
        guard let comment else { return text }
        return text + String(repeating: " ", count: max(2, column - text.count)) + "# " + comment
    }
}

/// What a setting must know to show its value.
struct ShowScope: Sendable {
    /// The path of the section, with a point at the end unless it is empty.
    var prefix = ""
    /// Spaces before a line.
    var indent = 0
    /// Where values come from, by path.
    var origins: [String: Origin]
    /// Whether only values that the entry itself gives are shown.
    var isEntry = false

    /// The scope of a section inside this one.
    func inside(_ name: String) -> ShowScope {
        ShowScope(prefix: "\(prefix)\(name).", indent: indent + 2, origins: origins, isEntry: isEntry)
    }

    /// The origin of a value of this section, `nil` for an entry's value that the entry does not give.
    func origin(of name: String) -> Origin? {
        origins[prefix + name] ?? (isEntry ? nil : .standard)
    }

    /// A line of this section.
    func line(_ text: String, _ comment: String?) -> ShowLine {
        ShowLine(text: String(repeating: " ", count: indent) + text, comment: comment)
    }

    /// The line of a key with a single value; none if the entry does not give it.
    func lines(_ name: String, _ value: String) -> [ShowLine] {
        origin(of: name).map { [line("\(name): \(value)", $0.description)] } ?? []
    }
}
