import Yams

/// The node tree of one policy file.
///
/// Two things that YAML refuses are made readable first, without moving any column: `path[0]` inside a list in brackets,
/// which the policy's own notation asks for, and keys that stand twice, so that they are reported together with all else.
/// Both put private-use characters in the place of one character each; the texts that leave here hold the originals.
struct PolicyDocument {
    /// The root, `nil` for a file without any value.
    let root: Node?
    /// The names of keys that stand again later in their mapping, by place.
    private let repeatedKeys: [Place: String]

    /// Reads a text.
    ///
    /// - Throws: one problem if the text is not YAML.
    init(text: String, file: String) throws(PolicyError) {
        var source = try Self.prepared(text, file: file)
        var repeated: [Place: String] = [:]
        while true {
            do {
                root = try Self.compose(source)
                break
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                let place = Place(context.mark)
                guard let name = names.first, Self.hide(name, at: place, number: repeated.count, in: &source) else {
                    throw PolicyError([Self.duplicate(names, at: place, file: file)])
                }
                repeated[place] = name
            } catch {
                throw PolicyError([Self.problem(error, file: file)])
            }
        }
        repeatedKeys = repeated
    }

    /// The text of a key or a value as it stands in the file.
    func text(_ scalar: Node.Scalar) -> String {
        if let mark = scalar.mark, let name = repeatedKeys[Place(mark)] { return Self.shown(name) }
        return Self.shown(scalar.string)
    }
}

extension Place {
    init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}

extension PolicyDocument {
    private static let bracket: Unicode.Scalar = "\u{E000}"
    private static let endBracket: Unicode.Scalar = "\u{E001}"
    private static let firstKey = 0xE010
    private static let privateUse: ClosedRange<Unicode.Scalar> = "\u{E000}"..."\u{F8FF}"

    private static func prepared(_ text: String, file: String) throws(PolicyError) -> [Unicode.Scalar] {
        var scalars = Array(text.unicodeScalars)
        if let index = scalars.firstIndex(where: privateUse.contains) {
            let line = 1 + scalars[..<index].count { $0 == "\n" }
            let fact = "the file holds a private-use character (U+E000 to U+F8FF); remove it"
            throw PolicyError([.init(file: file, line: line, text: fact)])
        }
        let word = Array("path[".unicodeScalars)
        for start in scalars.indices.dropLast(word.count) where scalars[start...].starts(with: word) {
            let end = scalars[(start + word.count)...].firstIndex { !("0"..."9" ~= $0) }
            guard let end, end > start + word.count, scalars[end] == "]" else { continue }
            scalars[start + word.count - 1] = bracket
            scalars[end] = endBracket
        }
        return scalars
    }

    private static func compose(_ source: [Unicode.Scalar]) throws -> Node? {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: source)
        return try Yams.compose(yaml: String(text), .basic, .default, .utf8)
    }

    private static func shown(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { $0 == bracket ? "[" : $0 == endBracket ? "]" : $0 }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Makes the key at a place differ from its namesake; `false` where the key is not written plainly there.
    private static func hide(_ name: String, at place: Place, number: Int, in source: inout [Unicode.Scalar]) -> Bool {
        guard number < 1_000, let mark = Unicode.Scalar(firstKey + number), var index = index(of: place, in: source)
        else {
            return false
        }
        if source[index] == "\"" || source[index] == "'" { index += 1 }
        guard index < source.count, let first = name.unicodeScalars.first, source[index] == first else { return false }
        source[index] = mark
        return true
    }

    private static func index(of place: Place, in source: [Unicode.Scalar]) -> Int? {
        var line = 1
        var start = 0
        while line < place.line {
            guard let end = source[start...].firstIndex(of: "\n") else { return nil }
            (start, line) = (end + 1, line + 1)
        }
        let index = start + place.column - 1
        return index < source.count ? index : nil
    }
}

extension PolicyDocument {
    private static func duplicate(_ names: [String], at place: Place, file: String) -> PolicyError.Problem {
        let text = "\"\(shown(names.first ?? ""))\" stands twice in one section; keep one of them"
        return .init(file: file, line: place.line, column: place.column, text: text)
    }

    private static func problem(_ error: any Error, file: String) -> PolicyError.Problem {
        switch error {
        case YamlError.composer(.some, _, let mark, _):
            // The only fault of a composer that has a context.
            let text = "a second YAML document begins here; keep one in the file"
            return .init(file: file, line: mark.line, column: mark.column, text: text)
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let fact = [problem, context?.text].compactMap(\.self).joined(separator: " ")
            return .init(file: file, line: mark.line, column: mark.column, text: notYAML(fact))
        case YamlError.reader(let problem, let offset, let value, let yaml):
            let line = offset.map { 1 + yaml.prefix($0).count { $0 == "\n" } }
            let hex = String(value, radix: 16, uppercase: true)
            return .init(file: file, line: line, text: notYAML("\(problem) (character U+\(hex))"))
        default: return .init(file: file, text: notYAML("\(error)"))
        }
    }

    private static func notYAML(_ fact: String) -> String {
        "not YAML: \(fact); check indentation (spaces, no tabs), brackets and quotes around this place"
    }
}
