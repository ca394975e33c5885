internal import AccessLog

/// The requests of one key by client and minute, counted only where an overload is near.
final class OverloadClients {
    private var tally = ClientTally(hours: OverloadReach.size)
    private var last: Int64

    init(_ minute: Int64) { last = minute }

    func count(_ event: RequestEvent, _ block: Span<UInt8>, minute: Int64) {
        if minute > last {
            let first = max(last + 1, minute - Int64(OverloadReach.size) + 1)
            for past in first...minute { tally.clear(OverloadReach.place(past)) }
            last = minute
        }
        let (address, agent) = (event.address.range, event.agent.range)
        tally.count(event.client(in: block), at: OverloadReach.place(minute)) {
            (Text.string(block, address), agent.isEmpty ? nil : Text.string(block, agent))
        }
    }

    /// The clients of one of the last minutes.
    func sum(_ minute: Int64) -> ClientSum {
        var sum = ClientSum()
        if minute <= last, minute > last - Int64(OverloadReach.size) {
            tally.add(OverloadReach.place(minute), from: minute * OverloadRule.minute, to: &sum)
        }
        return sum
    }
}

extension OverloadClients: StateElement {
    static var blank: OverloadClients { OverloadClients(0) }

    func code(_ coder: inout StateCoder) {
        coder.code(&tally)
        coder.code(&last)
    }
}
