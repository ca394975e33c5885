import ArgumentParser
import Foundation
import Policy
import Reports

/// A first word that is no file and nearly the name of a command: a slip, not a log.
struct CommandSlip {
    /// Place, fact, way out.
    let sentence: String

    /// `nil` where the first word is a file, or near no command.
    init?(_ words: [String]) {
        guard let word = words.first, word != "-", !word.contains("/"), !word.contains("."), word.utf8.count <= 24,
            !FileManager.default.fileExists(atPath: word)
        else { return nil }
        let names = AbuseScan.configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let near = NearestName.of(word, in: names) else { return nil }
        sentence = "\(word): is neither a command nor a file; did you mean abuse-scan \(near)?"
    }

    /// Looks at words that only the name of a command can be: below a group of commands, and after `help`.
    ///
    /// - Throws: `Failure` that names the nearest command, or all.
    static func check(_ words: [String]) throws {
        let isStrict = words.first == "help"
        var path = ["abuse-scan"]
        var found: any ParsableCommand.Type = AbuseScan.self
        for word in words.dropFirst(isStrict ? 1 : 0) {
            let below = found.configuration.subcommands
            if word.hasPrefix("-") || below.isEmpty { return }
            if let next = below.first(where: { $0._commandName == word }) {
                found = next
                path.append(word)
            } else if path.count > 1 || isStrict {
                throw unknown(word, of: path, among: below.map { $0._commandName })
            } else {
                return
            }
        }
    }

    /// A word that is no command of those that there are.
    static func unknown(_ word: String, of path: [String], among names: [String]) -> Failure {
        let guess = NearestName.of(word, in: names).map { "; did you mean \($0)?" }
        let way = guess ?? (names.isEmpty ? "; leave it out" : "; write one of \(names.joined(separator: ", "))")
        return Failure("\(DisplayText.safe(word)): no command of \(path.joined(separator: " "))\(way)")
    }
}
