/// Tells whether sizes tell contents apart on a route: how often distinct resources share a size.
///
/// One size a resource, in 256 buckets; the collision index is Σc² / n². Sizes on a route where everything has one size
/// are no fingerprint.
struct SizeHistogram {
    private var onlySize: Int64 = -1
    /// Whether the route has shown a single size so far.
    private(set) var isSingleSize = true
    private var count: Int64 = 0
    private var squares: Int64 = 0
    private var buckets: [UInt32] = []
    /// The buckets of the first few; a route with few resources needs no more.
    private var few = InlineArray<32, UInt8>(repeating: 0)

    /// Whether size is no fingerprint: at least 100 resources and an index over 0.05.
    var isFixed: Bool { count >= 100 && 20 * squares > count * count }

    /// Notes any delivered size.
    mutating func see(_ bytes: Int64) {
        if onlySize < 0 { onlySize = bytes } else if onlySize != bytes { isSingleSize = false }
    }

    /// Counts the size of a resource that was not known.
    mutating func insert(_ bytes: Int64) {
        let bucket = Int(truncatingIfNeeded: bytes & 255)
        count += 1
        if buckets.isEmpty {
            few[Int(count) - 1] = UInt8(bucket)
            if count == 32 { spread() }
        } else {
            squares += 2 * Int64(buckets[bucket]) + 1
            buckets[bucket] += 1
        }
    }

    private mutating func spread() {
        buckets = [UInt32](repeating: 0, count: 256)
        for index in few.indices {
            let bucket = Int(few[index])
            squares += 2 * Int64(buckets[bucket]) + 1
            buckets[bucket] += 1
        }
    }
}

extension SizeHistogram: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&onlySize)
        coder.code(&isSingleSize)
        coder.code(&count)
        coder.code(&squares)
        coder.code(&buckets)
        for index in few.indices { coder.code(&few[index]) }
        if !buckets.isEmpty, buckets.count != 256 { coder.fail() }
    }
}
