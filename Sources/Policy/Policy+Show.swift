extension Policy {
    /// The policy in force as YAML: every value with a comment that says where it comes from.
    ///
    /// The text is itself a policy file, and loads to the same policy.
    public func show() -> String {
        var shown = self
        shown.replacesRoutes = true
        var scope = ShowScope(origins: origins)
        scope.origins["replace_routes"] = nil
        let lines = Sections.policy.settings.flatMap { setting in
            var lines = setting.show(shown, scope)
            if setting.name == "replace_routes" { lines[0].comment = "every route in force stands below" }
            return lines
        }
        let column = 2 + (lines.map(\.text.count).filter { $0 < 70 }.max() ?? 0)
        return lines.map { $0.rendered(column: column) + "\n" }.joined()
    }
}
