/// What a query says of the page that it asks for.
struct PageRequest: Equatable {
    /// The hash of the other parameters.
    var query: UInt64 = 0
    /// Whether anything was said of pages at all.
    var isPaged = false
    /// Whether the page is told by a cursor, which has no order.
    var isCursor = false
    /// The page's number, or the rows before it; 0 where nothing is said, which is the start.
    var position: Int64 = 0
    /// Rows of the page, 0 where nothing is said.
    var limit: Int64 = 0
    /// Whether another parameter may leave rows out.
    var isFiltered = false
}

/// Reads what queries say of pages.
struct PageReader {
    private let limits: ParameterNames
    private let pages: ParameterNames
    private let offsets: ParameterNames
    private let cursors: ParameterNames
    private let neutral: ParameterNames

    init(_ options: WastefulScanOptions) {
        limits = ParameterNames(options.limitParameters)
        pages = ParameterNames(options.pageParameters)
        offsets = ParameterNames(options.offsetParameters)
        cursors = ParameterNames(options.cursorParameters)
        neutral = ParameterNames(options.neutralParameters)
    }

    /// What the query of a URL says; `nil` where a number of it is none.
    ///
    /// A cursor counts more than an offset, and that more than a page; of parameters of one kind the first counts.
    func read(_ url: borrowing CanonicalURL) -> PageRequest? {
        var request = PageRequest()
        var (limit, page, offset): (ArraySlice<UInt8>?, ArraySlice<UInt8>?, ArraySlice<UInt8>?)
        var cursor: ArraySlice<UInt8>?
        url.forEachParameter { name, value in
            if limits.contains(name) {
                limit = limit ?? value
            } else if cursors.contains(name) {
                cursor = cursor ?? value
            } else if offsets.contains(name) {
                offset = offset ?? value
            } else if pages.contains(name) {
                page = page ?? value
            } else {
                let hash = StableHash.hash(value.span, seed: StableHash.hash(name.span))
                request.query = StableHash.join(request.query, hash)
                request.isFiltered = request.isFiltered || !neutral.contains(name)
            }
        }
        request.isPaged = limit != nil || cursor != nil || offset != nil || page != nil
        request.limit = limit.flatMap { WholeNumber.read($0.span) } ?? 0
        if let cursor {
            request.isCursor = !cursor.isEmpty
        } else if let number = offset ?? page {
            guard let position = WholeNumber.read(number.span) else { return nil }
            request.position = position
        }
        return request
    }
}
