#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Standard output and standard error.
enum Terminal {
    /// Whoever read our output has gone.
    struct Closed: Error {}

    /// Whether a descriptor is a terminal.
    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// The columns of the terminal on a descriptor, `nil` where it is none.
    static func columns(_ descriptor: Int32) -> Int? {
        var size = winsize()
        // Safe: `size` is what TIOCGWINSZ fills in.
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// The value of an environment variable.
    static func environment(_ name: String) -> String? {
        // Safe: the name lives for the call, the value is copied at once.
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }

    /// Writes all bytes.
    ///
    /// - Throws: ``Closed`` where the reader has gone, `Failure` where the disk is full or the like.
    static func write(_ bytes: Span<UInt8>, to descriptor: Int32, named name: String) throws {
        var done = 0
        while done < bytes.count {
            // Safe: `done` lies inside the buffer, and the length is what remains.
            let count = unsafe bytes.withUnsafeBufferPointer { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
            }
            if count >= 0 {
                done += count
            } else if errno == EPIPE {
                throw Closed()
            } else if errno != EINTR {
                // Safe: strerror returns a C string that is copied at once.
                let fact = unsafe String(cString: strerror(errno))
                throw Failure(
                    "\(name): writing failed: \(fact); free some room or choose another place", status: Failure.input)
            }
        }
    }

    /// Writes lines to standard error; nobody is told if that is closed.
    static func warn(_ text: String) {
        try? write(Array((text + "\n").utf8).span, to: STDERR_FILENO, named: "standard error")
    }

    /// Shows a line that the next one replaces.
    static func showProgress(_ line: String) {
        try? write(Array("\r\u{1b}[K\(line)".utf8).span, to: STDERR_FILENO, named: "standard error")
    }
}
