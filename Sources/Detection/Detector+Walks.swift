internal import AccessLog

/// Walks through the pages of lists.
extension Detector {
    /// A page of a list was asked for, or the list without a word on pages.
    mutating func seePage(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, _ place: Int, hour: Int64) {
        guard event.status / 100 == 2, url.read(block.extracting(event.requestTarget.range)),
            let page = pageReader.read(url)
        else { return }
        let key = Int(routes[place].state)
        guard let walks = states[key].walks ?? makeWalks(key, page) else { return }
        if page.isPaged { routes[place].scans.roles.insert(.walked) }
        let step = walks.take(
            page, route: place, url: event.resource, time: event.time, gap: walkRule.gap)
        let pages = pagesOfRoute[Int(event.route) + 1]
        if step.isTurn, walkRule.isTiny(page.limit, of: pages.maxPage ?? 0) {
            routes[place].traffic.scan(.tinyPages, walkRule, maxPage: pages.maxPage)
                .count(event, block, file: file, hour: hour, page.limit)
        }
        if step.completed >= walkRule.pages, pages.hasDelta, !page.isFiltered {
            routes[place].traffic.scan(.fullScans, walkRule, maxPage: pages.maxPage)
                .count(event, block, file: file, hour: hour, step.completed)
        }
    }

    private mutating func makeWalks(_ key: Int, _ page: PageRequest) -> KeyWalks? {
        guard page.isPaged else { return nil }
        let made = KeyWalks()
        states[key].walks = made
        return made
    }

    /// Walks of all keys.
    var walkCount: Int { states.indices.reduce(0) { $0 + (states[$1].walks?.count ?? 0) } }

    /// Forgets the walks of any key that were not gone on with longest, where there are more than `most`.
    mutating func forgetWalks(over most: Int) {
        guard walkCount > most else { return }
        var times: [Int64] = []
        for key in states.indices { states[key].walks?.times(into: &times) }
        times.sort()
        let border = times[times.count - max(1, most / 4 * 3)]
        for key in states.indices { states[key].walks?.forget(before: border) }
    }
}

/// What the policy says of a route's pages.
struct RoutePages {
    /// The largest page, rows.
    let maxPage: Int64?
    /// Whether a parameter gives what changed.
    let hasDelta: Bool

    init(_ rule: RouteRule) {
        maxPage = rule.maxPage.map(Int64.init)
        hasDelta = rule.delta != nil
    }

    /// Whether walks on the route can be wasteful.
    var isWatched: Bool { maxPage != nil || hasDelta }
}
