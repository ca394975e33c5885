import Detection

/// What a rule can do with the fields that a log has.
struct RuleSupport: Equatable {
    enum Degree: String {
        /// All that the rule can ask for.
        case full
        /// Less exactly, or with less sight.
        case partial
        /// Nothing.
        case none
    }

    let rule: RuleName
    let degree: Degree
    /// Why not `full`, or by what; empty where there is nothing to say.
    let reason: String

    /// The rules over a file's fields, in the order of outputs.
    static func all(_ file: FileDiagnosis, _ diagnosis: Diagnosis) -> [RuleSupport] {
        RuleName.allCases.map { rule in
            let (degree, reason) = support(of: rule, file, diagnosis)
            return RuleSupport(rule: rule, degree: degree, reason: reason)
        }
    }

    private static func support(
        of rule: RuleName, _ file: FileDiagnosis, _ diagnosis: Diagnosis
    ) -> (Degree, String) {
        guard file.requests > 0 else { return (.none, "no request can be read") }
        guard file.identified > 0 else {
            let parts = diagnosis.keyParts.joined(separator: ", ")
            return (.none, "no line has the policy's key [\(parts)], so all are unidentified")
        }
        let fields = file.fields
        switch rule {
        case .repeatedFetch: return repeatedFetch(file)
        case .polling, .roundTheClock:
            return fields.status > 0
                ? (.full, "") : (.partial, "without a status, hours in which the API failed are not left out")
        case .overload: return overload(file, diagnosis)
        case .ignoredBackoff, .closedDoor:
            return fields.status > 0 ? (.full, "") : (.none, "no status, so no refusal is seen")
        case .fanOut, .parallelDuplicates:
            guard fields.status > 0 else { return (.none, "no status, so no answer is known to have come") }
            guard rule == .fanOut || fields.bytes > 0 || fields.entityTag > 0 else {
                return (.none, "neither bytes nor entity tag, so no answer is known to be the same")
            }
            return (.full, "")
        case .wastefulScan:
            guard fields.status > 0 else { return (.none, "no status, so no answer is known to have come") }
            return file.queries > 0 ? (.full, "") : (.partial, "no target has a query; log it, or pages are not seen")
        case .quota:
            if !diagnosis.hasQuotas { return (.full, "the policy has none") }
            return fields.bytes > 0 ? (.full, "") : (.partial, "requests alone; quotas of bytes count nothing")
        }
    }

    private static func repeatedFetch(_ file: FileDiagnosis) -> (Degree, String) {
        guard file.fields.status > 0 else { return (.none, "no status, so no answer is known to have come") }
        if file.taggedAnswers > 0 {
            let percent = 100 * file.taggedAnswers / max(1, file.answers)
            return (
                .full, "by entity tag (\(percent) % of the answers have one)\(percent < 90 ? ", else by size" : "")"
            )
        }
        guard file.fields.bytes > 0 else {
            return (.none, "neither entity tag nor bytes, so no answer is known to be the same")
        }
        return (.partial, "by size: two identical answers must come first; with entity tags one is enough")
    }

    private static func overload(_ file: FileDiagnosis, _ diagnosis: Diagnosis) -> (Degree, String) {
        let capacity = diagnosis.hasCapacity ? "" : "the policy has no capacity, so only server errors show an overload"
        guard file.fields.duration > 0 else {
            let fact = "no request time, so requests are counted in place of server time"
            return (.partial, capacity.isEmpty ? fact : "\(fact); \(capacity)")
        }
        return capacity.isEmpty ? (.full, "") : (.partial, capacity)
    }
}
