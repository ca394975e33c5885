/// The ledger that a run goes on from and adds to.
public struct LedgerUse: Sendable {
    /// Where it lies.
    public var path: String
    /// Whether the run only tells what it would do: nothing is written, not even a lock.
    public var isDryRun = false
    /// The program's version, for the record of the run.
    public var version = ""
    /// The command's arguments, for the record of the run.
    public var arguments: [String] = []
    /// Every value of the policy, for the record of the run.
    public var policyText = ""

    /// Inputs that are taken out again, by their names; everything else is computed anew from the inputs that are kept.
    public var replacing: [String] = []

    /// Sums by hour, key and route from which on they are put away on disk until the commit.
    public var manySums = 1 << 14

    /// A ledger at a path.
    public init(path: String) { self.path = path }
}
