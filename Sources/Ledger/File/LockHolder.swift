internal import Foundation

/// Who holds a ledger.
public struct LockHolder: Sendable, Equatable {
    /// The process, 0 where the lock file does not say.
    public var process: Int32
    /// The name of its machine.
    public var host: String
    /// Since when, RFC 3339 in UTC.
    public var since: String

    /// Makes a holder.
    public init(process: Int32, host: String, since: String) {
        self.process = process
        self.host = host
        self.since = since
    }

    /// This process, now.
    static var this: LockHolder {
        LockHolder(
            process: ProcessInfo.processInfo.processIdentifier, host: ProcessInfo.processInfo.hostName,
            since: Date.now.formatted(.iso8601))
    }

    /// Reads what ``text`` wrote.
    init(text: String) {
        let parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
        self.init(
            process: parts.first.flatMap(Int32.init) ?? 0, host: parts.count > 1 ? parts[1] : "",
            since: parts.count > 2 ? parts[2] : "")
    }

    /// What stands in the lock file.
    var text: String { "\(process) \(host) \(since)\n" }

    /// For messages: `process 4711 on db1 since 2026-11-21T10:00:00Z`.
    public var description: String {
        process == 0 ? "another process" : "process \(process) on \(host) since \(since)"
    }
}

extension LedgerFile {
    /// Who holds a ledger right now, `nil` if nobody does; takes nothing and creates nothing.
    public static func holder(of path: String) -> LockHolder? {
        guard let path = try? realPath(path) else { return nil }
        return WriterLock.holder(of: path)
    }
}
