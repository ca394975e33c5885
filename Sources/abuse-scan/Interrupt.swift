import Dispatch
import Synchronization

#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The first SIGINT or SIGTERM ends the run in order; the second one ends the program at once.
final class Interrupt: Sendable {
    private enum Request: Int32 {
        case hangUp = 1
        case question = 2
    }

    private let received = Atomic<Int32>(0)
    private let requests = Atomic<Int32>(0)

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

    /// Listens to SIGHUP and SIGUSR1 too, which end nothing.
    func listenToRequests() {
        for (number, request) in [(SIGHUP, Request.hangUp), (SIGUSR1, .question)] {
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in
                _ = requests.bitwiseOr(request.rawValue, ordering: .sequentiallyConsistent)
                // The source lives as long as its handler, which is for ever.
                withExtendedLifetime(source) {}
            }
            source.resume()
        }
    }

    /// Whether SIGHUP came since the last time.
    func takeHangUp() -> Bool { take(.hangUp) }

    /// Whether SIGUSR1 came since the last time.
    func takeQuestion() -> Bool { take(.question) }

    private func take(_ request: Request) -> Bool {
        let before = requests.bitwiseAnd(~request.rawValue, ordering: .sequentiallyConsistent).oldValue
        return before & request.rawValue != 0
    }

    /// The signal, 0 for none.
    var signalNumber: Int32 { received.load(ordering: .sequentiallyConsistent) }
}
