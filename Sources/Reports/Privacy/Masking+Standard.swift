public import Cases

extension Masking {
    /// What letters and kept findings show of a log: secrets and personal text masked, addresses as networks, and nothing
    /// that steers a reader's program.
    public static let standard = Masking(
        target: { DisplayText.safe(Redaction.target($0)) }, route: { DisplayText.safe(Redaction.route($0)) },
        agent: { DisplayText.safe(Redaction.agent($0)) }, network: { DisplayText.safe(SourceNetwork.masked($0)) })
}
