import Foundation
import Mustache

/// All texts of one language, and the two layouts.
///
/// A file of texts holds sections: a line `== name`, then the text, whose lines are joined. Lines that begin with `#` are
/// comments. Words in double braces are filled in.
struct LetterTexts: Sendable {
    let language: LetterLanguage
    private var sections: [String: MustacheTemplate] = [:]
    /// The words of each section, for checks.
    private(set) var source: [String: String] = [:]
    private var text: MustacheTemplate
    private var html: MustacheTemplate

    /// The built-in texts, and over them those of a folder: `nb.txt` with any of the sections, `letter.txt.mustache`,
    /// `letter.html.mustache`.
    init(_ language: LetterLanguage, folder: String? = nil) throws(LetterTextError) {
        self.language = language
        text = try Self.template(Self.builtIn("letter.txt.mustache"), "letter.txt.mustache")
        html = try Self.template(Self.builtIn("letter.html.mustache"), "letter.html.mustache")
        try add(Self.builtIn("\(language.rawValue).txt"), from: "\(language.rawValue).txt", isBuiltIn: true)
        guard let folder else { return }
        let own = "\(folder)/\(language.rawValue).txt"
        if let words = try Self.file(own) { try add(words, from: own, isBuiltIn: false) }
        if let words = try Self.file("\(folder)/letter.txt.mustache") {
            text = try Self.template(words, "\(folder)/letter.txt.mustache")
        }
        if let words = try Self.file("\(folder)/letter.html.mustache") {
            html = try Self.template(words, "\(folder)/letter.html.mustache")
        }
    }

    /// The text of a section, filled in; the name in brackets where there is none.
    func callAsFunction(_ name: String, _ values: [String: Any] = [:]) -> String {
        sections[name]?.render(values) ?? "⟦\(name)⟧"
    }

    /// The whole letter by the two layouts.
    func letter(_ subject: String, _ values: [String: Any]) -> RenderedLetter {
        RenderedLetter(
            subject: subject, text: LetterWrapping.wrapped(text.render(values)), html: html.render(values))
    }

    private mutating func add(_ words: String, from file: String, isBuiltIn: Bool) throws(LetterTextError) {
        for section in try Self.sections(of: words, file: file) {
            guard isBuiltIn || sections[section.name] != nil else {
                throw LetterTextError(
                    "\(file):\(section.line): no letter has a section \"\(section.name)\"; remove it, or take one of the "
                        + "names of the built-in texts")
            }
            let body = "{{% CONTENT_TYPE:TEXT}}" + section.words
            sections[section.name] = try Self.template(body, "\(file):\(section.line)")
            source[section.name] = section.words
        }
    }

    private static func sections(of words: String, file: String) throws(LetterTextError) -> [(
        name: String, words: String, line: Int
    )] {
        var found: [(name: String, words: String, line: Int)] = []
        for (index, line) in words.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("== ") {
                found.append((String(line.dropFirst(3)), "", index + 1))
            } else if !line.isEmpty, !line.hasPrefix("#") {
                guard let last = found.indices.last else {
                    throw LetterTextError("\(file):\(index + 1): text before the first section; begin with == NAME")
                }
                found[last].words += (found[last].words.isEmpty ? "" : " ") + line
            }
        }
        return found
    }

    private static func template(_ words: String, _ place: String) throws(LetterTextError) -> MustacheTemplate {
        do {
            return try MustacheTemplate(string: words)
        } catch {
            throw LetterTextError("\(place): the braces of the template do not match: \(error); mend it or remove it")
        }
    }

    private static func file(_ path: String) throws(LetterTextError) -> String? {
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        guard let words = String(bytes: bytes, encoding: .utf8) else {
            throw LetterTextError("\(path): is not UTF-8; save it as UTF-8")
        }
        return words
    }

    /// A file of the built-in ones.
    private static func builtIn(_ name: String) -> String {
        let bytes: [UInt8] =
            switch name {
            case "nb.txt": PackageResources.nb_txt
            case "nn.txt": PackageResources.nn_txt
            case "da.txt": PackageResources.da_txt
            case "sv.txt": PackageResources.sv_txt
            case "en.txt": PackageResources.en_txt
            case "letter.txt.mustache": PackageResources.letter_txt_mustache
            default: PackageResources.letter_html_mustache
            }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What is wrong with an operator's own texts: place, fact, way out.
public struct LetterTextError: Error, Equatable, CustomStringConvertible {
    /// The sentence.
    public var description: String

    init(_ description: String) { self.description = description }
}
