internal import AccessLog
internal import Cases
internal import Policy
internal import Reports

/// What letters rest on: who is written to, which files, and how the figures can be computed again.
struct LetterGrounds {
    /// Days before the first sight of a finding whose lines its rule may have counted.
    private static let before: Int64 = 3 * 86_400_000
    /// More files than these are named in a list of their own.
    static let namedFiles = 6

    var policy: Policy
    var version = ""
    /// SHA-256 of the policy's text.
    var policyDigest = ""

    /// What a draft needs.
    func setting(of state: Case, _ draft: LetterDraft, _ inputs: [SeenInput], until end: Int64) -> LetterSetting {
        let since = draft.findings.map { min($0.since, $0.windowStart) }.min() ?? end
        let files = inputs.filter { $0.first < end && $0.last >= since - Self.before }.map(\.name)
        let names = Set(files).sorted()
        return LetterSetting(
            partner: state.key.login.flatMap { policy.partner(forLogin: $0) }, contract: policy.contract, files: names,
            reproduction: Letter.Reproduction(
                version: version, command: Self.command(names, until: end), policyDigest: policyDigest))
    }

    /// The command that finds the same again, run beside `policy.yaml` and the files.
    static func command(_ files: [String], until end: Int64) -> String {
        let moment = CivilTime(milliseconds: end).rfc3339
        let named = files.count <= namedFiles ? files.map(quoted).joined(separator: " ") : "--files-from inputs.txt"
        return "abuse-scan scan --policy policy.yaml --until \(moment) --format json \(named)"
    }

    /// A name as a shell takes it.
    private static func quoted(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "+"): true
            default: false
            }
        }
        return isPlain && !name.isEmpty && !name.hasPrefix("-")
            ? name : "'" + name.replacing("'", with: "'\\''") + "'"
    }
}
