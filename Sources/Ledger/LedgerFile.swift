internal import Foundation
internal import GRDB

/// The ledger: one SQLite file that remembers between runs.
///
/// It decides nothing: it keeps what it is given, whole or not at all. One writer holds it for the whole of a run; readers
/// never wait, and never create anything. A process opens a ledger for writing once at a time, and looks through that one:
/// opening the file again takes away the system's locks that SQLite holds on it in the same process.
public final class LedgerFile: Sendable {
    /// What a ledger is opened for.
    public enum Use: Sendable {
        /// Looking: the file must exist, nothing is changed.
        case reading
        /// A run: the file is made if it is missing and brought up to date, and nobody else may write until it is closed.
        case writing
    }

    /// Where the ledger lies, as it was named.
    public let path: String

    let database: DatabaseQueue
    let lock: WriterLock?

    init(path: String, database: DatabaseQueue, lock: WriterLock?) {
        self.path = path
        self.database = database
        self.lock = lock
    }

    /// Opens a ledger.
    ///
    /// - Throws: `LedgerError` where it cannot be used for that; nothing is overwritten.
    public static func open(_ path: String, for use: Use) throws(LedgerError) -> LedgerFile {
        switch use {
        case .reading: try openForReading(path)
        case .writing: try openForWriting(path)
        }
    }
}
