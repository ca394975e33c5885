#if canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Where SQLite puts what does not fit into memory, in files that lose their names at once.
enum TemporaryFolder {
    /// The variables and folders that SQLite looks at, in its order.
    private static let variables = ["SQLITE_TMPDIR", "TMPDIR"]
    private static let folders = ["/var/tmp", "/usr/tmp", "/tmp"]

    /// Names the ledger's own folder where none of the usual ones may be written, as in a container whose disk may only be
    /// read; called before SQLite begins.
    static func make(sureFor ledger: String) {
        // Safe: what getenv returns is copied at once.
        let named = variables.compactMap { unsafe getenv($0).map { unsafe String(cString: $0) } }
        guard !(named + folders).contains(where: isWritable), let slash = ledger.lastIndex(of: "/") else { return }
        let folder = slash == ledger.startIndex ? "/" : String(ledger[..<slash])
        // Safe: both strings live for the call.
        _ = unsafe setenv(variables[0], folder, 1)
    }

    private static func isWritable(_ path: String) -> Bool {
        var status = stat()
        // Safe: `status` is a local of the right type, and the string lives for the call.
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return false }
        return unsafe access(path, W_OK | X_OK) == 0
    }
}
