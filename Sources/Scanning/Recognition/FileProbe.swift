internal import AccessLog
internal import Ledger

#if canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Looks at a file by single places, without reading all of it.
enum FileProbe {
    /// Bytes whose checksum verifies where reading goes on.
    static let tailLength: Int64 = 1 << 16

    /// How a regular file lies on disk, `nil` for what is none.
    static func status(_ path: String) -> FileStatus? {
        var status = stat()
        // Safe: `status` is a local of the right type, the string lives for the call.
        let code = path == "-" ? unsafe fstat(STDIN_FILENO, &status) : unsafe stat(path, &status)
        guard code == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return FileStatus(
            device: Int64(bitPattern: UInt64(status.st_dev)), inode: Int64(bitPattern: UInt64(status.st_ino)),
            size: Int64(status.st_size),
            modified: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec))
    }

    /// The absolute path of a file behind links, `nil` where nothing lies there.
    static func realPath(_ path: String) -> String? {
        // Safe: the string lives for the call, and the result is copied and then freed.
        guard let found = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(found) }
        return unsafe String(cString: found)
    }

    /// Whether a plain file still begins as it did, and the bytes before a place are still those that were read.
    static func verifies(_ path: String, _ record: InputRecord) -> Bool {
        guard record.content.length > 0 else { return isPlain(path) }
        guard let head = record.head, isPlain(path),
            let first = bytes(path, 0..<Int64(head.length)), RunningChecksum.of(first.span) == head.crc
        else { return false }
        return tail(path, before: record.content.length) == record.tail
    }

    /// What the last member of a gzip file holds, by the eight bytes at its end; `nil` for what is none, or larger than these
    /// can tell (4 GiB).
    static func gzipTrailer(_ path: String, _ status: FileStatus) -> ContentIdentity? {
        guard status.size > 18, let magic = bytes(path, 0..<2), magic == [0x1f, 0x8b],
            let last = bytes(path, status.size - 8..<status.size)
        else { return nil }
        let numbers = [last[..<4], last[4...]].map { $0.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
        return ContentIdentity(crc: numbers[0], length: Int64(numbers[1]))
    }

    /// The checksum of the last 64 KiB (or all) before a place in a plain file, `nil` where they cannot be read.
    static func tail(_ path: String, before end: Int64) -> UInt32? {
        guard end > 0, let last = bytes(path, max(0, end - tailLength)..<end) else { return end == 0 ? 0 : nil }
        return RunningChecksum.of(last.span)
    }

    /// The first 4 KiB of a plain file that has so many before a place.
    static func head(_ path: String, before end: Int64) -> InputHead? {
        guard end >= InputHead.length, let first = bytes(path, 0..<Int64(InputHead.length)) else { return nil }
        return InputHead(length: Int32(InputHead.length), crc: RunningChecksum.of(first.span))
    }

    /// Whether a file does not begin as something packed does.
    static func isPlain(_ path: String) -> Bool {
        guard var source = try? ByteSource.open(path) else { return true }
        // A file on standard input stands where it was last read.
        if path == "-" { _ = source.rewind() }
        guard let head = try? source.head(Compression.headLength) else { return true }
        return Compression.tell(head) == nil
    }

    private static func bytes(_ path: String, _ range: Range<Int64>) -> [UInt8]? {
        // Safe: the string lives for the call.
        let descriptor = path == "-" ? dup(STDIN_FILENO) : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: range.count)
        var filled = 0
        while filled < bytes.count {
            // Safe: rebasing checks that `filled` lies inside the buffer.
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                return unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(range.lowerBound) + off_t(filled))
            }
            guard count > 0 else { return nil }
            filled += count
        }
        return bytes
    }
}
