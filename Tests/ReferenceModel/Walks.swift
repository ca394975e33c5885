/// What a query says of pages.
struct ModelPage {
    /// The other parameters, by name and value.
    var rest: [[LogText]]
    var isPaged: Bool
    /// The cursor's value where there is one.
    var cursor: LogText?
    /// The page's number or offset, 0 where nothing is said.
    var position: Int64
    var limit: Int64
    var isFiltered: Bool
}

/// One request of a walk that C4 counts.
struct WalkUse {
    var hour: Int64
    /// Rows of a tiny page, or pages of a full scan.
    var amount: Int64
}

extension ReferenceModel {
    private static let limits = [
        "limit", "top", "$top", "take", "pageSize", "page_size", "per_page", "perPage", "maxResults", "max_results",
        "page[size]", "page[limit]",
    ]
    private static let pages = ["page", "pageNumber", "page_number", "pageIndex", "page_index", "page[number]"]
    private static let offsets = ["offset", "skip", "$skip", "startIndex", "start_index", "page[offset]"]
    private static let cursors = [
        "cursor", "continuationToken", "continuation_token", "skiptoken", "$skiptoken", "pageToken", "page_token",
        "nextToken", "next_token", "page[cursor]",
    ]
    private static let neutral = [
        "sort", "sortBy", "sort_by", "sortOrder", "order", "orderBy", "order_by", "$orderby", "direction", "fields",
        "select", "$select", "expand", "$expand", "include", "format", "$format", "count", "$count", "includeTotal",
        "lang", "language", "culture", "version", "api-version",
    ]

    /// Silent on the page: of several parameters the first in canonical order counts, a cursor before an offset before a page;
    /// a page or an offset that is no number makes no walk.
    static func page(_ url: CanonicalURL) -> ModelPage? {
        func first(_ names: [String]) -> LogText? {
            url.parameters.first { isOneOf(names, percentDecoded($0.name)) }.map { $0.value ?? [] }
        }
        func number(_ text: LogText) -> Int64? {
            text.count <= 15 && !text.isEmpty && text.allSatisfy(isDigit) ? Int64(String(log: text)) : nil
        }
        let rest = url.parameters.filter { !isOneOf(limits + pages + offsets + cursors, percentDecoded($0.name)) }
        let cursor = first(cursors)
        let place = first(offsets) ?? first(pages)
        if cursor == nil, let place, number(place) == nil { return nil }
        return ModelPage(
            rest: rest.map { [$0.name, $0.value ?? []] },
            isPaged: cursor != nil || place != nil || first(limits) != nil,
            cursor: cursor.flatMap { $0.isEmpty ? nil : $0 }, position: cursor == nil ? place.flatMap(number) ?? 0 : 0,
            limit: first(limits).flatMap(number) ?? 0,
            isFiltered: rest.contains { !isOneOf(neutral, percentDecoded($0.name)) })
    }

    /// C4: tiny pages that were turned to, and full scans, of one key on one listed route.
    ///
    /// Silent on the page: only GETs answered 2xx count. A request belongs to a walk if its page lies behind those of earlier
    /// stamps (a cursor: if it is not the only one of the stamp before). A walk is complete when one of its query asks for its
    /// first page or one before it, or says nothing of pages, within a day of its last request; that counts then.
    static func walkUses(
        _ requests: [ModelRequest], on route: ModelRoute, options: ModelOptions
    ) -> (tiny: [WalkUse], scans: [WalkUse]) {
        var (tiny, scans): ([WalkUse], [WalkUse]) = ([], [])
        let all = requests.filter { $0.line.method == "GET" && $0.line.status / 100 == 2 }
            .compactMap { request in page(request.url).map { (request, $0) } }
        for same in Dictionary(grouping: all, by: { $0.1.rest }).values {
            var walk: (first: Int64, last: Int64, pages: Int64)?
            var before: (time: Int64, texts: Set<LogText>)?
            let stamps = Dictionary(grouping: same) { $0.0.line.time }
            for time in stamps.keys.sorted() {
                var texts: Set<LogText> = []
                let asked = (stamps[time] ?? []).filter { !$0.1.isPaged || texts.insert($0.0.url.text).inserted }
                let paged = asked.filter(\.1.isPaged)
                if walk == nil, paged.isEmpty { continue }
                let pause = before.map { time - $0.time } ?? .max
                // Pages behind all those before.
                let turned = paged.filter { request, page in
                    guard let walk, pause <= options.walkGap else { return false }
                    if page.cursor == nil { return page.position > walk.last }
                    return before?.texts != [request.url.text]
                }
                tiny += turned.filter { isTiny($0.1.limit, route, options) }
                    .map { WalkUse(hour: hour(of: time), amount: $0.1.limit) }
                let goesBack = asked.contains { _, page in
                    walk.map { !page.isPaged || (page.cursor == nil && page.position <= $0.first) } ?? false
                }
                if goesBack, pause <= 86_400_000, let walk, walk.pages >= options.walkPages, route.delta != nil,
                    !asked[0].1.isFiltered
                {
                    scans.append(WalkUse(hour: hour(of: time), amount: walk.pages))
                }
                let places = paged.map { $0.1.cursor == nil ? $0.1.position : .max }
                if let known = walk, !goesBack, pause <= options.walkGap {
                    walk = (known.first, max(known.last, places.max() ?? 0), known.pages + Int64(turned.count))
                } else {
                    walk = places.min().map { ($0, places.max() ?? 0, Int64(paged.count)) }
                }
                before = (time, texts)
            }
        }
        return (tiny, scans)
    }

    private static func isTiny(_ limit: Int64, _ route: ModelRoute, _ options: ModelOptions) -> Bool {
        guard let most = route.maxPage else { return false }
        return limit > 0 && limit <= most && options.tinyPart * limit <= most
    }
}
