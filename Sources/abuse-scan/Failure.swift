import ArgumentParser
import Scanning

/// Why a command ends with a status other than 0, and the sentences for stderr.
struct Failure: Error {
    /// Part of the input could not be read.
    static let input = ExitCode(3)
    /// The ledger cannot be used, or another run holds it.
    static let ledger = ExitCode(4)
    /// A channel refused something.
    static let delivery = ExitCode(5)
    /// Prepared records are not sorted.
    static let unsorted = ExitCode(6)
    /// Wrong usage or a wrong policy.
    static let usage = ExitCode(2)

    let message: String
    let status: ExitCode

    init(_ message: String, status: ExitCode = usage) {
        self.message = message
        self.status = status
    }

    /// What a run throws, as the command ends with it.
    static func ofScan<Result>(_ body: () throws(ScanError) -> Result) throws -> Result {
        do throws(ScanError) {
            return try body()
        } catch {
            throw Failure(error.description, status: error.kind == .ledger ? ledger : usage)
        }
    }
}
