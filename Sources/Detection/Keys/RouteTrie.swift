internal import AccessLog

/// The routes of one key without the policy's: templates, with at most 256 literal children at every node.
///
/// Literals beyond that are `{other}`, in the order of their first appearance in canonical order.
struct RouteTrie {
    private static let mostChildren = 256

    fileprivate struct Node {
        var children: [String: Int] = [:]
        var literals = 0
    }

    private var nodes = [Node()]

    /// Method and template of a request whose target `url` holds: `GET /{installation}/Estates/{id}`.
    mutating func route(of event: RequestEvent, _ block: Span<UInt8>, _ url: borrowing CanonicalURL) -> String {
        let method = event.flags.contains(.isHead) ? "GET" : Text.string(block, event.method.range)
        let hasInstallation = event.flags.contains(.hasInstallation)
        let path = template(of: url, from: hasInstallation ? 2 : 1)
        if hasInstallation { return "\(method) /{installation}\(path)" }
        return "\(method) \(path.isEmpty ? "/" : path)"
    }

    /// The template of a path, its segments from `first` on.
    mutating func template(of url: borrowing CanonicalURL, from first: Int) -> String {
        var path = ""
        var node = 0
        var index = first
        while index <= url.segmentCount {
            let segment = url.segments[index]
            let text = Text.string(url.bytes.span, segment.range)
            switch segment.shape {
            case .literal: (path, node) = step(path, node, text, isLiteral: true)
            case .identifier: (path, node) = step(path, node, "{id}", isLiteral: false)
            case .keyed(let name):
                let word = Text.string(url.bytes.span, segment.range.prefix(name))
                (path, node) = step(path, node, word + "({id})", isLiteral: true)
            }
            index += 1
        }
        return path
    }

    private mutating func step(_ path: String, _ node: Int, _ word: String, isLiteral: Bool) -> (String, Int) {
        if let child = nodes[node].children[word] { return (path + "/" + word, child) }
        if isLiteral, nodes[node].literals >= Self.mostChildren { return step(path, node, "{other}", isLiteral: false) }
        if isLiteral { nodes[node].literals += 1 }
        nodes.append(Node())
        nodes[node].children[word] = nodes.count - 1
        return (path + "/" + word, nodes.count - 1)
    }
}

extension RouteTrie: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&nodes)
    }
}

extension RouteTrie.Node: StateElement {
    static var blank: Self { RouteTrie.Node() }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&children, blank: { ("", 0) }) { word, child, coder in
            coder.code(&word)
            coder.code(&child)
        }
        coder.code(&literals)
    }
}
