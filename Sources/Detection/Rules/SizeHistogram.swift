/// Tells whether sizes tell contents apart on a route: how often distinct resources share a size.
///
/// One size a resource, in 256 buckets; the collision index is Σc² / n². Sizes on a route where everything has one size
/// are no fingerprint.
struct SizeHistogram {
    private var onlySize: Int64 = -1
    /// Whether the route has shown a single size so far.
    private(set) var isSingleSize = true
    /// How many of `few` are not in the buckets yet.
    private var waiting: UInt8 = 0
    private var count: Int64 = 0
    private var squares: Int64 = 0
    private var buckets: [UInt32] = []
    /// The buckets of the last few. They are counted together, so that memory is waited for once; a route with few resources
    /// needs no more.
    private var few = InlineArray<32, UInt8>(repeating: 0)

    /// Whether size is no fingerprint: at least 100 resources and an index over 0.05.
    mutating func isFixed() -> Bool {
        guard count >= 100 else { return false }
        spread()
        return 20 * squares > count * count
    }

    /// Notes any delivered size.
    mutating func see(_ bytes: Int64) {
        if onlySize < 0 { onlySize = bytes } else if onlySize != bytes { isSingleSize = false }
    }

    /// Counts the size of a resource that was not known.
    mutating func insert(_ bytes: Int64) {
        few[Int(waiting)] = UInt8(truncatingIfNeeded: bytes)
        waiting += 1
        count += 1
        if waiting == 32 { spread() }
    }

    @inline(never)
    private mutating func spread() {
        if buckets.isEmpty { buckets = [UInt32](repeating: 0, count: 256) }
        for index in 0..<Int(waiting) {
            let bucket = Int(few[index])
            squares += 2 * Int64(buckets[bucket]) + 1
            buckets[bucket] += 1
        }
        waiting = 0
    }
}

extension SizeHistogram: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        if !coder.isReading, !buckets.isEmpty {
            spread()
            few = InlineArray(repeating: 0)
        }
        coder.code(&onlySize)
        coder.code(&isSingleSize)
        coder.code(&count)
        coder.code(&squares)
        coder.code(&buckets)
        for index in few.indices { coder.code(&few[index]) }
        guard coder.isReading else { return }
        waiting = buckets.isEmpty ? UInt8(clamping: count) : 0
        if !buckets.isEmpty && buckets.count != 256 || buckets.isEmpty && count >= 32 { coder.fail() }
    }
}
