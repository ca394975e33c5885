extension LogFormat {
    /// `aspnet-w3c`: the W3CLogger of ASP.NET Core, the W3C extended format with `#Start-Date:` in front.
    ///
    /// Date and time are when the request came in, in UTC; `time-taken` is in milliseconds, with a point; spaces are `+`.
    /// Source: the documentation of ASP.NET Core, "W3CLogger in ASP.NET Core".
    static let aspNetW3C = LogFormat(
        name: "aspnet-w3c", evidence: .recordsAndDirectives, markers: ["#Start-Date:"], general: "w3c", stamp: .start
    ) { options in W3CParser(options, writer: .aspNet) }
}
