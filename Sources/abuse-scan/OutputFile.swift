#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file that is written whole under another name and then renamed, so that nobody ever sees half of it. A device or a pipe
/// stays what it is and is written to as it stands.
struct OutputFile: ~Copyable {
    private let path: String
    /// Where the bytes go; the path itself where there is nothing to rename.
    private let temporary: String
    private let descriptor: Int32
    private var isDone = false

    /// Makes the temporary file beside the final one.
    init(_ path: String) throws {
        self.path = path
        temporary = Self.isSpecial(path) ? path : path + ".part-\(getpid())"
        // Safe: the name lives for the call.
        descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            // Safe: strerror returns a C string that is copied at once.
            let fact = unsafe String(cString: strerror(errno))
            throw Failure("\(path): cannot be written: \(fact); choose another place with -o", status: Failure.input)
        }
    }

    deinit {
        close(descriptor)
        // Safe: the name lives for the call.
        if !isDone, temporary != path { _ = unsafe unlink(temporary) }
    }

    /// Whether something lies at a path that is no file, such as a device or a named pipe.
    private static func isSpecial(_ path: String) -> Bool {
        var status = stat()
        // Safe: the name lives for the call, which fills in the status.
        guard unsafe stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }

    func write(_ bytes: Span<UInt8>) throws { try Terminal.write(bytes, to: descriptor, named: path) }

    /// Puts the file into its place.
    mutating func finish() throws {
        if temporary == path {
            isDone = true
            return
        }
        // Safe: both names live for the call.
        guard fsync(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
            let fact = unsafe String(cString: strerror(errno))
            throw Failure("\(path): cannot be put into place: \(fact)", status: Failure.input)
        }
        isDone = true
    }

    /// Writes what comes in pieces to a file, whole, or to standard output where none is named.
    static func write<Result>(
        _ path: String?, _ body: ((Span<UInt8>) throws -> Void) throws -> Result
    ) throws -> Result {
        guard let path, path != "-" else {
            return try body { try Terminal.write($0, to: 1, named: "standard output") }
        }
        var file = try OutputFile(path)
        let result = try body { try file.write($0) }
        try file.finish()
        return result
    }

    /// Writes a text that is there whole, to a file or to standard output.
    static func write(_ path: String?, _ text: String) throws {
        let bytes = Array(text.utf8)
        try write(path) { try $0(bytes.span) }
    }
}
