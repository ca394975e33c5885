internal import Foundation

#if canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The right to write a ledger, held for the life of a run.
///
/// It is an open-file-description lock on a side file, `FILE-lock`: it dies with the process however that ends, and cannot
/// be lost by closing another descriptor, as the record locks that SQLite itself uses can. The side file stays, since
/// removing it would let two runs lock two files of one name; its text says who holds the lock and means nothing
/// without the lock.
final class WriterLock: Sendable {
    // Values of <fcntl.h>; the header hides them behind _GNU_SOURCE on some systems.
    private static let setLock: Int32 = 37
    private static let getLock: Int32 = 36

    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit {
        _ = ftruncate(descriptor, 0)
        // Said aloud: a child process that is just being started may still share the descriptor.
        _ = Self.set(descriptor, Int16(F_UNLCK))
        close(descriptor)
    }

    static func path(of ledger: String) -> String { ledger + "-lock" }

    /// Takes the lock, or says who has it.
    ///
    /// - Parameters:
    ///   - path: the ledger's real path.
    ///   - name: the ledger as it was named.
    /// - Returns: the lock, held for as long as it lives.
    /// - Throws: `LedgerError` of code `held`, or what keeps the side file from being made or locked.
    static func take(_ path: String, named name: String) throws(LedgerError) -> WriterLock {
        let side = Self.path(of: path)
        // Safe: the string lives for the call.
        let descriptor = unsafe open(side, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw LedgerError.system(errno, name, doing: "its lock file \(side) be opened") }
        guard set(descriptor, Int16(F_WRLCK)) else {
            let number = errno
            defer { close(descriptor) }
            switch number {
            case EAGAIN, EACCES: throw LedgerError.held(by: read(descriptor), name)
            case ENOLCK, EINVAL, ENOTSUP, ENOSYS: throw LedgerError.withoutLocks(number, name)
            default: throw LedgerError.system(number, name, doing: "its lock file \(side) be locked")
            }
        }
        let lock = WriterLock(descriptor: descriptor)
        try lock.write(LockHolder.this, name)
        return lock
    }

    /// Who holds the lock right now, `nil` if nobody does; takes nothing, creates nothing.
    static func holder(of path: String) -> LockHolder? {
        // Safe: the string lives for the call.
        let descriptor = unsafe open(Self.path(of: path), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var wish = flock()
        wish.l_type = Int16(F_WRLCK)
        // Safe: `wish` is a local of the right type.
        guard unsafe fcntl(descriptor, getLock, &wish) == 0, wish.l_type != Int16(F_UNLCK) else { return nil }
        return read(descriptor)
    }

    private static func set(_ descriptor: Int32, _ type: Int16) -> Bool {
        var wish = flock()
        wish.l_type = type
        while true {
            // Safe: `wish` is a local of the right type.
            if unsafe fcntl(descriptor, setLock, &wish) == 0 { return true }
            if errno != EINTR { return false }
        }
    }

    private func write(_ holder: LockHolder, _ name: String) throws(LedgerError) {
        let text = Array(holder.text.utf8)
        _ = fchmod(descriptor, 0o600)
        // Safe: the pointer and its length come from one array.
        let isWritten =
            unsafe ftruncate(descriptor, 0) == 0
            && text.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) } == text.count
        guard isWritten else { throw LedgerError.system(errno, name, doing: "its lock file be written") }
    }

    private static func read(_ descriptor: Int32) -> LockHolder {
        var bytes = [UInt8](repeating: 0, count: 512)
        // Safe: the pointer and its length come from one array.
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, 0) }
        return LockHolder(text: String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
    }
}
