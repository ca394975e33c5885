internal import Foundation
internal import GRDB
internal import GRDBSQLite

#if canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

extension LedgerFile {
    /// Opens for a run: takes the lock before anything is touched.
    static func openForWriting(_ name: String) throws(LedgerError) -> LedgerFile {
        let kind = try LedgerHeader.read(name, for: .writing)
        let path = try realPath(name)
        let lock = try WriterLock.take(path, named: name)
        if kind == .missing { try create(path, named: name) }
        TemporaryFolder.make(sureFor: path)
        var configuration = configuration(named: name)
        configuration.foreignKeysEnabled = true
        do {
            let database = try DatabaseQueue(path: path, configuration: configuration)
            try database.writeWithoutTransaction { try prepare($0, path, named: name) }
            try LedgerSchema.migrator.migrate(database)
            return LedgerFile(path: name, database: database, lock: lock)
        } catch {
            throw LedgerError.database(error, name)
        }
    }

    /// Opens for looking. Where a writer left its log of changes beside the file, the file is read with it, as a reader
    /// that changes nothing; where there is none, the file is whole by itself, and no side file is made.
    static func openForReading(_ name: String) throws(LedgerError) -> LedgerFile {
        _ = try LedgerHeader.read(name, for: .reading)
        let path = try realPath(name)
        var configuration = configuration(named: name)
        configuration.readonly = true
        do {
            let database = try DatabaseQueue(
                path: exists(path + "-wal") ? path : immutable(path), configuration: configuration)
            try database.read { database in
                // A first run that was killed may have made the file and no table.
                guard try check(database, named: name) > 0 else { throw LedgerHeader.empty(name) }
            }
            return LedgerFile(path: name, database: database, lock: nil)
        } catch {
            throw LedgerError.database(error, name)
        }
    }

    private static func configuration(named name: String) -> Configuration {
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.busyMode = .timeout(5)
        return configuration
    }

    /// Sets what every writer needs, after a look at what the file is.
    private static func prepare(_ database: Database, _ path: String, named name: String) throws {
        if try Int32.fetchOne(database, sql: "PRAGMA application_id") != LedgerSchema.applicationID {
            guard try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0 else {
                throw LedgerError.notADatabase(name)
            }
            try restrict(path, named: name)
            // The windows are most of what a run writes, in pieces of a mebibyte: few large pages cost less than many small.
            try database.execute(sql: "PRAGMA page_size = 8192")
            try database.execute(sql: "PRAGMA application_id = \(LedgerSchema.applicationID)")
        }
        try check(database, named: name)
        try restrict(path, named: name)
        try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        // What is deleted, by whatever statement, is overwritten: nobody reads it from free space afterwards.
        try database.execute(sql: "PRAGMA secure_delete = ON")
        // The log of changes stays as an empty file, so that readers that come and go never have to make it.
        var isKept: Int32 = 1
        // Safe: the connection is open, and the local outlives the call.
        _ = unsafe sqlite3_file_control(database.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &isKept)
    }

    /// Refuses what is no ledger, or a newer one.
    ///
    /// - Returns: the version of its tables, 0 where there are none yet.
    @discardableResult
    private static func check(_ database: Database, named name: String) throws -> Int32 {
        guard try Int32.fetchOne(database, sql: "PRAGMA application_id") == LedgerSchema.applicationID else {
            throw LedgerError.notADatabase(name)
        }
        let version = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard version <= LedgerSchema.version else { throw LedgerHeader.newer(version, name) }
        return version
    }

    /// Makes an empty file that nobody else may read, before SQLite gives it and its side files a mode of its own.
    private static func create(_ path: String, named name: String) throws(LedgerError) {
        // Safe: the string lives for the call.
        let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw LedgerError.system(errno, name, doing: "been made")
        }
        close(descriptor)
    }

    /// Takes the rights of others away, where somebody gave them.
    private static func restrict(_ path: String, named name: String) throws(LedgerError) {
        for file in [path, path + "-wal", path + "-shm"] {
            var status = stat()
            // Safe: the string lives for the call, and `status` is a local of the right type.
            guard unsafe stat(file, &status) == 0, status.st_mode & 0o077 != 0 else { continue }
            // Safe: the string lives for the call.
            guard unsafe chmod(file, 0o600) == 0 else {
                throw LedgerError(
                    .rights, file: name,
                    message: "others may read it (mode \(String(status.st_mode & 0o777, radix: 8))), and its owner is "
                        + "somebody else; let the owner run chmod 600 on it")
            }
        }
    }

    /// The absolute path behind links, so that every name of a ledger leads to one lock.
    static func realPath(_ name: String) throws(LedgerError) -> String {
        if let path = resolved(name) { return path }
        let (folder, last) = split(name)
        guard let path = resolved(folder) else { throw LedgerError.system(errno, name, doing: "its folder be read") }
        return path == "/" ? "/" + last : path + "/" + last
    }

    private static func resolved(_ path: String) -> String? {
        // Safe: the string lives for the call, and the result is copied and then freed.
        guard let found = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(found) }
        return unsafe String(cString: found)
    }

    private static func split(_ name: String) -> (folder: String, last: String) {
        guard let slash = name.lastIndex(of: "/") else { return (".", name) }
        let folder = String(name[..<slash])
        return (folder.isEmpty ? "/" : folder, String(name[name.index(after: slash)...]))
    }

    // Safe: the string lives for the call.
    private static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    private static func immutable(_ path: String) -> String {
        var allowed = CharacterSet.urlPathAllowed
        allowed.remove(charactersIn: "?#%")
        let escaped = path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path
        return "file:" + escaped + "?immutable=1"
    }
}
