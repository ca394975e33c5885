import Dispatch
import Synchronization

#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The first SIGINT or SIGTERM ends the run in order; the second one ends the program at once.
final class Interrupt: Sendable {
    private let received = Atomic<Int32>(0)

    /// Begins to listen.
    func listen() {
        for number in [SIGINT, SIGTERM] {
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in
                received.store(number, ordering: .sequentiallyConsistent)
                _ = signal(number, SIG_DFL)
                source.cancel()
            }
            source.resume()
        }
    }

    /// The signal, 0 for none.
    var signalNumber: Int32 { received.load(ordering: .sequentiallyConsistent) }
}
