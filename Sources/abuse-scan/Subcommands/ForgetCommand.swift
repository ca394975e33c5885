import ArgumentParser
import Foundation
import Ledger
import Reports
import Scanning

/// `forget`: deletes what personal data a ledger holds.
struct ForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Deletes what a ledger holds of a login, an address, or all before a date.",
        discussion: """
            abuse-scan forget --ledger FILE --login alfa-web [--installation MSDEMO]
            abuse-scan forget --ledger FILE --ip 192.0.2.7      masks it; the roll-ups of its keys stay
            abuse-scan forget --ledger FILE --before 2026-01-01
            What was read stays known by checksums, so that nothing counts twice. The history of cases stays as proof.
            """)

    @OptionGroup var options: LedgerOptions

    @Option(name: .long, help: ArgumentHelp("The login whose findings and roll-ups go.", valueName: "login"))
    var login: String?

    @Option(name: .long, help: ArgumentHelp("Only this installation of the login.", valueName: "installation"))
    var installation: String?

    @Option(name: .long, help: ArgumentHelp("The address that is masked, as it is logged.", valueName: "address"))
    var ip: String?

    @Option(
        name: .long, help: ArgumentHelp("All before this moment goes; a date is its start in UTC.", valueName: "moment")
    )
    var before: Moment?

    @OptionGroup var policyOptions: PolicyOptions

    @Flag(name: .long, help: "Says what would be done, and does nothing.")
    var dryRun = false

    func validate() throws {
        let subjects = [login != nil, ip != nil, before != nil].filter { $0 }.count
        if subjects != 1 { throw ValidationError("Say whom or what to forget: one of --login, --ip and --before.") }
        if installation != nil, login == nil {
            throw ValidationError("--installation belongs to --login; give both.")
        }
        if login?.isEmpty ?? false || ip?.isEmpty ?? false { throw ValidationError("An empty name forgets nobody.") }
    }

    func run() throws {
        var wish = Forgetting(try subject())
        wish.isRehearsal = dryRun
        let ledger = try options.open(for: .writing)
        let policy = try policyOptions.load()
        let windows = try Failure.ofScan { () throws(ScanError) in try WindowForgetting(ledger, policy) }
        let subject = wish.subject
        let now = Int64(Date.now.timeIntervalSince1970 * 1000)
        wish.step = { id, last in HistoryRow.forgotten(id, after: last, at: now) }
        wish.filter = { windows.state($0, without: subject) }
        let forgotten = try Failure.ofLedger { () throws(LedgerError) in try ledger.forget(wish) }
        try options.show(text(forgotten), object(forgotten))
    }

    private func subject() throws -> Forgetting.Subject {
        if let login { return .login(login, installation: installation) }
        if let ip { return .address(ip) }
        let now = Int64(Date.now.timeIntervalSince1970 * 1000)
        return .before(try before?.milliseconds(zoneOffset: { _ in 0 }, now: now) ?? 0)
    }

    private func text(_ forgotten: Forgotten) -> String {
        let counts = [
            Self.part(forgotten.findings, "finding"), Self.part(forgotten.rollUps, "roll-up"),
            Self.part(forgotten.samples, "sampled line"), Self.part(forgotten.inputs, "input name"),
            Self.part(forgotten.cases, "case without a letter", plural: "cases without a letter"),
            Self.part(forgotten.runs, "run's arguments", plural: "runs' arguments"),
        ].compactMap(\.self)
        var lines: [String] = []
        if !counts.isEmpty { lines.append("\(dryRun ? "Would delete" : "Deleted") \(list(counts)).") }
        if forgotten.maskedFindings > 0 {
            let count = Figures.counted(Int64(forgotten.maskedFindings), "finding")
            lines.append("\(dryRun ? "Would mask" : "Masked") the address in \(count).")
        }
        if lines.isEmpty { lines.append("The ledger holds nothing of it outside of what is said below.") }
        lines += kept(forgotten)
        return lines.joined(separator: "\n") + "\n"
    }

    private func kept(_ forgotten: Forgotten) -> [String] {
        var lines: [String] = []
        if forgotten.keptCases + forgotten.keptLetters + forgotten.keptSteps > 0 {
            lines.append(
                "\(Figures.counted(Int64(forgotten.keptCases), "case")), "
                    + "\(Figures.counted(Int64(forgotten.keptLetters), "letter")) and "
                    + "\(Figures.counted(Int64(forgotten.keptSteps), "step")) of history stay: they prove what was warned of."
            )
        }
        if forgotten.keysOfAddress > 0 {
            lines.append("The address is a key of its own here; forget that with --login as well.")
        }
        if forgotten.staysInWindows {
            lines.append(
                "The windows that the next run goes on from may still hold it, "
                    + "and findings that are open come back with that run.")
        }
        lines.append("Copies of the ledger and the logs themselves are not touched.")
        return lines
    }

    private static func part(_ count: Int, _ singular: String, plural: String? = nil) -> String? {
        count == 0 ? nil : Figures.counted(Int64(count), singular, plural: plural)
    }

    private func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    private func object(_ forgotten: Forgotten) -> JSONObject {
        func number(_ count: Int) -> JSONObject.Value { .number(Int64(count)) }
        return JSONObject([
            "dry_run": .flag(dryRun), "findings": number(forgotten.findings),
            "masked_findings": number(forgotten.maskedFindings), "roll_ups": number(forgotten.rollUps),
            "samples": number(forgotten.samples), "inputs": number(forgotten.inputs), "runs": number(forgotten.runs),
            "cases": number(forgotten.cases), "kept_cases": number(forgotten.keptCases),
            "kept_letters": number(forgotten.keptLetters),
            "kept_steps": number(forgotten.keptSteps), "stays_in_windows": .flag(forgotten.staysInWindows),
        ])
    }
}
