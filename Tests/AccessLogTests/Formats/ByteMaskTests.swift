import AccessLog
import Testing

@Suite("64 bytes at once")
struct ByteMaskTests {
    /// The bits of the bytes from `start` on that a slow look finds.
    private func bits(_ bytes: [UInt8], _ start: Int, _ isWanted: (UInt8) -> Bool) -> UInt64 {
        bytes[start...].prefix(64).enumerated().reduce(0) { $0 | (isWanted($1.element) ? 1 << UInt64($1.offset) : 0) }
    }

    @Test("are told apart as one by one, wherever the block ends")
    func likeOneByOne() {
        var random = SystemRandomNumberGenerator()
        let usual = Array("0123456789abcdefghABCDEF-/?\"\\ ,".utf8)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...150, using: &random)).map { _ in
                Int.random(in: 0..<8, using: &random) == 0
                    ? UInt8.random(in: .min ... .max, using: &random) : usual.randomElement(using: &random) ?? 0
            }
            let start = Int.random(in: 0...bytes.count, using: &random)
            let (one, other) = (usual.randomElement(using: &random) ?? 1, UInt8.random(in: 1...255, using: &random))
            let span = bytes.span
            #expect(ByteMask.equal(one, in: span, at: start) == bits(bytes, start) { $0 == one }, "\(bytes), \(one)")
            #expect(
                ByteMask.either(one, other, in: span, at: start) == bits(bytes, start) { $0 == one || $0 == other },
                "\(bytes), \(one), \(other)")
            #expect(
                ByteMask.digits(in: span, at: start) == bits(bytes, start) { (0x30...0x39).contains($0) }, "\(bytes)")
            #expect(
                ByteMask.lowerHex(in: span, at: start)
                    == bits(bytes, start) { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }, "\(bytes)")
        }
    }
}
