/// The manual page of a command.
struct ManualPage {
    /// When what the pages say was last changed by hand.
    private static let date = "November 21, 2026"

    private let command: CommandOutline
    private let program: CommandOutline
    private let discussion: Discussion
    private var page = ManualText()

    /// The file's name, `abuse-scan-cases-list.1`.
    static func name(_ command: CommandOutline) -> String { title(command) + ".1" }

    private static func title(_ command: CommandOutline) -> String { command.words.joined(separator: "-") }

    /// Writes the page of a command of the program.
    static func text(_ command: CommandOutline, in program: CommandOutline) -> String {
        var page = ManualPage(command, program)
        page.write()
        return page.page.text
    }

    private init(_ command: CommandOutline, _ program: CommandOutline) {
        self.command = command
        self.program = program
        discussion = Discussion(command.discussion)
    }

    private mutating func write() {
        head()
        synopsis()
        describe()
        list("COMMANDS", command.commands.map { ("Ic " + ManualText.argument($0.commandName), $0.abstract ?? "") })
        options(command.options)
        let facts = ManualFacts(command, program)
        list("ENVIRONMENT", facts.environment.map { ("Ev " + $0.0, $0.1) })
        list("FILES", facts.files.map { ("Pa " + ManualText.safe($0.0), $0.1) })
        list("EXIT STATUS", facts.statuses.map { (String($0.0), $0.1) })
        examples()
        related()
    }

    private mutating func head() {
        page.macro("Dd " + Self.date)
        page.macro("Dt " + Self.title(command).uppercased() + " 1")
        page.macro("Os")
        page.macro("Sh NAME")
        page.macro("Nm " + Self.title(command))
        let abstract = command.abstract ?? ""
        let phrase = abstract.prefix(1).lowercased() + abstract.dropFirst()
        page.macro("Nd " + ManualText.safe(phrase.hasSuffix(".") ? String(phrase.dropLast()) : phrase))
    }

    private mutating func synopsis() {
        page.macro("Sh SYNOPSIS")
        page.macro("Nm " + command.words.joined(separator: " "))
        if command.options.contains(where: { $0.kind != "positional" && $0.isOptional }) { page.macro("Op Ar options") }
        for option in command.options where option.kind != "positional" && !option.isOptional {
            page.macro(Self.signature(option))
        }
        for value in command.options where value.kind == "positional" {
            let name = ManualText.argument(value.valueName ?? "value") + (value.isRepeating ? " ..." : "")
            page.macro((value.isOptional ? "Op Ar " : "Ar ") + name)
        }
        guard !command.commands.isEmpty else { return }
        page.macro("Ar command")
        page.macro("Op Ar arguments")
    }

    private mutating func describe() {
        page.macro("Sh DESCRIPTION")
        page.prose(command.abstract ?? "")
        if !discussion.sentences.isEmpty {
            page.macro("Pp")
            page.prose(discussion.sentences)
        }
        if let name = command.defaultSubcommand {
            page.macro("Pp")
            page.prose("Without a command, it does what \(name) does.")
        }
    }

    private mutating func options(_ options: [CommandOutline.Argument]) {
        list(
            "OPTIONS",
            options.map { option in
                (Self.signature(option), (option.abstract ?? "") + Self.values(option))
            })
    }

    /// `Fl o , Fl -output Ar file`
    private static func signature(_ option: CommandOutline.Argument) -> String {
        let value = option.valueName.map { "Ar " + ManualText.argument($0) } ?? ""
        guard let names = option.names, option.kind != "positional" else { return value }
        // The short one first.
        let flags = names.sorted { $0.name.utf8.count < $1.name.utf8.count }.map { name in
            "Fl " + (name.kind == "long" ? "\\-" : "") + ManualText.safe(name.name)
        }.joined(separator: " , ")
        return option.kind == "option" ? flags + " " + value : flags
    }

    /// What its help does not say already.
    private static func values(_ option: CommandOutline.Argument) -> String {
        let help = option.abstract ?? ""
        var parts: [String] = []
        if let values = option.allValues, !values.allSatisfy(help.contains) {
            parts.append(" Values: " + values.joined(separator: ", ") + ".")
        }
        if let value = option.defaultValue { parts.append(" Default: " + value + ".") }
        if option.isRepeating, option.kind == "option" { parts.append(" May be given more than once.") }
        return parts.joined()
    }

    private mutating func list(_ title: String, _ rows: [(String, String)]) {
        guard !rows.isEmpty else { return }
        page.macro("Sh " + title)
        page.macro("Bl -tag -width Ds")
        for (head, text) in rows {
            page.macro("It " + head)
            page.prose(text)
        }
        page.macro("El")
    }

    private mutating func examples() {
        guard !discussion.examples.isEmpty else { return }
        page.macro("Sh EXAMPLES")
        for (place, example) in discussion.examples.enumerated() {
            if place > 0 { page.macro("Pp") }
            if !example.note.isEmpty {
                page.prose(example.note.prefix(1).uppercased() + example.note.dropFirst() + ":")
            }
            page.literal(example.command)
        }
    }

    /// The command above, those below, or for the program all.
    private mutating func related() {
        let above = program.all.filter { $0.words == command.words.dropLast() }
        let near = above.flatMap { [$0] + $0.commands.filter { $0.words != command.words } } + command.commands
        let names = near.map(Self.title).sorted()
        guard let last = names.last else { return }
        page.macro("Sh SEE ALSO")
        for name in names { page.macro("Xr \(name) 1" + (name == last ? "" : " ,")) }
    }
}
