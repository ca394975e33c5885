internal import Foundation
internal import GRDB

#if canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

extension LedgerError {
    @inline(never)
    static func held(by holder: LockHolder, _ name: String) -> LedgerError {
        LedgerError(
            .held, file: name,
            message: "is held by \(holder.description); wait until that run ends, or give another --ledger")
    }

    @inline(never)
    static func withoutLocks(_ number: Int32, _ name: String) -> LedgerError {
        LedgerError(
            .io, file: name,
            message: "its file system has no locks (\(words(number))), so two runs could write at once; "
                + "keep the ledger on a local disk")
    }

    /// A failed call of the system; `doing` follows "cannot have": `its lock file be opened`.
    @inline(never)
    static func system(_ number: Int32, _ name: String, doing: String) -> LedgerError {
        switch number {
        case ENOENT, ENOTDIR:
            LedgerError(.missing, file: name, message: "its folder does not exist; make it first, or correct --ledger")
        case EACCES, EPERM, EROFS:
            LedgerError(
                .rights, file: name,
                message: "no right to write in its folder (\(words(number))); run as a user who may, "
                    + "or give another --ledger")
        case ENOSPC, EDQUOT: full(name)
        default: LedgerError(.io, file: name, message: "cannot have \(doing): \(words(number)); try another disk")
        }
    }

    @inline(never)
    static func full(_ name: String) -> LedgerError {
        LedgerError(
            .full, file: name,
            message: "the disk is full; nothing of this run was kept; free some space and run again")
    }

    @inline(never)
    static func corrupt(_ fact: String, _ name: String) -> LedgerError {
        LedgerError(
            .corrupt, file: name,
            message: "is damaged: \(fact); put back a copy of it, or begin a new one with another --ledger")
    }

    /// What a ledger holds is not what was kept in it.
    public static func damaged(_ fact: String, _ name: String) -> LedgerError { corrupt(fact, name) }

    /// An error of SQLite, told by its code.
    @inline(never)
    static func database(_ error: any Error, _ name: String) -> LedgerError {
        if let known = error as? LedgerError { return known }
        if error is RowDecodingError || error is DecodingError {
            return corrupt("a row holds what it cannot hold", name)
        }
        guard let error = error as? DatabaseError else {
            return LedgerError(.io, file: name, message: "cannot be used: \(error); this is a fault of the program")
        }
        let words = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_FULL: return full(name)
        case .SQLITE_CORRUPT: return corrupt(words, name)
        case .SQLITE_NOTADB: return notADatabase(name)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return LedgerError(
                .held, file: name,
                message: "another program has a lock on it (\(words)); close it, a sqlite3 shell perhaps, and run again"
            )
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
            return LedgerError(
                .rights, file: name,
                message:
                    "no right to write it or its folder (\(words)); run as a user who may, or give another --ledger")
        case .SQLITE_CONSTRAINT:
            return LedgerError(
                .conflict, file: name,
                message: "what this run would keep contradicts what is kept (\(words)); nothing of this run was kept; "
                    + "abuse-scan ledger check says whether it is whole")
        case .SQLITE_IOERR where lockFaults.contains(error.extendedResultCode):
            return LedgerError(
                .io, file: name,
                message:
                    "its file system cannot lock it (\(words)), so two runs could write at once; nothing of this run was "
                    + "kept; keep the ledger on a local disk")
        default:
            return LedgerError(
                .io, file: name,
                message: "cannot be read or written: \(words) (code \(error.extendedResultCode.rawValue)); "
                    + "nothing of this run was kept; look at the disk")
        }
    }

    /// An error of SQLite's while something is put away in a temporary file.
    @inline(never)
    static func temporary(_ error: any Error, _ name: String) -> LedgerError {
        guard let code = (error as? DatabaseError)?.resultCode, [.SQLITE_FULL, .SQLITE_CANTOPEN].contains(code) else {
            return database(error, name)
        }
        return LedgerError(
            .full, file: name,
            message:
                "the disk for temporary files is full or cannot be written; nothing of this run was kept; free some "
                + "space, or let SQLITE_TMPDIR name a folder that has it")
    }

    private static let lockFaults: [ResultCode] = [
        .SQLITE_IOERR_LOCK, .SQLITE_IOERR_RDLOCK, .SQLITE_IOERR_UNLOCK, .SQLITE_IOERR_SHMLOCK,
        .SQLITE_IOERR_CHECKRESERVEDLOCK,
    ]

    @inline(never)
    static func notADatabase(_ name: String) -> LedgerError {
        LedgerError(
            .foreign, file: name,
            message: "is no ledger, and stays as it is; give the name of a ledger or of a new file")
    }

    static func words(_ number: Int32) -> String {
        // Safe: strerror returns a C string that is copied at once.
        unsafe String(cString: strerror(number))
    }
}
