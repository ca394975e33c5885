extension ScalarKind where Value == Bool {
    /// `true` or `false`.
    static var boolean: ScalarKind {
        let shape = "true or false"
        return ScalarKind(
            shape: shape,
            read: { text in
                switch text {
                case "true": .value(true)
                case "false": .value(false)
                default: .fault("\"\(text)\" is neither true nor false; write one of them")
                }
            },
            write: { String($0) }, json: { .boolean($0) }, schema: [("type", .text("boolean"))])
    }
}

extension ScalarKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the cases, by name.
    static var choice: ScalarKind {
        let names = Value.allCases.map(\.rawValue)
        let shape = "one of \(names.joined(separator: ", "))"
        let schema: [(name: String, value: JSONNode)] = [("enum", .array(names.map { .text($0) }))]
        return ScalarKind(shape: shape, schema: schema, text: \.rawValue) { text in
            Value(rawValue: text).map(Reading.value) ?? .fault(ScalarKind<String>.noneOf(names, text))
        }
    }
}

extension ScalarKind where Value == String {
    /// Any text that is not empty and holds no control characters.
    static var text: ScalarKind {
        ScalarKind(shape: "a text", schema: [("minLength", .integer(1))], text: { $0 }) { text in
            let isPrintable = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            guard !text.isEmpty else { return .fault("the text is empty; write one, or remove the key") }
            return isPrintable ? .value(text) : .fault("the text holds control characters; remove them")
        }
    }

    /// A text without spaces.
    static var word: ScalarKind {
        let schema: [(name: String, value: JSONNode)] = [("pattern", .text("^[^\\s]+$"))]
        return ScalarKind(shape: "a word without spaces", schema: schema, text: { $0 }) { text in
            let isWord =
                !text.isEmpty && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value >= 0x20 }
            return isWord ? .value(text) : .fault("\"\(text)\" is not a word; write it without spaces")
        }
    }

    /// One of some names.
    static func name(of names: [String]) -> ScalarKind {
        let schema: [(name: String, value: JSONNode)] = [("enum", .array(names.map { .text($0) }))]
        return ScalarKind(shape: "one of \(names.joined(separator: ", "))", schema: schema, text: { $0 }) { text in
            names.contains(text) ? .value(text) : .fault(noneOf(names, text))
        }
    }

    /// The fact and the way out for a text that should be one of some names.
    static func noneOf(_ names: [String], _ text: String) -> String {
        let fact = "\"\(text)\" is none of \(names.joined(separator: ", "))"
        return NearestName.of(text, in: names).map { "\(fact); did you mean \"\($0)\"?" }
            ?? "\(fact); write one of them"
    }
}
