internal import AccessLog
internal import CMemory

/// The resources of one route that were fetched beyond the tolerance, the first so many of them.
///
///     listed │ hash, figures, end of text │ hash, figures, end of text │ …
///     texts  │ /MSDEMO/Estates/4711/MSDEMO/Estates/4712…
///
/// Hardly any is ever shown, so their texts stay bytes that lie one behind the other.
struct ExcessResources {
    /// Resources told apart; those that come later still count in every sum.
    static let most = 256
    /// How many of them evidence names.
    private static let shown = 8

    /// A resource and the hash of its entry, side by side, since every excess fetch asks for both.
    private struct Listed: BitwiseCopyable {
        var hash: UInt64
        /// The last fetch, milliseconds since 1970 UTC.
        var last: Int64 = 0
        /// Bytes of the last answer.
        var bytes: Int64 = 0
        /// The first fetch, seconds since 1970 UTC.
        var first: UInt32
        var fetches: UInt32 = 0
        var excess: UInt32 = 0
        /// Where its text ends, which begins where that of the one before does.
        var textEnd: UInt32
        var isUnchanged = true
    }

    private var listed: [Listed] = []
    private var texts: [UInt8] = []

    /// Asks for a place of the list whose storage begins at an address.
    @inline(__always)
    static func prefetch(_ list: UnsafeRawPointer, _ place: Int) {
        let first = unsafe list + 32 + place * MemoryLayout<Listed>.stride
        // Safe: prefetching reads nothing.
        unsafe abuse_scan_prefetch(first)
        unsafe abuse_scan_prefetch(first + MemoryLayout<Listed>.stride - 8)
    }

    /// The place of a resource that is listed.
    func place(of entry: ResourceEntry) -> Int? {
        let place = Int(entry.listed)
        return place < listed.count && listed[place].hash == entry.hash ? place : nil
    }

    /// Whether another resource can be listed.
    var hasRoom: Bool { listed.count < Self.most }

    /// Lists a resource by its canonical path and query; there must be room.
    mutating func list(_ entry: inout ResourceEntry, target: Span<UInt8>) {
        entry.listed = UInt16(listed.count)
        append(target)
        listed.append(Listed(hash: entry.hash, first: entry.first, textEnd: UInt32(texts.count)))
    }

    /// Appends a text; room is kept for an eighth of what is there, or a few more.
    private mutating func append(_ text: Span<UInt8>) {
        let needed = texts.count + text.count
        if needed > texts.capacity { texts.reserveCapacity(needed + max(needed / 8, 192)) }
        texts.append(copying: text)
    }

    /// Notes one excess fetch of a resource.
    mutating func note(_ entry: ResourceEntry, _ event: borrowing RequestEvent) {
        guard let place = place(of: entry) else { return }
        if listed[place].excess < .max { listed[place].excess += 1 }
        take(entry, event, place)
    }

    /// Notes another delivery of a resource that is known here.
    mutating func see(_ entry: ResourceEntry, _ event: borrowing RequestEvent) {
        if let place = place(of: entry) { take(entry, event, place) }
    }

    /// Takes what its latest delivery says.
    @inline(__always)
    private mutating func take(_ entry: ResourceEntry, _ event: borrowing RequestEvent, _ place: Int) {
        listed[place].fetches = entry.fetches
        listed[place].bytes = event.bytes
        listed[place].isUnchanged = !entry.hasChanged
        listed[place].last = event.time
    }

    /// The eight with the most excess.
    var worst: [RepeatedFetchEvidence.Resource] {
        let places = listed.indices.sorted { listed[$0].excess > listed[$1].excess }
        guard let last = places.prefix(Self.shown).last else { return [] }
        // Of those that have as much as the last one, texts tell which are named.
        let least = listed[last].excess
        let sorted = places.prefix { listed[$0].excess >= least }.map(resource).sorted { left, right in
            left.excess != right.excess ? left.excess > right.excess : left.target < right.target
        }
        return Array(sorted.prefix(Self.shown))
    }

    private func resource(_ place: Int) -> RepeatedFetchEvidence.Resource {
        let (one, start) = (listed[place], place > 0 ? Int(listed[place - 1].textEnd) : 0)
        return RepeatedFetchEvidence.Resource(
            target: Text.string(texts.span, start..<Int(one.textEnd)), fetches: Int64(one.fetches),
            excess: Int64(one.excess), bytes: one.bytes, isUnchanged: one.isUnchanged, first: Int64(one.first) * 1000,
            last: one.last)
    }
}

extension ExcessResources: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        var (hashes, resources) = (listed.map(\.hash), listed.indices.map(resource))
        coder.code(&hashes, blank: { 0 }) { $1.codeHash(&$0) }
        coder.code(&resources)
        guard coder.isReading else { return }
        guard hashes.count == resources.count, hashes.count <= Self.most else { return coder.fail() }
        self = ExcessResources()
        for (hash, resource) in zip(hashes, resources) { take(hash, resource) }
    }

    /// Lists a resource again.
    private mutating func take(_ hash: UInt64, _ resource: RepeatedFetchEvidence.Resource) {
        append(Array(resource.target.utf8).span)
        listed.append(
            Listed(
                hash: hash, last: resource.last, bytes: resource.bytes, first: UInt32(clamping: resource.first / 1000),
                fetches: UInt32(clamping: resource.fetches), excess: UInt32(clamping: resource.excess),
                textEnd: UInt32(clamping: texts.count), isUnchanged: resource.isUnchanged))
    }
}
