import Yams

extension Setting {
    /// A single value that is always set.
    static func scalar<Value>(
        _ name: String, _ keyPath: any WritableKeyPath<Root, Value> & Sendable, _ kind: ScalarKind<Value>,
        _ summary: String
    ) -> Setting {
        Setting(
            name: name, summary: summary,
            read: { member, _, root, reader in
                if let value = reader.value(of: member.value, named: name, kind) { root[keyPath: keyPath] = value }
            },
            show: { root, scope in scope.lines(name, kind.write(root[keyPath: keyPath])) },
            showInline: { kind.write($0[keyPath: keyPath]) },
            schema: { kind.schema + [("default", kind.json($0[keyPath: keyPath]))] })
    }

    /// A single value that may be left out; `absent` says what then holds.
    static func optional<Value>(
        _ name: String, _ keyPath: any WritableKeyPath<Root, Value?> & Sendable, _ kind: ScalarKind<Value>,
        _ summary: String,
        absent: String = "not set"
    ) -> Setting {
        Setting(
            name: name, summary: summary,
            read: { member, _, root, reader in
                if let value = reader.value(of: member.value, named: name, kind) { root[keyPath: keyPath] = value }
            },
            show: { root, scope in
                if let value = root[keyPath: keyPath] { return scope.lines(name, kind.write(value)) }
                return scope.isEntry ? [] : [scope.line("# \(name):", "default: \(absent)")]
            },
            showInline: { root in root[keyPath: keyPath].map(kind.write) },
            schema: { _ in kind.schema })
    }

    /// A list of single values; a list in the file takes the place of the default as a whole.
    static func scalars<Value>(
        _ name: String, _ keyPath: any WritableKeyPath<Root, [Value]> & Sendable, _ kind: ScalarKind<Value>,
        _ summary: String,
        atLeast: Int = 0
    ) -> Setting {
        let write: @Sendable (Root) -> String = { root in
            "[" + root[keyPath: keyPath].map(kind.write).joined(separator: ", ") + "]"
        }
        return Setting(
            name: name, summary: summary,
            read: { member, _, root, reader in
                guard let entries = reader.entries(of: member.value, named: name) else { return }
                if entries.count < atLeast {
                    reader.complain(
                        "\(name) is empty; write at least \(atLeast), or remove the key", at: member.value.place)
                }
                root[keyPath: keyPath] = entries.compactMap { reader.value(of: $0, named: name, kind) }
            },
            show: { root, scope in scope.lines(name, write(root)) }, showInline: write,
            schema: { root in
                [
                    ("type", .text("array")), ("items", .object(kind.schema)), ("minItems", .integer(atLeast)),
                    ("default", .array(root[keyPath: keyPath].map(kind.json))),
                ]
            })
    }
}

extension PolicyReader {
    /// The value of a node; what is wrong with it is a problem.
    mutating func value<Value>(of node: Node, named name: String, _ kind: ScalarKind<Value>) -> Value? {
        guard let text = text(of: node, named: name, expecting: kind.shape) else { return nil }
        switch kind.read(text) {
        case .value(let value): return value
        case .fault(let fault):
            complain("\(name): \(fault)", at: node.place)
            return nil
        }
    }
}
