/// Why a ledger cannot be used: place, fact and way out in one sentence.
public struct LedgerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, for programs.
    public enum Code: Sendable {
        /// There is no such file, or no such folder.
        case missing
        /// It is no ledger: a directory, another kind of file, another program's database.
        case foreign
        /// A newer version of this program wrote it.
        case newer
        /// The rights do not allow it.
        case rights
        /// Another run holds it.
        case held
        /// Its bytes are damaged.
        case corrupt
        /// The disk is full.
        case full
        /// The system's call failed.
        case io
        /// What is to be kept contradicts what is kept.
        case conflict
    }

    /// What went wrong.
    public let code: Code
    /// The ledger as it was named.
    public let file: String
    /// The fact and the way out, without the place.
    public let message: String

    /// Makes an error.
    @inline(never)
    public init(_ code: Code, file: String, message: String) {
        self.code = code
        self.file = file
        self.message = message
    }

    /// The whole sentence.
    public var description: String { "\(file): \(message)" }
}
