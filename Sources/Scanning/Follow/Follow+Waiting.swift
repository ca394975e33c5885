#if canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

extension Follow {
    /// Waits until a pipe has bytes, at most so long.
    ///
    /// - Parameters:
    ///   - milliseconds: how long at most.
    ///   - output: a descriptor whose reader may go, -1 for none.
    /// - Returns: whether that reader has gone.
    public func wait(_ milliseconds: Int32, output: Int32 = -1) -> Bool {
        var waiting = [pollfd(fd: output, events: 0, revents: 0)]
        for input in pass.inputs {
            if case .pipe(let pipe) = input.source {
                waiting.append(pollfd(fd: pipe.descriptor, events: Int16(POLLIN), revents: 0))
            }
        }
        // Safe: the pointer and its count come from one array.
        _ = unsafe waiting.withUnsafeMutableBufferPointer { list in
            unsafe poll(list.baseAddress, nfds_t(list.count), milliseconds)
        }
        return output >= 0 && waiting[0].revents & Int16(POLLERR) != 0
    }
}

/// What the system says.
enum ScanSystem {
    static func words(_ number: Int32) -> String {
        // Safe: strerror returns a C string that is copied at once.
        unsafe String(cString: strerror(number))
    }
}
