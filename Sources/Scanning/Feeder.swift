internal import Dispatch
internal import Synchronization

#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Hands the bytes of a pipe, of which the first ones were looked at, on to a program that unpacks them.
final class Feeder: Sendable {
    private let source: OpenFile
    private let target: Mutex<OpenFile?>
    private let head: [UInt8]
    private let count = Atomic<Int64>(0)

    init(from source: OpenFile, to target: OpenFile, head: [UInt8]) {
        self.source = source
        self.target = Mutex(target)
        self.head = head
    }

    /// Bytes that were handed on.
    var bytes: Int64 { count.load(ordering: .relaxed) }

    /// Begins, on a thread of its own, and ends with the pipe or with its reader.
    func start() {
        DispatchQueue(label: "abuse-scan feeder").async { [self] in
            let target = target.withLock { $0.take() }
            guard let target, send(head[...], to: target.descriptor) else { return }
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                // Safe: the pointer and its length come from one buffer.
                let count = unsafe buffer.withUnsafeMutableBytes {
                    unsafe read(source.descriptor, $0.baseAddress, $0.count)
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0, send(buffer[..<count], to: target.descriptor) else { return }
            }
        }
    }

    private func send(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            // Safe: the pointer and its length come from one buffer.
            let sent = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
            count.add(Int64(sent), ordering: .relaxed)
        }
        return true
    }
}
