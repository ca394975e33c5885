import ArgumentParser
import Foundation

/// From when to when, the same for every command.
struct SpanOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Only what is at or after: a date, RFC 3339, or \"36h ago\".", valueName: "moment"))
    var since: Moment?

    @Option(name: .long, help: ArgumentHelp("Only what is before.", valueName: "moment"))
    var until: Moment?

    @Option(
        name: .long, help: ArgumentHelp("What \"ago\" counts from, for runs that can be repeated.", valueName: "moment")
    )
    var now: Moment?

    /// Whether any end is named.
    var isNamed: Bool { since != nil || until != nil }

    /// The instants, milliseconds since 1970 UTC; dates are those of the zone.
    struct Instants {
        var since: Int64?
        var until: Int64?
        var now: Int64
    }

    /// Reads what was written.
    ///
    /// - Throws: `Failure` for what is no moment, or where the end is not behind the beginning.
    func instants(zoneOffset: (Int64) -> Int64) throws -> Instants {
        let present = Int64(Date().timeIntervalSince1970 * 1000)
        let now = try self.now?.milliseconds(zoneOffset: zoneOffset, now: present) ?? present
        let since = try since?.milliseconds(zoneOffset: zoneOffset, now: now)
        let until = try until?.milliseconds(zoneOffset: zoneOffset, now: now)
        if let since, let until, since >= until {
            throw Failure("--since is not before --until, so no line could count; exchange them")
        }
        return Instants(since: since, until: until, now: now)
    }
}
