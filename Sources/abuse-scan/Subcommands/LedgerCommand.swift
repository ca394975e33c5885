import ArgumentParser
import Ledger
import Reports
import Scanning

/// `ledger`: what a ledger holds, whether it is whole, and its space.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Says what a ledger holds and whether it is whole, and gives back its space.",
        discussion: """
            abuse-scan ledger info --ledger hub.ledger
            abuse-scan ledger check --ledger hub.ledger      status 4 if damaged
            """,
        subcommands: [Info.self, Inputs.self, Check.self, Vacuum.self])

    /// `ledger info`
    struct Info: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what a ledger holds: spans, counts, size, the last run, who holds it.",
            discussion: """
                abuse-scan ledger info --ledger hub.ledger --format json
                """)

        @OptionGroup var options: LedgerOptions

        func run() throws {
            let ledger = try options.open(for: .reading)
            let info = try Failure.ofLedger { () throws(LedgerError) in try ledger.info() }
            try options.show(LedgerText.text(info, named: options.ledger), LedgerText.object(info))
        }
    }

    /// `ledger inputs`
    struct Inputs: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists what was read: number, lines, span, name; what was taken out again is marked.",
            discussion: """
                abuse-scan ledger inputs --ledger hub.ledger
                """)

        @OptionGroup var options: LedgerOptions

        func run() throws {
            let ledger = try options.open(for: .reading)
            let inputs = try Failure.ofLedger { () throws(LedgerError) in try ledger.past().inputs }
            try options.show(LedgerText.text(inputs), LedgerText.object(inputs))
        }
    }

    /// `ledger check`
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Looks for damage; status 4 if there is any.",
            discussion: """
                abuse-scan ledger check --ledger hub.ledger
                """)

        @OptionGroup var options: LedgerOptions

        func run() throws {
            var faults: [String]
            do throws(LedgerError) {
                let ledger = try LedgerFile.open(options.ledger, for: .reading)
                // Where the history cannot be read, the check says so.
                var rows: [HistoryRow] = []
                try? ledger.history { rows.append($0) }
                let emptied = HistoryRow.emptied(in: rows)
                faults = try ledger.check { emptied.contains($0.number) ? nil : $0.fault }
                // Of what is damaged nothing more can be said.
                if faults.isEmpty { faults = try ledger.changedRows().map(\.sentence) }
            } catch {
                guard error.code == .corrupt else { throw Failure(error.description, status: Failure.ledger) }
                faults = [error.message]
            }
            let name = DisplayText.safe(options.ledger)
            let text = faults.isEmpty ? "\(name): whole\n" : faults.map { "\(name): \($0)\n" }.joined()
            try options.show(text, JSONObject(["whole": .flag(faults.isEmpty), "faults": .strings(faults)]))
            if !faults.isEmpty { throw Failure.ledger }
        }
    }

    /// `ledger vacuum`
    struct Vacuum: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives space that is no longer used back to the disk.",
            discussion: """
                abuse-scan ledger vacuum --ledger hub.ledger
                """)

        @OptionGroup var options: LedgerOptions

        func run() throws {
            let ledger = try options.open(for: .writing)
            let (before, after) = try Failure.ofLedger { () throws(LedgerError) in
                let before = try ledger.info().size
                try ledger.vacuum()
                return (before, try ledger.info().size)
            }
            try options.show(
                "\(DisplayText.safe(options.ledger)): \(Figures.bytes(before)) before, \(Figures.bytes(after)) now\n",
                JSONObject(["bytes_before": .number(before), "bytes": .number(after)]))
        }
    }
}
