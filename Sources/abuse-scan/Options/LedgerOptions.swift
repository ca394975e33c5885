import ArgumentParser
import Ledger

/// Which ledger a command looks after, and the form of its answer.
struct LedgerOptions: ParsableArguments {
    /// The forms of an answer.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Option(name: .long, help: ArgumentHelp("The ledger.", valueName: "file"), completion: .file())
    var ledger: String

    @Option(name: .long, help: "The form of the answer: text or json.")
    var format = Format.text

    /// Opens it.
    ///
    /// - Throws: `Failure` with status 4.
    func open(for use: LedgerFile.Use) throws -> LedgerFile {
        // A name that does not exist is a slip here, where nothing new is to be made.
        try Failure.ofLedger { () throws(LedgerError) in
            if use == .writing { _ = try LedgerFile.open(ledger, for: .reading) }
            return try LedgerFile.open(ledger, for: use)
        }
    }

    /// Prints a text, or an object.
    func show(_ text: String, _ object: JSONObject) throws {
        let shown = format == .text ? text : object.text + "\n"
        try Terminal.write(Array(shown.utf8).span, to: 1, named: "standard output")
    }
}

extension Failure {
    /// Does something with a ledger, and turns its errors into those of a command.
    static func ofLedger<Result>(_ body: () throws(LedgerError) -> Result) throws -> Result {
        do throws(LedgerError) {
            return try body()
        } catch {
            throw Failure(error.description, status: ledger)
        }
    }
}
