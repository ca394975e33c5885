import Detection
import ModelComparison
import ReferenceModel

@testable import Policy

/// A random log as text, and the policy that it is judged by.
struct SampleLog {
    /// The lines as they are read, by their stamps.
    let lines: [ModelLine]
    /// The lines as they stand in a log.
    let text: [String]
    let options: ModelOptions
    let policy: Policy

    /// Makes a log.
    ///
    /// - Parameters:
    ///   - seed: what it is made from.
    ///   - size: about how many lines.
    ///   - jitter: by how much less than this a stamp may come after a later one, milliseconds.
    /// - Throws: where the profile cannot be read.
    init(seed: UInt64, size: Int, jitter: Int64 = 0) throws {
        let made = RandomLog.make(seed: seed, size: size)
        lines = made.lines.map(\.asRead).sorted { $0.time < $1.time }
        options = made.options
        var random = SeededGenerator(seed: seed ^ 0x1ed9e4)
        let order = lines.map { ($0.time + (jitter > 0 ? Int64.random(in: 0..<jitter, using: &random) : 0), $0) }
        text = order.sorted { $0.0 < $1.0 }.map(\.1.combinedText)
        var policy = try Policy.profile(named: "vitec-hub")
        policy.detection = DetectionOptions(made.options)
        policy.timeZone = made.options.timeZone
        self.policy = policy
    }
}
