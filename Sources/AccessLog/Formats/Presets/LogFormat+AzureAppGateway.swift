extension LogFormat {
    /// `azure-appgw`: the access log of Azure's Application Gateway, one JSON object a line or a document of `records`.
    ///
    /// `timeTaken` is in seconds in version 2 and in milliseconds in version 1, which has no `transactionId` and writes a
    /// port that it does not know as a bare `-`. Version 1 appends parameters of its own to the query, version 2 tells the
    /// URL as it came (`originalRequestUriWithArgs`). Logins are in none of them.
    /// Source: Azure's documentation, "Diagnostic logs for Application Gateway".
    static let azureAppGateway = LogFormat(name: "azure-appgw", general: "json") { options throws(LogFormatError) in
        try JSONLineParser(.azureAppGateway, options)
    }
}

extension JSONFieldNames {
    fileprivate static let azureAppGateway = JSONFieldNames(
        names: [
            .time: ["timeStamp", "time"],
            .target: ["properties.originalRequestUriWithArgs"],
            .path: ["properties.requestUri"],
            .query: ["properties.requestQuery"],
            .method: ["properties.httpMethod"],
            .status: ["properties.httpStatus"],
            .bytes: ["properties.sentBytes"],
            .pointSeconds: ["properties.timeTaken"],
            .secondsSign: ["properties.transactionId"],
            .address: ["properties.clientIP", "properties.clientIp"],
            .agent: ["properties.userAgent"],
        ],
        isLenient: true, hasMethod: true)
}
