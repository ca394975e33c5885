/// One key's GETs on one item route, one soon after the other.
///
/// Only what may become a fan-out is followed: a burst that began soon after the list, or at the very stamp that still goes
/// on, since lines of one stamp are simultaneous and the list may stand behind its items.
struct FanOutBurst {
    /// The segment of the path that holds the identifier, counted from 1.
    var segment: UInt8 = 0
    /// Whether it began soon after the list.
    var isFollowed = false
    /// The number of the key's item route, -1 for a burst that waits for another.
    var route: Int32 = -1
    /// The last answer 200 of the list.
    var listed = LatestTimes.never
    /// The first and the last request.
    private(set) var began = LatestTimes.never
    private(set) var last = LatestTimes.never
    /// Requests.
    private(set) var requests: Int64 = 0
    /// The hour of the last request, and the requests in it.
    private(set) var hour: Int64 = 0
    private(set) var inHour: UInt32 = 0
    private var ids = InlineArray<8, UInt64>(repeating: 0)

    /// Whether a request at `time` would begin another burst.
    @inline(__always)
    func isOver(at time: Int64, gap: Int64) -> Bool { time - last > gap }

    /// Begins anew.
    mutating func begin(_ time: Int64, hour: Int64, afterList: Int64) {
        (began, last, self.hour) = (time, time, hour)
        (requests, inHour) = (0, 0)
        ids = InlineArray(repeating: 0)
        isFollowed = listed != LatestTimes.never && time - listed <= afterList
    }

    /// Moves the end on.
    ///
    /// - Returns: whether the request is to be counted.
    @inline(__always)
    mutating func extend(to time: Int64) -> Bool {
        last = time
        return isFollowed || time == began
    }

    /// Moves on to another hour; the requests of the one before are taken out.
    mutating func enter(_ hour: Int64) -> (hour: Int64, requests: UInt32) {
        defer { (self.hour, inHour) = (hour, 0) }
        return (self.hour, inHour)
    }

    /// Counts a request for the item of a hash.
    mutating func count(item: UInt64) {
        requests += 1
        inHour += 1
        let bit = StableHash.join(item, FanOutRule.bitmapKey) >> 55
        ids[Int(bit >> 6)] |= 1 << (bit & 63)
    }

    /// Different items at least.
    var distinct: Int {
        var count = 0
        for index in ids.indices { count += ids[index].nonzeroBitCount }
        return count
    }
}

extension FanOutBurst: StateElement {
    static var blank: Self { FanOutBurst() }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&segment)
        coder.code(&isFollowed)
        coder.code(&route)
        coder.codeTime(&listed)
        coder.codeTime(&began)
        coder.codeTime(&last)
        coder.code(&requests)
        coder.code(&hour)
        coder.code(&inHour)
        for index in ids.indices { coder.codeHash(&ids[index]) }
    }
}
