import ReferenceModel
import Testing

@testable import Detection

@Suite("Classes of eight bytes are those of each of them")
struct ByteClassTests {
    private func word(_ bytes: [UInt8]) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }

    /// Eight of the usual bytes, but for one in so many, which may be any.
    private static func bytes(_ usual: [UInt8], oddOneIn share: Int, _ random: inout SeededGenerator) -> [UInt8] {
        (0..<8).map { _ in
            Int.random(in: 0..<share, using: &random) == 0
                ? UInt8.random(in: 0...255, using: &random) : usual.randomElement(using: &random) ?? 0
        }
    }

    private func expected(_ bytes: [UInt8]) -> ByteClass? {
        let classes = bytes.reduce(ByteClass()) { $0.union(ByteClass.table[Int($1)]) }
        let isPlain = classes.isDisjoint(with: [.end, .percent]) && bytes.allSatisfy { $0 < 128 }
        return isPlain ? classes : nil
    }

    @Test("one byte among seven others, at every place", arguments: [UInt8(ascii: "g"), UInt8(ascii: "0"), 0, 127])
    func single(_ others: UInt8) {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<8 {
                var bytes = [UInt8](repeating: others, count: 8)
                bytes[place] = byte
                #expect(ByteClass.plain(word(bytes)) == expected(bytes), "\(byte) at \(place)")
            }
        }
    }

    @Test("random bytes", arguments: Rounds.of(4))
    func random(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let usual = Array("abcdefghxyzABCFGXYZ0123456789-_.~@)!".utf8)
        for _ in 0..<5000 {
            let bytes = Self.bytes(usual, oddOneIn: 40, &random)
            #expect(ByteClass.plain(word(bytes)) == expected(bytes), "\(bytes), seed \(seed)")
        }
    }

    @Test("the first byte of a value, with its neighbours of all values")
    func first() {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<8 {
                var bytes = (0..<8).map { UInt8(truncatingIfNeeded: Int(byte) + 8 - $0) }
                bytes[place] = ASCII.slash
                #expect(ByteClass.first(ASCII.slash, in: word(bytes)) == bytes.firstIndex(of: ASCII.slash), "\(bytes)")
            }
            let others = (0..<8).map { UInt8(truncatingIfNeeded: Int(byte) + $0) }
            #expect(ByteClass.first(ASCII.slash, in: word(others)) == others.firstIndex(of: ASCII.slash) ?? 8)
        }
    }
}
