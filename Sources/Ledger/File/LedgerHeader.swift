#if canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// What a file is by its first hundred bytes, looked at before SQLite touches it (the layout is SQLite's file format, 1.3).
enum LedgerHeader {
    /// What there is.
    enum Kind {
        /// No file, or an empty one.
        case missing
        /// A ledger.
        case ledger
        /// Another file of SQLite's whose log of changes may say more.
        case unsettled
    }

    static func read(_ name: String, for use: LedgerFile.Use) throws(LedgerError) -> Kind {
        let flags = (use == .writing ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NONBLOCK
        // Safe: the string lives for the call.
        let descriptor = unsafe open(name, flags)
        guard descriptor >= 0 else { return try missing(errno, name, use) }
        defer { close(descriptor) }
        var status = stat()
        // Safe: `status` is a local of the right type.
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw status.st_mode & S_IFMT == S_IFDIR ? directory(name) : LedgerError.notADatabase(name)
        }
        var bytes = [UInt8](repeating: 0, count: 100)
        // Safe: the pointer and its length come from one array.
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard count > 0 else {
            // SQLite makes the log of changes when something was written.
            if try Log.length(name) != nil { throw emptied(name) }
            if use == .reading { throw empty(name) }
            return .missing
        }
        guard count == 100, bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw LedgerError.notADatabase(name)
        }
        let kind = try kind(application: number(bytes, at: 68), version: number(bytes, at: 60), name)
        if kind == .ledger { try Log.check(name, pageSize: Int32(bytes[16]) << 8 | Int32(bytes[17])) }
        return kind
    }

    private static func kind(application: Int32, version: Int32, _ name: String) throws(LedgerError) -> Kind {
        guard application == LedgerSchema.applicationID else {
            guard application == 0 else { throw LedgerError.notADatabase(name) }
            return .unsettled
        }
        guard version <= LedgerSchema.version else { throw newer(version, name) }
        return .ledger
    }

    private static func number(_ bytes: [UInt8], at place: Int) -> Int32 {
        bytes[place..<place + 4].reduce(0) { $0 << 8 | Int32($1) }
    }

    private static func missing(_ number: Int32, _ name: String, _ use: LedgerFile.Use) throws(LedgerError) -> Kind {
        switch (number, use) {
        case (ENOENT, .writing): return .missing
        case (ENOENT, .reading), (ENOTDIR, .reading):
            throw LedgerError(
                .missing, file: name, message: "no such ledger; abuse-scan --ledger \(name) LOGS makes one")
        case (EISDIR, _): throw directory(name)
        case (EACCES, .reading), (EPERM, .reading):
            throw LedgerError(.rights, file: name, message: "no right to read it; run as the user who owns it")
        case (EACCES, .writing), (EPERM, .writing), (EROFS, .writing):
            throw LedgerError(
                .rights, file: name,
                message: "no right to write it (\(LedgerError.words(number))); run as the user who owns it, "
                    + "or give another --ledger")
        default: throw LedgerError.system(number, name, doing: "been opened")
        }
    }

    static func newer(_ version: Int32, _ name: String) -> LedgerError {
        LedgerError(
            .newer, file: name,
            message: "a newer abuse-scan wrote it (schema \(version), this one knows up to \(LedgerSchema.version)); "
                + "install that version, or give another --ledger")
    }

    private static func directory(_ name: String) -> LedgerError {
        LedgerError(
            .foreign, file: name, message: "is a directory; name a file in it, such as \(name)/abuse-scan.ledger")
    }

    private static func emptied(_ name: String) -> LedgerError {
        LedgerError.corrupt("it is empty, though runs have written it (\(name)-wal lies beside it)", name)
    }

    static func empty(_ name: String) -> LedgerError {
        LedgerError(.missing, file: name, message: "is empty; no run has kept anything in it yet")
    }
}
