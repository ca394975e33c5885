/// What holds for a command beyond its options: how it ends, which variables and files it looks at.
struct ManualFacts {
    typealias Row = (String, String)

    private let command: CommandOutline
    /// The commands that the page tells of: the command itself, or for the program all.
    private let told: [CommandOutline]

    init(_ command: CommandOutline, _ program: CommandOutline) {
        self.command = command
        told = command.all
    }

    private func any(_ holds: (CommandOutline) -> Bool) -> Bool { told.contains(where: holds) }

    private func isAmong(_ names: String...) -> Bool {
        any { names.contains($0.words.dropFirst().joined(separator: " ")) }
    }

    /// Logs are read.
    private var reads: Bool { any { $0.takes("log-format") || $0.commandName == "doctor" } }

    private var hasLedger: Bool { any { $0.takes("ledger") } }

    private var hasPolicy: Bool { any { $0.takes("policy") } || isAmong("policy check") }

    /// Statuses and their meaning.
    var statuses: [Row] {
        var rows: [Row] = [("0", "It ran.")]
        if isAmong("scan") {
            rows.append(("1", "--fail-on found an observation, a finding or a new letter."))
        }
        if isAmong("cases check", "cases close", "verify") {
            rows.append(("1", "The answer is no: not permitted yet, or not identical."))
        }
        rows.append(("2", "Wrong usage or policy."))
        if reads { rows.append(("3", "Part of the input could not be read; the rest was.")) }
        if hasLedger { rows.append(("4", "The ledger cannot be used, is damaged, or another run holds it.")) }
        if isAmong("notices send", "cases close") { rows.append(("5", "A channel refused a letter.")) }
        if isAmong("scan") { rows.append(("6", "Prepared records are not sorted.")) }
        if reads { rows.append(("130, 143", "Stopped by a signal; what was read until then was told and kept.")) }
        return rows
    }

    /// Variables of the environment.
    var environment: [Row] {
        var rows: [Row] = []
        if any({ $0.words.contains("cases") || $0.words.contains("notices") || $0.commandName == "verify" }) {
            rows.append(
                ("ABUSE_SCAN_LEDGER", "The ledger of commands on cases and letters, where --ledger names none."))
        }
        if any({ $0.takes("color") }) {
            rows.append(("NO_COLOR", "If it is not empty, no colour is added on a terminal."))
            rows.append(("TERM", "The terminal dumb gets no colour."))
        }
        if reads { rows.append(("PATH", "Where zstd, bzip2 and xz are looked for, when a log is packed so.")) }
        if hasPolicy {
            rows.append(("XDG_CONFIG_HOME", "The folder of the user's policy; otherwise ~/.config."))
        }
        return rows
    }

    /// Files that are looked at without being named.
    var files: [Row] {
        guard hasPolicy else { return [] }
        return [
            ("./abuse-scan.yaml", "The policy, if --policy names none."),
            ("~/.config/abuse-scan/abuse-scan.yaml", "The user's, if there is none in the working folder."),
            ("/etc/abuse-scan/abuse-scan.yaml", "The system's, if there is none of the user."),
        ]
    }
}
