internal import AccessLog

/// The rules that look at how lists and their items are fetched.
extension Detector {
    /// Takes one request of a key on a route that has to do with lists, or whose query says so.
    @inline(never)
    mutating func scan(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, _ place: Int, hour: Int64) {
        guard event.flags.contains(.isGet) else { return }
        let roles = routes[place].scans.roles
        if roles.contains(.walked) || (roles.contains(.paged) && event.flags.contains(.isMarked)) {
            seePage(event, block, file: file, place, hour: hour)
        }
        if !roles.isDisjoint(with: [.list, .item]) {
            if event.flags.contains(.isMarked), namesItems(event, block) { return }
            if roles.contains(.list), event.status == 200 { seeList(event, place) }
            if roles.contains(.item), !isInvited(event) { seeItem(event, block, file: file, place, hour: hour) }
        }
    }

    /// Whether what is asked for was pushed to the key within the last hour.
    @inline(__always)
    private func isInvited(_ event: RequestEvent) -> Bool { pushes?.isInvited(event) ?? false }

    /// Whether the query names the wanted items.
    private mutating func namesItems(_ event: RequestEvent, _ block: Span<UInt8>) -> Bool {
        guard url.read(block.extracting(event.requestTarget.range)) else { return false }
        var isNamed = false
        let (names, filters) = (idNames, filterNames)
        url.forEachParameter { name, value in
            isNamed = isNamed || names.contains(name) || (filters.contains(name) && Self.isIn(value))
        }
        return isNamed
    }

    /// Whether a filter says `x in (…)`.
    private static func isIn(_ value: ArraySlice<UInt8>) -> Bool {
        let text = PercentText.decode(value).map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : ASCII.lower($0) }
        let word = Array(" in ".utf8)
        return text.indices.contains { text[$0...].starts(with: word) }
    }
}
