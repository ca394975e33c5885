internal import Ledger

#if canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// One plain file that may still be written, read from a place on to wherever it ends now. It is the file itself, whatever
/// becomes of its name.
final class GrowingFile {
    /// What there was to read.
    enum Growth {
        case bytes([UInt8])
        /// All that is there was read.
        case nothing
        /// It is shorter than what was read, or holds something else: somebody cut it and begins anew.
        case replaced
        case failed(Int32)
    }

    /// Bytes before the place that must still be there.
    private static let tailLength = 256

    private let file: OpenFile
    /// Bytes before the place where reading goes on.
    private(set) var offset: Int64
    private var tail: [UInt8] = []
    /// Its first 4 KiB as they were when it was last read, or what there was of them.
    private(set) var head: [UInt8] = []

    /// Opens a file, or takes over standard input.
    ///
    /// - Returns: `nil` where there is none, or no regular one.
    static func open(_ name: String, at offset: Int64 = 0) -> GrowingFile? {
        // Safe: the string lives for the call.
        let descriptor =
            name == "-"
            ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : unsafe Glibc.open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        let file = GrowingFile(OpenFile(descriptor), at: offset)
        guard file.status != nil else { return nil }
        file.keepTail()
        file.keepHead()
        return file
    }

    private init(_ file: OpenFile, at offset: Int64) {
        self.file = file
        self.offset = offset
    }

    /// A name for the open file, which holds also when it was renamed or deleted.
    var path: String { "/proc/self/fd/\(file.descriptor)" }

    /// How it lies on disk now, `nil` for what is no regular file.
    var status: FileStatus? { FileProbe.status(path) }

    /// Whether another file begins as this one did and has the same bytes before the place, so that it is a copy of it.
    func isContinued(by other: GrowingFile) -> Bool {
        guard offset > 0, let status = other.status, status.size >= offset else { return false }
        return !tail.isEmpty && other.bytes(from: offset - Int64(tail.count), count: tail.count) == tail
    }

    /// Goes on in a copy of the file.
    func goOn(in other: GrowingFile) -> GrowingFile {
        let next = GrowingFile(other.file, at: offset)
        next.tail = tail
        next.head = head
        return next
    }

    /// Reads at most so many bytes more.
    func read(_ most: Int) -> Growth {
        guard let size = status?.size else { return .failed(EBADF) }
        if size < offset || (size > offset && !holdsTail) { return .replaced }
        guard size > offset else { return .nothing }
        guard let bytes = bytes(from: offset, count: Int(min(Int64(most), size - offset))) else {
            return .failed(errno)
        }
        guard !bytes.isEmpty else { return .nothing }
        offset += Int64(bytes.count)
        keepHead()
        tail = Array((tail + bytes.suffix(Self.tailLength)).suffix(Self.tailLength))
        return .bytes(bytes)
    }

    private var holdsTail: Bool {
        tail.isEmpty || bytes(from: offset - Int64(tail.count), count: tail.count) == tail
    }

    private func keepHead() {
        if head.count < InputHead.length { head = bytes(from: 0, count: InputHead.length) ?? head }
    }

    private func keepTail() {
        let count = Int(min(offset, Int64(Self.tailLength)))
        if count > 0 { tail = bytes(from: offset - Int64(count), count: count) ?? [] }
    }

    private func bytes(from start: Int64, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            // Safe: rebasing checks that `filled` lies inside the buffer.
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                return unsafe pread(file.descriptor, rest.baseAddress, rest.count, off_t(start) + off_t(filled))
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { return nil }
            if got == 0 { break }
            filled += got
        }
        bytes.removeLast(count - filled)
        return bytes
    }
}
