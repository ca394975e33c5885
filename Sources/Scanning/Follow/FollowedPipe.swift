#if canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// A pipe that is read as far as it has bytes, without waiting for more.
final class FollowedPipe {
    /// What there was to read.
    enum Piece {
        case bytes([UInt8])
        case nothing
        case end
        case failed(Int32)
    }

    private let file: OpenFile
    /// Bytes that were read.
    private(set) var offset: Int64 = 0

    /// Opens a pipe; `-` is standard input.
    init?(_ name: String) {
        var descriptor = name == "-" ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : -1
        if name != "-" {
            // Opened for both, a named pipe does not end when its writer goes and another one comes.
            // Safe: the string lives for the call.
            descriptor = unsafe Glibc.open(name, O_RDWR | O_CLOEXEC | O_NONBLOCK)
            // Safe: as above.
            if descriptor < 0 { descriptor = unsafe Glibc.open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        }
        guard descriptor >= 0 else { return nil }
        file = OpenFile(descriptor)
    }

    /// For waiting.
    var descriptor: Int32 { file.descriptor }

    /// Reads at most so many bytes of those that are there.
    func read(_ most: Int) -> Piece {
        var request = pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0)
        // Safe: one request, which lives for the call.
        guard unsafe poll(&request, 1, 0) > 0, request.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 else {
            return .nothing
        }
        var bytes = [UInt8](repeating: 0, count: most)
        // Safe: the pointer and its length come from one buffer.
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(file.descriptor, $0.baseAddress, $0.count) }
        if count < 0 { return errno == EINTR || errno == EAGAIN ? .nothing : .failed(errno) }
        if count == 0 { return .end }
        offset += Int64(count)
        bytes.removeLast(most - count)
        return .bytes(bytes)
    }
}
