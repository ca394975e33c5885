import ArgumentParser
import Foundation
import Policy

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
}
