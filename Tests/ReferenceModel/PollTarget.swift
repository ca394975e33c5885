extension ReferenceModel {
    /// The poll target of a target as logged, `/MSDEMO/Estates?changedAfter=*`.
    public static func pollTarget(_ target: String, options: ModelOptions = ModelOptions()) -> String {
        String(decoding: pollTarget(LogText(target.utf8), options: options), as: UTF8.self)
    }

    /// The poll target of a target as logged, for text that need not be UTF-8.
    public static func pollTarget(_ target: LogText, options: ModelOptions = ModelOptions()) -> LogText {
        pollTarget(of: canonicalURL(target, options: options), options: options).text
    }

    /// Ruling 11: values of volatile parameters become `*`, then the parameters are sorted again.
    ///
    /// Silent on the page: `since=` has a value (an empty one) and becomes `since=*`; `since` has none and stays.
    static func pollTarget(of url: CanonicalURL, options: ModelOptions) -> CanonicalURL {
        var masked = url
        masked.parameters = sorted(
            url.parameters.map { parameter in
                guard let value = parameter.value else { return parameter }
                guard isOneOf(options.volatileParameters, parameter.name) || isVolatile(value) else { return parameter }
                return QueryParameter(name: parameter.name, value: LogText("*".utf8))
            })
        return masked
    }

    private static func isVolatile(_ value: LogText) -> Bool {
        let decoded = percentDecoded(value)
        if isDateTime(decoded) { return true }
        return [10, 13].contains(decoded.count) && decoded.allSatisfy(isDigit)
    }
}
