extension Policy {
    /// The profile of a policy that names none.
    public static let standardProfile = "vitec-hub"

    /// The names of the shipped profiles.
    public static let profileNames = ["vitec-hub", "triage", "apidari", "vitec-datamann"]

    /// The policy of a shipped profile.
    ///
    /// - Throws: if there is no profile of that name.
    public static func profile(named name: String) throws(PolicyError) -> Policy {
        guard let text = text(ofProfile: name) else {
            let fault = ScalarKind<String>.noneOf(profileNames, name)
            throw PolicyError([.init(file: nil, text: "unknown profile: \(fault)")])
        }
        let document = try PolicyDocument(text: text, file: "\(name).yaml")
        var reader = PolicyReader(document: document, file: "\(name).yaml", profile: name)
        // A profile that names itself, or none, starts from the built-in defaults.
        let base = reader.baseProfile.flatMap { $0 == name ? nil : $0 }
        var policy = Policy()
        if let base { policy = try profile(named: base) }
        policy.read(&reader)
        reader.checkContradictions(in: policy)
        guard reader.problems.isEmpty else { throw PolicyError(reader.problemsInOrder) }
        policy.profile = name
        policy.origins["profile"] = nil
        policy.finish()
        return policy
    }

    /// The YAML of a shipped profile, as it is shipped.
    static func text(ofProfile name: String) -> String? {
        switch name {
        case "vitec-hub": String(decoding: PackageResources.vitec_hub_yaml, as: UTF8.self)
        case "triage": String(decoding: PackageResources.triage_yaml, as: UTF8.self)
        case "apidari": String(decoding: PackageResources.apidari_yaml, as: UTF8.self)
        case "vitec-datamann": String(decoding: PackageResources.vitec_datamann_yaml, as: UTF8.self)
        default: nil
        }
    }
}
