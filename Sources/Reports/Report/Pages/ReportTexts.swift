internal import Cases

/// The words of reports in one language.
///
/// A file of texts holds sections: a line `== name`, then the text, whose lines are joined. Lines that begin with `#` are
/// comments. Names in single braces are filled in; a text `one | many` is chosen by the number under `n`.
struct ReportTexts {
    let language: LetterLanguage
    /// The words of each section.
    let source: [String: String]

    init(_ language: LetterLanguage) {
        self.language = language
        source = Self.sections(of: Self.file(language))
    }

    /// The text of a section, filled in; the name in brackets where there is none.
    func callAsFunction(_ name: String, _ values: [String: String] = [:]) -> String {
        guard let text = source[name] else { return "⟦\(name)⟧" }
        return values.isEmpty ? text : Self.fill(text, values)
    }

    /// The text for a number, its singular for 1.
    func counted(_ name: String, _ number: Int64, _ values: [String: String]) -> String {
        guard let text = source[name] else { return "⟦\(name)⟧" }
        let forms = text.split(separator: " | ").map(String.init)
        let chosen = number == 1 ? forms.first : forms.last
        return Self.fill(chosen ?? text, values)
    }

    /// Whether a text exists.
    func has(_ name: String) -> Bool { source[name] != nil }

    private static func fill(_ text: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            guard let close = rest[open...].firstIndex(of: "}") else { return result + rest[open...] }
            let name = String(rest[rest.index(after: open)..<close])
            result += values[name] ?? "⟦\(name)⟧"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    static func sections(of words: String) -> [String: String] {
        var found: [String: String] = [:]
        var name = ""
        for line in words.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("== ") {
                name = String(line.dropFirst(3))
                found[name] = ""
            } else if !name.isEmpty {
                found[name, default: ""] += (found[name]?.isEmpty ?? true ? "" : " ") + line
            }
        }
        return found
    }

    private static func file(_ language: LetterLanguage) -> String {
        let bytes: [UInt8] =
            switch language {
            case .nb: PackageResources.nb_txt
            case .nn: PackageResources.nn_txt
            case .da: PackageResources.da_txt
            case .sv: PackageResources.sv_txt
            case .en: PackageResources.en_txt
            }
        return String(decoding: bytes, as: UTF8.self)
    }
}
