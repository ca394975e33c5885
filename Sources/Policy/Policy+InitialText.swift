extension Policy {
    /// A starting file: the profile named, every other key with its meaning and its value, commented out.
    ///
    /// The file loads to the policy of the profile, and a value is in force when its `#` and that of its section are gone.
    ///
    /// - Throws: if there is no profile of that name.
    public static func initialText(profile name: String) throws(PolicyError) -> String {
        let policy = try profile(named: name)
        let head = """
            # The policy of abuse-scan. Every key has a default; `abuse-scan policy show` prints the values in force and
            # where each comes from, `abuse-scan policy check` tells what is wrong with this file.
            # Take the # away from a key, and from the section that it stands in, to change its value.

            profile: \(name)

            """
        return head + Sections.policy.settings.filter { $0.name != "profile" }.map(policy.initialText).joined()
    }

    private func initialText(of setting: Setting<Policy>) -> String {
        var lines = setting.example
        if lines.isEmpty { lines = setting.show(self, ShowScope(origins: [:])).map(\.text).filter(isValue) }
        return "\n# \(setting.summary).\n" + lines.map { "#\($0)\n" }.joined()
    }

    private func isValue(_ line: String) -> Bool { !line.drop { $0 == " " }.hasPrefix("#") }
}
