internal import Detection

extension MemoryReport {
    /// What was forgotten to stay within `--memory`, in one sentence without its full stop; `nil` where nothing was.
    func sentence(_ keys: Int) -> String? {
        guard !isExact else { return nil }
        var parts: [String] = []
        if let worst = cappedKeys.max(by: { $0.about < $1.about }) {
            let name = [worst.key.login, worst.key.installation].compactMap(\.self).joined(separator: " ")
            parts.append(
                "\(cappedKeys.count) \(cappedKeys.count == 1 ? "key has" : "keys have") more resources than are followed "
                    + "(\(name) about \(worst.about), standard error 1.6 %)")
        }
        if forgottenResources > 0 { parts.append("\(forgottenResources) resources were forgotten") }
        if forgottenKeys > 0 {
            parts.append("\(forgottenKeys) silent keys with \(forgottenKeyRequests) requests were forgotten")
        }
        if forgottenTargets > 0 { parts.append("\(forgottenTargets) poll targets gave way to others") }
        if hasForgottenWrites { parts.append("old writes were forgotten and forgive more") }
        return "--memory reached: " + parts.joined(separator: ", ") + "; findings are lower bounds"
    }
}
