/// What the API answers: objects whose content changes now and then, and whose answers then have another size, or not.
struct Content: Sendable {
    /// Tells the objects of one base from those of others.
    var seed: UInt64
    /// The mean time between two changes of an object, ms.
    var changeInterval: Int64
    /// How many of the changes keep the number of bytes.
    var sameSize = 0.0
    /// The sizes of answers, bytes.
    var sizes: ClosedRange<Int> = 15_000...60_000
    /// Whether every answer has one size.
    var isFixedSize = false

    /// The version of an object at a moment: one change falls into each stretch of `changeInterval`, somewhere in it.
    func version(_ object: Int, at time: Int64) -> UInt32 {
        let phase = Int64(bits(object, 0) % UInt64(changeInterval))
        let stretch = (time + phase) / changeInterval
        return UInt32(time < changed(object, stretch, phase) ? stretch - 1 : stretch)
    }

    /// The moments in a stretch of time at which an object changes.
    func changes(_ object: Int, from: Int64, to: Int64) -> [Int64] {
        let phase = Int64(bits(object, 0) % UInt64(changeInterval))
        return ((from + phase) / changeInterval...(to + phase) / changeInterval)
            .map { changed(object, $0, phase) }.filter { from <= $0 && $0 < to }
    }

    /// The number of bytes of a version.
    func size(_ object: Int, version: UInt32) -> Int {
        if isFixedSize { return sizes.lowerBound }
        var shown = version
        while sameSize > 0, version - shown < 1000, Double(bits(object, Int(shown) << 1 | 1) >> 11) * 0x1p-53 < sameSize
        {
            shown -= 1
        }
        return sizes.lowerBound + Int(bits(object, Int(shown) << 1) % UInt64(sizes.count))
    }

    private func changed(_ object: Int, _ stretch: Int64, _ phase: Int64) -> Int64 {
        stretch * changeInterval - phase + Int64(bits(object, Int(stretch)) >> 8) % changeInterval
    }

    private func bits(_ object: Int, _ word: Int) -> UInt64 {
        SeededRandom.mix(seed &+ SeededRandom.mix(UInt64(object) &<< 40 ^ UInt64(bitPattern: Int64(word))))
    }
}
