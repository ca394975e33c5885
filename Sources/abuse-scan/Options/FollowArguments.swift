import ArgumentParser
import Scanning

/// Whether logs are followed, and how.
struct FollowArguments: ParsableArguments {
    @Flag(
        name: .long,
        help: "Reads on as logs are written, by name across rotation, and tells of findings as they begin and end.")
    var follow = false

    @Option(
        name: .long, help: ArgumentHelp("How long a silent log is waited for (default 60s).", valueName: "duration"))
    var idle: Moment.Span?

    @Option(
        name: .long,
        help: ArgumentHelp("How often --follow writes the ledger (default 5m).", valueName: "duration"))
    var commitEvery: Moment.Span?

    func validate() throws {
        if !follow, idle != nil || commitEvery != nil {
            throw ValidationError("--idle and --commit-every belong to --follow; give it too, or leave them out.")
        }
    }

    /// What the arguments say.
    var options: FollowOptions {
        var options = FollowOptions()
        if let idle { options.idle = Int64(idle.milliseconds) }
        if let commitEvery { options.commitEvery = Int64(commitEvery.milliseconds) }
        return options
    }
}
