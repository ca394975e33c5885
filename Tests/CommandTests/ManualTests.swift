import ArgumentParser
import Foundation
import Testing

@testable import abuse_scan

@Suite("Manual pages and help")
struct ManualTests {
    private static let program = try? CommandOutline.program()

    private static var commands: [CommandOutline] { program?.all ?? [] }

    @Test func everyCommandHasAPage() throws {
        let folder = try WorkFolder()
        #expect(try folder.run("manual", "--to", "man1").status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/man1")
        #expect(Set(names) == Set(Self.commands.map(ManualPage.name)))
        #expect(names.contains("abuse-scan.1") && names.contains("abuse-scan-cases-check.1") && names.count > 30)
    }

    @Test(arguments: commands.map(\.words))
    func everyOptionStandsInIt(words: [String]) throws {
        let program = try #require(Self.program)
        let command = try #require(Self.commands.first { $0.words == words })
        let page = ManualPage.text(command, in: program)
        for option in command.arguments ?? [] where option.shouldDisplay {
            // The program as a whole tells its version, its commands do not.
            if words.count > 1, option.names?.first?.name == "version" { continue }
            for name in option.names ?? [] {
                let flag = "Fl " + (name.kind == "long" ? "\\-" : "") + name.name.replacing("-", with: "\\-")
                #expect(page.contains(flag + " ") || page.contains(flag + "\n"), "\(name.text)")
            }
            #expect(page.contains("It Ar \(option.valueName ?? "")") || option.names != nil)
        }
        for title in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES", "SEE ALSO"] {
            #expect(page.contains(".Sh \(title)\n"))
        }
        #expect(page.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
        #expect(page.split(separator: "\n").allSatisfy { $0.utf8.count <= 160 && !$0.hasSuffix(" ") })
    }

    /// An example that nobody can run teaches something wrong.
    @Test(arguments: commands.map(\.words))
    func everyExampleIsUnderstood(words: [String]) throws {
        let command = try #require(Self.commands.first { $0.words == words })
        let examples = Discussion(command.discussion).examples
        #expect(!examples.isEmpty, "\(words)")
        for example in examples {
            for call in Self.calls(example.command) {
                _ = try AbuseScan.parseAsRoot(call)
            }
        }
    }

    /// The arguments of each call of the program in a line of shell.
    private static func calls(_ line: String) -> [[String]] {
        line.split(whereSeparator: { "|\n".contains($0) }).compactMap { part in
            let part = part.split(separator: " > ").first ?? part
            var (arguments, isQuoted): ([String], Bool) = ([], false)
            for (place, piece) in part.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
                isQuoted = place % 2 == 1
                arguments += isQuoted ? [String(piece)] : piece.split(separator: " ").map(String.init)
            }
            return arguments.first == "abuse-scan" ? Array(arguments.dropFirst()) : nil
        }
    }

    @Test(arguments: commands.map(\.words))
    func helpFitsATerminal(words: [String]) throws {
        let help = AbuseScan.helpMessage(
            for: try Self.type(words), includeHidden: false, columns: 80)
        #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 })
        // Examples stand as they were written: none was broken.
        let command = try #require(Self.commands.first { $0.words == words })
        for line in (command.discussion ?? "").split(separator: "\n") { #expect(help.contains("\n" + line + "\n")) }
    }

    private static func type(_ words: [String]) throws -> any ParsableCommand.Type {
        var found: any ParsableCommand.Type = AbuseScan.self
        for word in words.dropFirst() {
            found = try #require(found.configuration.subcommands.first { $0._commandName == word })
        }
        return found
    }

    @Test(arguments: [
        (["manual", "cases", "chek"], "chek: no command of abuse-scan cases; did you mean check?\n"),
        (["cases", "lst"], "lst: no command of abuse-scan cases; did you mean list?\n"),
        (["help", "repot"], "repot: no command of abuse-scan; did you mean report?\n"),
        (["ledger", "xyzzy"], "xyzzy: no command of abuse-scan ledger; write one of info, inputs, check, vacuum\n"),
        (["manual", "scan", "x"], "x: no command of abuse-scan scan; leave it out\n"),
    ])
    func aSlipIsNamed(arguments: [String], sentence: String) throws {
        let result = try Program.run(arguments)
        #expect((result.status, result.errors, result.output) == (2, sentence, ""))
    }

    @Test func textOfAPageIsNeverAMacro() {
        var text = ManualText()
        text.prose(".TH is text, 'quoted' \\ – here. A new sentence.")
        #expect(text.lines == ["\\&.TH is text, \\(aqquoted\\(aq \\e \\[u2013] here.", "A new sentence."])
        #expect(ManualText.argument("Fl") == "\\&Fl" && ManualText.argument("file") == "file")
    }

    @Test func theVersionNamesItsBuild() throws {
        let version = try Program.run(["--version"]).output
        #expect(
            version.wholeMatch(
                of: /0\.1\.0 \((zlib|ISA-L[^;]*); Swift 6\.[0-9a-z ]+, (debug|release), \w+; build [0-9a-f]{12}\)\n/)
                != nil)
    }

    @Test func aBuildIdentifierIsReadFromItsNote() {
        var head = [UInt8](repeating: 0, count: 0x100)
        func put(_ place: Int, _ bytes: [UInt8]) { head.replaceSubrange(place..<place + bytes.count, with: bytes) }
        put(0, [0x7F, 0x45, 0x4C, 0x46, 2, 1])
        put(0x20, [0x40])
        put(0x36, [0x38, 0, 1])
        put(0x40, [4])
        put(0x48, [0x80])
        put(0x60, [0x40])
        // A note of another kind, then the identifier.
        put(0x80, [4, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0x47, 0x4E, 0x55, 0, 1, 2, 3, 4])
        put(0x94, [4, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0, 0x47, 0x4E, 0x55, 0, 9, 8, 7])
        #expect(ELFNotes(head).buildIdentifier == [9, 8, 7])
        for end in 0..<0xA7 { #expect(ELFNotes(Array(head.prefix(end))).buildIdentifier == nil) }
        put(0x84, [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(ELFNotes(head).buildIdentifier == nil)
    }
}
