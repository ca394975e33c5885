/// How one kind of single value is read, written and described.
struct ScalarKind<Value: Sendable>: Sendable {
    /// What a text turns out to be.
    enum Reading {
        case value(Value)
        /// The fact and the way out.
        case fault(String)
    }

    /// What to write, in words: `a whole number from 1 to 32`.
    let shape: String
    /// Reads the text of a scalar.
    let read: @Sendable (String) -> Reading
    /// Writes the value so that YAML reads the same text again.
    let write: @Sendable (Value) -> String
    /// The value in JSON, for defaults in the schema.
    let json: @Sendable (Value) -> JSONNode
    /// The members that describe the value in the JSON Schema.
    let schema: [(name: String, value: JSONNode)]
}

extension ScalarKind {
    /// A kind that is a text in JSON; in YAML it is quoted where it could be taken for something else.
    init(
        shape: String, schema: [(name: String, value: JSONNode)], text: @escaping @Sendable (Value) -> String,
        read: @escaping @Sendable (String) -> Reading
    ) {
        self.init(
            shape: shape, read: read, write: { YAMLText.of(text($0)) }, json: { .text(text($0)) },
            schema: [("type", .text("string"))] + schema)
    }

    /// A figure with a unit: a text in JSON that YAML may take for a number where the unit is missing.
    init(
        shape: String, figure pattern: String, text: @escaping @Sendable (Value) -> String,
        read: @escaping @Sendable (String) -> Reading
    ) {
        let types = JSONNode.array([.text("string"), .text("integer")])
        self.init(
            shape: shape, read: read, write: text, json: { .text(text($0)) },
            schema: [("type", types), ("pattern", .text(pattern))])
    }

    /// Reads a text with a failable initializer; what it refuses is told with the shape.
    static func reading(_ shape: String, _ parse: @escaping @Sendable (String) -> Value?)
        -> @Sendable (String) -> Reading
    {
        { text in parse(text).map(Reading.value) ?? .fault("\"\(text)\" is not \(shape.untilComma); write \(shape)") }
    }
}

extension String {
    /// The words before the first comma.
    fileprivate var untilComma: String { String(prefix { $0 != "," }) }
}
