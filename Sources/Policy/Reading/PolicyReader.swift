import Yams

/// Reads the nodes of one file into typed values, and keeps what goes wrong, with its place, instead of stopping.
struct PolicyReader {
    let document: PolicyDocument
    /// The file as messages name it.
    let file: String
    /// The name of the shipped profile that the file is, `nil` for the operator's own file.
    let profile: String?
    var problems: [PolicyError.Problem] = []
    /// Where values come from, by path; while an entry of a list is read, by the path inside the entry.
    var origins: [String: Origin] = [:]
    /// Where values of the file stand, by path without numbers of entries.
    var places: [String: Place] = [:]

    init(document: PolicyDocument, file: String, profile: String? = nil) {
        self.document = document
        self.file = file
        self.profile = profile
    }

    /// Keeps a problem.
    mutating func complain(_ text: String, at place: Place?) {
        problems.append(.init(file: file, line: place?.line, column: place?.column, text: text))
    }

    /// The origin of what stands in a line of this file.
    func origin(line: Int) -> Origin {
        profile.map(Origin.profile) ?? .file(file, line: line)
    }

    /// The text of a scalar; anything else is a problem.
    mutating func text(of node: Node, named name: String, expecting shape: String) -> String? {
        guard let scalar = node.scalar else {
            complain("\(name) is \(node.shape), not \(shape); write a single value", at: node.place)
            return nil
        }
        let text = document.text(scalar)
        if text.isEmpty && scalar.style == .plain {
            complain("\(name) has no value; write \(shape), or remove the key", at: node.place)
            return nil
        }
        return text
    }
}

/// One key of a mapping with its value.
struct NamedNode {
    let name: String
    let place: Place
    let value: Node
}

extension PolicyReader {
    /// The keys of a mapping in order; keys that are not words or that stand twice are problems.
    mutating func members(of node: Node, named name: String) -> [NamedNode]? {
        guard let mapping = node.mapping else {
            let fact = node.isEmpty ? "has no value" : "is \(node.shape), not a section"
            complain("\(name) \(fact); write keys and values below it, or remove the key", at: node.place)
            return nil
        }
        var members: [NamedNode] = []
        for (key, value) in mapping {
            guard let scalar = key.scalar, let place = key.place else {
                complain("a key of \(name) is \(key.shape); write a word", at: key.place)
                continue
            }
            let member = NamedNode(name: document.text(scalar), place: place, value: value)
            if let first = members.first(where: { $0.name == member.name }) {
                let fact = "\"\(member.name)\" stands twice, first in line \(first.place.line); keep one of them"
                complain(fact, at: place)
            } else {
                members.append(member)
            }
        }
        return members
    }

    /// The entries of a list; anything else is a problem.
    mutating func entries(of node: Node, named name: String) -> [Node]? {
        guard let sequence = node.sequence else {
            let fact = node.isEmpty ? "has no value" : "is \(node.shape), not a list"
            complain("\(name) \(fact); write entries below it, [] for none, or remove the key", at: node.place)
            return nil
        }
        return Array(sequence)
    }
}

extension Node {
    var place: Place? { mark.map(Place.init) }

    /// What the node is, in words.
    var shape: String {
        switch self {
        case .scalar: "a single value"
        case .mapping: "a section"
        case .sequence: "a list"
        case .alias: "a reference"
        }
    }

    /// Whether the node is a key's missing value.
    var isEmpty: Bool { scalar.map { $0.string.isEmpty && $0.style == .plain } ?? false }
}
