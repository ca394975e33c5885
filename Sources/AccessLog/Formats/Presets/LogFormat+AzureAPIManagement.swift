extension LogFormat {
    /// `azure-apim`: `GatewayLogs` of Azure's API Management, one JSON object a line or a document of `records`.
    ///
    /// `time` is when the gateway began with the request, `durationMs` counts to the last byte sent. The user is the
    /// subscription, or else the user; headers are there only where the diagnostic settings name them.
    /// Source: Azure's documentation, "Gateway log schema reference" and the common schema of resource logs.
    static let azureAPIManagement = LogFormat(
        name: "azure-apim", general: "json", stamp: .start
    ) { options throws(LogFormatError) in try JSONLineParser(.azureAPIManagement, options) }
}

extension JSONFieldNames {
    fileprivate static let azureAPIManagement = JSONFieldNames(
        names: [
            .time: ["time"],
            .user: ["properties.apimSubscriptionId", "properties.userId"],
            .target: ["properties.url"],
            .method: ["properties.method"],
            .status: ["properties.responseCode"],
            .bytes: ["properties.responseSize"],
            .milliseconds: ["durationMs"],
            .address: ["callerIpAddress"],
            .agent: ["properties.requestHeaders.User-Agent", "properties.requestHeaders.user-agent"],
            .entityTag: [
                "properties.responseHeaders.ETag", "properties.responseHeaders.Etag", "properties.responseHeaders.etag",
            ],
        ],
        isLenient: true, hasMethod: true)
}
