extension LogFormat {
    /// `json`: one object a line, with the field names that people use most.
    static let json = LogFormat(name: "json", evidence: .shapes) { options throws(LogFormatError) in
        try JSONLineParser(.usual, options)
    }
}
