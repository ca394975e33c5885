import Yams

extension Setting {
    /// A section inside the section.
    static func section<Inner>(
        _ name: String, _ keyPath: any WritableKeyPath<Root, Inner> & Sendable, _ section: Section<Inner>,
        _ summary: String
    ) -> Setting {
        Setting(
            name: name, summary: summary,
            read: { member, path, root, reader in
                reader.read(member.value, as: section, named: name, at: path, into: &root[keyPath: keyPath])
            },
            show: { root, scope in
                let inner = scope.inside(name)
                let lines = section.settings.flatMap { $0.show(root[keyPath: keyPath], inner) }
                let isAbsent = lines.allSatisfy { $0.text.drop { $0 == " " }.hasPrefix("#") }
                return [scope.line(isAbsent ? "# \(name):" : "\(name):", nil)] + lines
            },
            showInline: { section.inline($0[keyPath: keyPath]) },
            schema: { section.schema(standard: $0[keyPath: keyPath]) })
    }

    /// A list of sections; where each entry comes from is kept with it.
    static func list<Entry>(
        _ name: String, _ keyPath: any WritableKeyPath<Root, [Sourced<Entry>]> & Sendable, of section: Section<Entry>,
        _ summary: String
    ) -> Setting {
        Setting(
            name: name, summary: summary,
            read: { member, path, root, reader in
                guard let entries = reader.entries(of: member.value, named: name) else { return }
                root[keyPath: keyPath] = entries.compactMap { reader.entry($0, as: section, named: name, at: path) }
            },
            show: { root, scope in
                let entries = root[keyPath: keyPath]
                guard !entries.isEmpty else { return scope.lines(name, "[]") }
                return [scope.line("\(name):", section.unsaid)] + entries.flatMap { section.show($0, in: scope) }
            },
            showInline: { root in
                "[" + root[keyPath: keyPath].map { section.inline($0.entry) }.joined(separator: ", ") + "]"
            },
            schema: { _ in [("type", .text("array")), ("items", .object(section.schema(standard: section.standard)))] })
    }

    /// A short list of sections, shown in brackets.
    static func inlineList<Entry>(
        _ name: String, _ keyPath: any WritableKeyPath<Root, [Entry]> & Sendable, of section: Section<Entry>,
        _ summary: String
    ) -> Setting {
        let write: @Sendable (Root) -> String = { root in
            "[" + root[keyPath: keyPath].map(section.inline).joined(separator: ", ") + "]"
        }
        return Setting(
            name: name, summary: summary,
            read: { member, path, root, reader in
                guard let entries = reader.entries(of: member.value, named: name) else { return }
                root[keyPath: keyPath] = entries.compactMap {
                    reader.entry($0, as: section, named: name, at: path)?.entry
                }
            },
            show: { root, scope in scope.lines(name, write(root)) }, showInline: write,
            schema: { _ in [("type", .text("array")), ("items", .object(section.schema(standard: section.standard)))] })
    }
}

extension Section {
    /// The entry in braces.
    func inline(_ root: Root) -> String {
        let members = settings.compactMap { setting in setting.showInline(root).map { "\(setting.name): \($0)" } }
        return "{" + members.joined(separator: ", ") + "}"
    }

    /// What holds in an entry that does not say: `push unknown, watch true`.
    var unsaid: String? {
        let values = settings.compactMap { setting -> String? in
            guard !setting.isRequired, let value = setting.showInline(standard) else { return nil }
            return "\(setting.name) \(value)"
        }
        return values.isEmpty ? nil : "where an entry does not say: " + values.joined(separator: ", ")
    }

    /// The lines of one entry of a list.
    func show(_ sourced: Sourced<Root>, in scope: ShowScope) -> [ShowLine] {
        let inner = ShowScope(indent: scope.indent + 4, origins: sourced.origins, isEntry: true)
        var lines = settings.flatMap { $0.show(sourced.entry, inner) }
        if let first = lines.first {
            lines[0].text = String(repeating: " ", count: scope.indent + 2) + "- " + first.text.dropFirst(inner.indent)
        }
        return lines
    }

    /// The members that describe the section in the JSON Schema.
    func schema(standard: Root) -> [(name: String, value: JSONNode)] {
        let properties = settings.map { setting in
            (
                setting.name,
                JSONNode.object([("description", .text(setting.summary + "."))] + setting.schema(standard))
            )
        }
        let required = settings.filter(\.isRequired).map { JSONNode.text($0.name) }
        return [
            ("type", .text("object")), ("additionalProperties", .boolean(false)), ("required", .array(required)),
            ("properties", .object(properties)),
        ]
    }
}

extension PolicyReader {
    /// Reads a section key by key.
    mutating func read<Root>(
        _ node: Node, as section: Section<Root>, named name: String, at path: String, into root: inout Root
    ) {
        guard let members = members(of: node, named: name) else { return }
        for member in members {
            guard let setting = section.settings.first(where: { $0.name == member.name }) else {
                complain(unknown(member.name, in: section.settings.map(\.name)), at: member.place)
                continue
            }
            let memberPath = path.isEmpty ? member.name : "\(path).\(member.name)"
            note(memberPath, member.place)
            setting.read(member, memberPath, &root, &self)
        }
        for setting in section.settings
        where setting.isRequired && !members.contains(where: { $0.name == setting.name }) {
            complain("\(name) has no \(setting.name); add one", at: node.place)
        }
    }

    /// Reads an entry of a list with origins of its own.
    mutating func entry<Root>(_ node: Node, as section: Section<Root>, named name: String, at path: String) -> Sourced<
        Root
    >? {
        let outer = (origins, places)
        defer { (origins, places) = outer }
        let place = node.place ?? Place(line: 1, column: 1)
        (origins, places) = (["": origin(line: place.line)], [:])
        var entry = section.standard
        read(node, as: section, named: "an entry of \(name)", at: path, into: &entry)
        let own = origins.map {
            ($0.key.hasPrefix(path + ".") ? String($0.key.dropFirst(path.count + 1)) : $0.key, $0.value)
        }
        return Sourced(entry: entry, origins: Dictionary(own) { first, _ in first }, place: place)
    }

    private mutating func note(_ path: String, _ place: Place) {
        origins[path] = origin(line: place.line)
        places[path] = place
    }

    private func unknown(_ name: String, in names: [String]) -> String {
        let way = NearestName.of(name, in: names).map { "did you mean \"\($0)\"?" }
        return "unknown key \"\(name)\"; " + (way ?? "the keys here are \(names.joined(separator: ", "))")
    }
}
