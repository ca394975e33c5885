import ArgumentParser
import Policy

/// Which policy holds.
struct PolicyOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The policy file; without it ./abuse-scan.yaml, then the user's and the system's folders.",
            valueName: "file"), completion: .file())
    var policy: String?

    @Option(
        name: .long, help: ArgumentHelp("A shipped profile instead of a policy file.", valueName: "name"),
        completion: .list(Policy.profileNames))
    var profile: String?

    /// Reads the policy.
    ///
    /// - Throws: `Failure` with every problem of the file.
    func load() throws -> Policy { try Self.load(policy: policy, profile: profile) }

    /// Reads a policy file, a profile, or what a scan finds by itself.
    static func load(policy: String?, profile: String? = nil) throws -> Policy {
        if policy != nil, profile != nil {
            throw Failure(
                "--policy and --profile exclude each other; name the profile in the policy file: profile: triage")
        }
        do throws(PolicyError) {
            if let policy { return try Policy.load(path: policy) }
            if let profile { return try Policy.profile(named: profile) }
            return try Policy.discover()
        } catch {
            throw Failure(error.description)
        }
    }
}
