extension LogFormat {
    /// `w3c`: the W3C extended format of IIS and CloudFront; `#Fields:` lines name the columns.
    static let w3c = LogFormat(name: "w3c", evidence: .recordsAndDirectives) { options in W3CParser(options) }
}
