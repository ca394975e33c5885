/// One fan-out: items fetched one by one behind their list.
struct FanOut {
    var requests: [ModelRequest]
    /// The hour in which the pause behind its last request became too long, or the log ended.
    var hour: Int64
    var bulkCalls: Int64

    var size: Int64 { Int64(requests.count) }
}

extension ReferenceModel {
    /// The list of an item route, its template cut before its first `{id}`, and the path segment of the identifier.
    ///
    /// Silent on the page: any `{name}` of a policy's pattern is an identifier, `Name({id})` belongs to the list `Name`, and
    /// words that were too many to tell apart (`{other}`) make no list.
    static func list(of route: LogText) -> (route: LogText, segments: Int)? {
        let words = String(log: route).split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2, ["GET", "*"].contains(words[0]) else { return nil }
        var kept: [String] = []
        for (index, part) in words[1].split(separator: "/").map(String.init).enumerated() {
            func list() -> (route: LogText, segments: Int) {
                (LogText("\(words[0]) /\(kept.joined(separator: "/"))".utf8), index + 1)
            }
            if part == "{other}" || part == "*" { return nil }
            if part.hasSuffix("({id})") {
                kept.append(String(part.dropLast(6)))
                return list()
            }
            if part.first == "{", !(index == 0 && part == "{installation}") { return list() }
            kept.append(part)
        }
        return nil
    }

    /// C3: the fan-outs of one key on one route.
    ///
    /// Silent on the page: only GETs count, of any status; a list counts if it was answered 200.
    static func fanOuts(
        on route: LogText, _ requests: [ModelRequest], span: LogSpan, options: ModelOptions,
        isInvited: (ModelRequest) -> Bool, isNew: (Int64) -> Bool
    ) -> [FanOut] {
        guard let list = list(of: route) else { return [] }
        let gets = requests.filter { $0.line.method == "GET" && !namesItems($0, options) }
        let lists = gets.filter { $0.route == list.route && $0.line.status == 200 }.map(\.line.time)
        var bursts: [[ModelRequest]] = []
        for item in gets where item.route == route && !isInvited(item) {
            if let last = bursts.last?.last, item.line.time - last.line.time <= options.fanOutGap {
                bursts[bursts.count - 1].append(item)
            } else {
                bursts.append([item])
            }
        }
        let bulk = options.routes.first { LogText($0.match.utf8) == route }?.bulk
        let page = options.routes.first { $0.match == bulk }?.maxPage
        return bursts.compactMap { burst in
            if isNew(burst[0].line.time) { return nil }
            let (began, last) = (burst[0].line.time, burst[burst.count - 1].line.time)
            guard lists.contains(where: { $0 <= began && began - $0 <= options.fanOutAfterList }) else { return nil }
            // The number of set bits is a lower bound of the number of items.
            let bits = Set(burst.map { ModelHash.bit(itemPath($0, list.segments)) })
            guard bits.count >= options.fanOutIDs else { return nil }
            let size = Int64(burst.count)
            return FanOut(
                requests: burst, hour: min(hour(of: last + options.fanOutGap), hour(of: span.last)),
                bulkCalls: page.map { (size + $0 - 1) / $0 } ?? 1)
        }
    }

    private static func itemPath(_ request: ModelRequest, _ segments: Int) -> LogText {
        CanonicalURL(segments: Array(request.url.segments.prefix(segments)), parameters: []).path
    }

    /// «Explicit `?id in` filters».
    private static func namesItems(_ request: ModelRequest, _ options: ModelOptions) -> Bool {
        request.url.parameters.contains { parameter in
            let name = LogText(percentDecoded(parameter.name).prefix { $0 != UInt8(ascii: "[") })
            if isOneOf(["id", "ids", "id__in"], name) { return true }
            let value = percentDecoded(parameter.value ?? []).map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
            return isOneOf(["filter", "$filter"], name) && String(log: lowercased(value)).contains(" in ")
        }
    }
}
