import ArgumentParser
import Cases
import Foundation
import Ledger
import Policy
import Scanning

/// `verify`: computes letters again from the logs.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Computes letters again from the logs, and says identical or what differs; status 1 if anything does.",
        discussion: """
            abuse-scan verify --ledger hub.ledger 9F1C-1 logs/*.gz
            abuse-scan verify --ledger hub.ledger --all logs/*.gz
            The policy is the one that the ledger keeps for each letter. The history,
            every row of cases, letters and findings, and the logs' checksums are looked
            at too.
            """)

    @OptionGroup var inputs: InputOptions

    @Option(name: .long, help: "The form of the answer: text or json.")
    var format = LedgerOptions.Format.text

    @Flag(name: .long, help: "Every letter of the ledger.")
    var all = false

    func run() throws {
        var options = try CaseOptions.parse([])
        options.ledger = inputs.ledger
        options.format = format
        let (report, ids) = try verify(options)
        try note(report, options)
        try options.show(text(report), Answer(report))
        if report.letters.isEmpty, report.isIdentical, ids.isEmpty { return }
        if !report.isIdentical { throw ExitCode(1) }
    }

    private func verify(_ options: CaseOptions) throws -> (Verification.Report, [String]) {
        // Only the ladder's calendar is taken from this policy; each letter brings its own.
        let path = try options.path()
        let file = try Failure.ofLedger { () throws(LedgerError) in try LedgerFile.open(path, for: .reading) }
        let policy = try PolicyOptions.load(policy: nil, profile: Policy.standardProfile)
        let office = try Failure.ofScan { () throws(ScanError) in try CaseOffice(file, policy) }
        let (ids, files) = try sorted(office)
        guard !files.isEmpty else {
            throw Failure("no log is named; give the logs that the letters rest on: abuse-scan verify --all logs/*.gz")
        }
        var named = inputs
        (named.files, named.reading.filesFrom) = (files, nil)
        let request = try named.request(policy, zoneOffset: { _ in 0 })
        let interrupt = Interrupt()
        interrupt.listen()
        let report = try Failure.ofScan { () throws(ScanError) in
            try Verification(office, request).run(ids) { interrupt.signalNumber != 0 }
        }
        return (report, ids)
    }

    /// Letters first, then logs: what names a file is one.
    private func sorted(_ office: CaseOffice) throws -> (ids: [String], files: [String]) {
        var (ids, files): ([String], [String]) = (all ? office.letters.keys.sorted() : [], [])
        for name in inputs.files {
            if FileManager.default.fileExists(atPath: name) || name == "-" {
                files.append(name)
            } else {
                ids.append(try Failure.ofScan { () throws(ScanError) in try office.findLetter(name).id })
            }
        }
        if ids.isEmpty, !all { throw Failure("no letter is named; give the number of one, or --all") }
        return (ids, files + (try inputs.reading.listedNames()))
    }

    /// Keeps the answer for `cases check`, where the ledger is free.
    private func note(_ report: Verification.Report, _ options: CaseOptions) throws {
        guard !inputs.dryRun, !report.letters.isEmpty else { return }
        do {
            let file = try LedgerFile.open(try options.path(), for: .writing)
            let office = try CaseOffice(file, try PolicyOptions.load(policy: nil, profile: Policy.standardProfile))
            try office.note(report, at: Int64(Date().timeIntervalSince1970 * 1000))
        } catch {
            Terminal.warn("\(error); the answer is not noted for cases check")
        }
    }

    private func text(_ report: Verification.Report) -> String {
        var lines = (report.ledger + report.inputs).flatMap { CaseText.wrapped($0, hanging: 2) }
        for letter in report.letters {
            guard !letter.differences.isEmpty else {
                lines.append("\(letter.id): identical")
                continue
            }
            lines.append("\(letter.id): differs")
            lines += letter.differences.prefix(12).flatMap { CaseText.wrapped($0, indent: 2, hanging: 4) }
            if letter.differences.count > 12 {
                lines.append("  \(letter.differences.count - 12) more; --format json shows all")
            }
        }
        let chain =
            report.ledger.isEmpty ? "The history of \(report.steps) steps is whole, and no row was changed." : ""
        let logs = report.inputs.isEmpty ? "The logs are those that were read." : ""
        lines += CaseText.wrapped([chain, logs].filter { !$0.isEmpty }.joined(separator: " "))
        return lines.filter { !$0.isEmpty }.map { $0 + "\n" }.joined()
    }

    private struct Answer: Encodable {
        struct Entry: Encodable {
            var id: String
            var identical: Bool
            var differences: [String]
        }

        var identical: Bool
        var steps: Int
        var ledger: [String]
        var inputs: [String]
        var letters: [Entry]

        init(_ report: Verification.Report) {
            (identical, steps, ledger, inputs) = (report.isIdentical, report.steps, report.ledger, report.inputs)
            letters = report.letters.map {
                Entry(id: $0.id, identical: $0.differences.isEmpty, differences: $0.differences)
            }
        }
    }
}
