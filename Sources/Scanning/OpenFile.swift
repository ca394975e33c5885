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
    func release() -> Int32 { fcntl(descriptor, F_DUPFD_CLOEXEC, 3) }

    /// The two ends of a pipe; `nil` where the process has too many files open.
    ///
    /// - Parameter isWaiting: whether its users wait for bytes and for room.
    static func pipe(isWaiting: Bool = true) -> (reading: OpenFile, writing: OpenFile)? {
        var ends: [Int32] = [-1, -1]
        // Safe: there is room for two.
        guard unsafe pipe2(&ends, O_CLOEXEC | (isWaiting ? 0 : O_NONBLOCK)) == 0 else { return nil }
        return (OpenFile(ends[0]), OpenFile(ends[1]))
    }

    /// Two connected sockets: writing to one whose reader has gone is an error of the call, and never a signal.
    static func pair() -> (near: OpenFile, far: OpenFile)? {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        // Safe: there is room for two.
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
        return (OpenFile(ends[0]), OpenFile(ends[1]))
    }
}
