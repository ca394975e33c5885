import AccessLog
import ArgumentParser
import Cases
import Foundation
import Ledger
import Policy
import Reports
import Scanning

/// Whose cases a command is about, under which policy, and the form of its answer.
struct CaseOptions: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("The ledger (default: the value of ABUSE_SCAN_LEDGER).", valueName: "file"),
        completion: .file())
    var ledger: String?

    @OptionGroup var policyOptions: PolicyOptions

    @Option(name: .long, help: "The form of the answer: text or json.")
    var format = LedgerOptions.Format.text

    /// The ledger's path.
    func path() throws -> String {
        if let path = ledger ?? Terminal.environment("ABUSE_SCAN_LEDGER"), !path.isEmpty { return path }
        throw Failure("no ledger is named; give --ledger FILE, or set ABUSE_SCAN_LEDGER")
    }

    /// Opens the ledger with its cases.
    ///
    /// - Throws: `Failure` with status 4 for a ledger that cannot be used.
    func office(for use: LedgerFile.Use) throws -> CaseOffice {
        let policy = try policyOptions.load()
        let path = try path()
        let file = try Failure.ofLedger { () throws(LedgerError) in
            if use == .writing { _ = try LedgerFile.open(path, for: .reading) }
            return try LedgerFile.open(path, for: use)
        }
        return try Failure.ofScan { () throws(ScanError) in try CaseOffice(file, policy) }
    }

    /// Prints a text, or a document.
    func show(_ text: String, _ document: some Encodable) throws {
        var bytes = Array(text.utf8)
        if format == .json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            bytes = Array(try encoder.encode(document)) + [10]
        }
        try Terminal.write(bytes.span, to: 1, named: "standard output")
    }
}

/// Who did something, and when.
struct ActOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Who does it (default: the login name).", valueName: "name"))
    var by: String?

    @Option(name: .long, help: ArgumentHelp("When it happened (default: now).", valueName: "moment"))
    var at: Moment?

    /// The name, never empty.
    var author: String {
        if let by, !by.isEmpty { return by }
        let name = NSUserName()
        return name.isEmpty ? "unknown" : name
    }

    /// Milliseconds since 1970 UTC; dates are those of the contract's zone, at the start of the office's hours.
    func instant(_ office: CaseOffice) throws -> Int64 {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        guard let at else { return now }
        let calendar = office.setting.ladder.calendar
        if let date = CivilDate(at.text) { return calendar.instant(date, minutes: calendar.hours.opens) }
        let offsets = try Failure.ofScan { () throws(ScanError) in
            try Scan.offsets(of: office.setting.policy.timeZone)
        }
        return try at.milliseconds(zoneOffset: offsets, now: now)
    }
}
