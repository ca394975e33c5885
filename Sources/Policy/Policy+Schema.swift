extension Policy {
    /// The JSON Schema of policy files (draft 2020-12), for editors.
    public static func schema() -> String {
        let head: [(name: String, value: JSONNode)] = [
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            ("title", .text("abuse-scan policy")),
            ("description", .text("What counts as misuse of the API, and who is who.")),
        ]
        return JSONNode.object(head + Sections.policy.schema(standard: Sections.policy.standard)).text() + "\n"
    }
}
