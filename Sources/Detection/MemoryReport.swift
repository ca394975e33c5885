/// What a detector forgot to stay within its memory.
public struct MemoryReport: Sendable {
    /// Resources whose later repeats were not seen as such.
    public var forgottenResources: Int64 = 0
    /// Keys that were forgotten while they were silent; one that came back counts again.
    public var forgottenKeys: Int64 = 0
    /// The requests of these keys until then.
    public var forgottenKeyRequests: Int64 = 0
    /// The bytes of these keys until then.
    public var forgottenKeyBytes: Int64 = 0
    /// Poll targets that gave way to others.
    public var forgottenTargets: Int64 = 0
    /// Writes and changes older than the last one that was forgotten, which forgive everything before it.
    public var hasForgottenWrites = false
    /// Keys with more resources than are followed, and about how many.
    public var cappedKeys: [(key: PartnerKey, about: Int64)] = []

    /// Adds what another part of the log forgot.
    mutating func add(_ other: MemoryReport) {
        forgottenResources += other.forgottenResources
        forgottenKeys += other.forgottenKeys
        forgottenKeyRequests += other.forgottenKeyRequests
        forgottenKeyBytes += other.forgottenKeyBytes
        forgottenTargets += other.forgottenTargets
    }

    /// Whether anything was forgotten.
    public var isExact: Bool {
        forgottenResources + forgottenKeys + forgottenTargets == 0 && !hasForgottenWrites
    }
}

extension MemoryReport: Stateful {
    /// What is not told by the rest of the state.
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&forgottenResources)
        coder.code(&forgottenKeys)
        coder.code(&forgottenKeyRequests)
        coder.code(&forgottenKeyBytes)
        coder.code(&forgottenTargets)
    }
}
