/// One key of a section: how its value gets into the typed options, how it is shown, how the schema describes it.
///
/// Reading, `policy show`, `policy schema` and `policy init` all walk the same settings, so that they cannot drift apart.
struct Setting<Root: Sendable>: Sendable {
    /// The key.
    let name: String
    /// One sentence on what the value means, without its end point.
    let summary: String
    /// Whether an entry without the key is a problem.
    var isRequired = false
    /// Lines of YAML for the starting file, where the value in force would not show what may be written.
    var example: [String] = []
    /// Reads the value into the options.
    let read: @Sendable (_ value: NamedNode, _ path: String, inout Root, inout PolicyReader) -> Void
    /// The lines of the value in the scope.
    let show: @Sendable (Root, ShowScope) -> [ShowLine]
    /// The value inside brackets or braces, `nil` where it is not set.
    let showInline: @Sendable (Root) -> String?
    /// The members of the JSON Schema, given the defaults.
    let schema: @Sendable (Root) -> [(name: String, value: JSONNode)]
}

/// Settings that belong together, with their defaults.
struct Section<Root: Sendable>: Sendable {
    /// The options before anything is read.
    let standard: Root
    let settings: [Setting<Root>]
}

/// The tables of all sections; each part of the policy adds its own.
enum Sections {}

extension Setting {
    /// The setting as one that every entry must have.
    var required: Setting {
        var copy = self
        copy.isRequired = true
        return copy
    }

    /// The setting with lines for the starting file.
    func example(_ lines: String...) -> Setting {
        var copy = self
        copy.example = lines
        return copy
    }
}
