import Foundation

/// How many random logs the tests of one kind look at: few by default, `ABUSE_SCAN_ROUNDS` times as many where that is set.
package enum Rounds {
    /// The numbers of the logs, from which their seeds are made.
    ///
    /// - Parameter count: how many without the variable.
    /// - Returns: the numbers from 0 up.
    package static func of(_ count: Int) -> Range<Int> { 0..<count * factor }

    private static let factor = max(1, Int(ProcessInfo.processInfo.environment["ABUSE_SCAN_ROUNDS"] ?? "") ?? 1)
}
