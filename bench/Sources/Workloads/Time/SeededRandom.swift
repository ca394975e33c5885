import Glibc

/// Numbers that are the same on every machine: SplitMix64.
public struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Numbers that belong to the seed.
    public init(_ seed: UInt64) { state = seed }

    /// Numbers that belong to the seed and to the words, such as a key's number.
    public init(_ seed: UInt64, _ words: Int...) {
        state = words.reduce(Self.mix(seed)) { Self.mix($0 &+ UInt64(bitPattern: Int64($1)) &* 0x9E37_79B9_7F4A_7C15) }
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A number below `bound`, which is at least 1.
    public mutating func below(_ bound: Int) -> Int { Int(((next() >> 32) &* UInt64(bound)) >> 32) }

    /// A number of the range.
    public mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// A number from 0 up to 1, without 1.
    public mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Whether something of this probability happens.
    public mutating func happens(_ probability: Double) -> Bool { fraction() < probability }

    /// A time to wait for the next of events that come by chance.
    mutating func exponential(mean: Double) -> Double { -mean * log(1 - fraction()) }

    /// How many of events that come by chance fall into a stretch where `mean` are expected.
    mutating func poisson(mean: Double) -> Int {
        guard mean < 200 else {
            let normal = (-2 * log(1 - fraction())).squareRoot() * cos(2 * Double.pi * fraction())
            return max(0, Int((mean + mean.squareRoot() * normal).rounded()))
        }
        var (count, product) = (0, fraction())
        let limit = exp(-mean)
        while product > limit {
            count += 1
            product *= fraction()
        }
        return count
    }

    /// A place below `count`, the first ones oftener: the value of two rolls after another.
    mutating func popular(_ count: Int) -> Int { below(below(count) + 1) }

    /// Spreads the bits of a number.
    static func mix(_ word: UInt64) -> UInt64 {
        var word = word
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
