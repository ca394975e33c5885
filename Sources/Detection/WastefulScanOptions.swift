/// Thresholds of `wasteful_scan`, and the names by which lists are paged.
public struct WastefulScanOptions: Sendable, Equatable {
    /// Pages turned in 24 hours that make a finding where they are tiny.
    public var tinyPages = 1000
    /// A page is tiny if it is at most the largest one divided by this.
    public var tinyPart = 10
    /// Full scans in 24 hours that make a finding.
    public var fullScans = 4
    /// Pages of a full scan at least.
    public var pages = 20
    /// The longest pause within a walk, seconds.
    public var gapSeconds = 60
    /// Parameters that say how many rows a page has.
    public var limitParameters = [
        "limit", "top", "$top", "take", "pageSize", "page_size", "per_page", "perPage", "maxResults", "max_results",
        "page[size]", "page[limit]",
    ]
    /// Parameters that number pages.
    public var pageParameters = ["page", "pageNumber", "page_number", "pageIndex", "page_index", "page[number]"]
    /// Parameters that count the rows before a page.
    public var offsetParameters = ["offset", "skip", "$skip", "startIndex", "start_index", "page[offset]"]
    /// Parameters that hold what an answer gave for asking on.
    public var cursorParameters = [
        "cursor", "continuationToken", "continuation_token", "skiptoken", "$skiptoken", "pageToken", "page_token",
        "nextToken", "next_token", "page[cursor]",
    ]
    /// Parameters that order or shape a list and leave nothing out.
    public var neutralParameters = [
        "sort", "sortBy", "sort_by", "sortOrder", "order", "orderBy", "order_by", "$orderby", "direction", "fields",
        "select", "$select", "expand", "$expand", "include", "format", "$format", "count", "$count", "includeTotal",
        "lang", "language", "culture", "version", "api-version",
    ]

    /// The defaults.
    public init() {}
}
