#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A descriptor that is closed when nobody has it any more.
final class OpenFile: Sendable {
    let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { if descriptor >= 0 { _ = close(descriptor) } }

    /// A second descriptor of the same file, which the caller closes.
    func duplicate() -> Int32 { fcntl(descriptor, F_DUPFD_CLOEXEC, 3) }

    /// Two connected sockets, used as a pipe is.
    ///
    /// Unlike pipes, they can be made so that no program that another thread starts meanwhile inherits them, and writing to
    /// one whose reader has gone can be an error of the call instead of a signal.
    ///
    /// - Parameter isWaiting: whether their users wait for bytes and for room.
    /// - Returns: `nil` where the process has too many files open.
    static func pair(isWaiting: Bool = true) -> (near: OpenFile, far: OpenFile)? {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | (isWaiting ? 0 : SOCK_NONBLOCK.rawValue))
        // Safe: there is room for two.
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
        return (OpenFile(ends[0]), OpenFile(ends[1]))
    }
}
