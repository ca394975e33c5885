extension LogFormat {
    /// `w3c`: the W3C extended format as IIS and others write it; `#Fields:` lines name the columns.
    static let w3c = LogFormat(name: "w3c", evidence: .recordsAndDirectives) { options in W3CParser(options) }
}
