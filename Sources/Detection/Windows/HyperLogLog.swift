/// About how many different hashes were seen, in 4 KiB: 4,096 registers, a standard error of 1.6 %.
///
/// Only ever printed as "about"; no rule looks at it. Flajolet et al., *HyperLogLog*, 2007; hashes have 64 bits, so the
/// correction for large counts is not needed, and it begins with too many for the one for small counts.
struct HyperLogLog: Sendable {
    private static let bits = 12
    private var registers = [UInt8](repeating: 0, count: 1 << bits)

    mutating func add(_ hash: UInt64) {
        let register = Int(truncatingIfNeeded: hash >> UInt64(64 - Self.bits))
        let rank = UInt8((hash << UInt64(Self.bits) | 1 << UInt64(Self.bits - 1)).leadingZeroBitCount + 1)
        if registers[register] < rank { registers[register] = rank }
    }

    var estimate: Int64 {
        let count = Double(registers.count)
        let sum = registers.reduce(0.0) { $0 + 1 / Double(UInt64(1) << UInt64($1)) }
        return Int64(0.7213 / (1 + 1.079 / count) * count * count / sum)
    }
}

extension HyperLogLog: StateElement {
    static var blank: Self { HyperLogLog() }

    mutating func code(_ coder: inout StateCoder) {
        coder.codeRing(&registers)
    }
}
