import ReferenceModel
import Testing

@testable import Detection

@Suite("Order of bytes") struct ByteOrderTests {
    /// It looks at eight bytes at a time; the library's order looks at one.
    @Test("is that of the library, wherever texts differ")
    func asTheLibrary() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...20, using: &random)
            let left = (0..<count).map { _ in UInt8.random(in: 0...2, using: &random) &* 127 }
            var right = left
            if Bool.random(using: &random), let place = right.indices.randomElement(using: &random) {
                right[place] = UInt8.random(in: .min ... .max, using: &random)
            }
            if Bool.random(using: &random) { right.removeLast(Int.random(in: 0...right.count, using: &random)) }
            let order = ByteOrder.compare(left.span, right.span)
            #expect((order < 0) == left.lexicographicallyPrecedes(right))
            #expect((order == 0) == (left == right))
        }
    }
}
