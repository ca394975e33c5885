import AccessLog
import Testing

@testable import Detection

@Suite("Fields of prepared records sort like what they stand for")
struct PreparedTextTests {
    private func text(_ bytes: [UInt8]) -> [UInt8] {
        var line: [UInt8] = []
        PreparedText.append(bytes.span, to: &line)
        return line
    }

    private func number(_ value: Int64) -> [UInt8] {
        var line: [UInt8] = []
        PreparedText.append(number: value, to: &line)
        return line
    }

    @Test func textsAreASCIIAndComeBack() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0..<20, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            var line = text(bytes)
            #expect(line.allSatisfy { (0x21...0x7e).contains($0) })
            let count = line.count
            var block = line.mutableSpan
            let range = PreparedText.decode(0..<count, in: &block)
            #expect(range.map { Array(line[$0.range]) } == bytes)
        }
    }

    @Test func theOrderOfLinesIsThatOfTheirFields() {
        var random = SystemRandomNumberGenerator()
        let alphabet: [UInt8] = [0, 9, 0x0a, 0x20, 0x21, 0x22, 0x61, 0x7d, 0x7e, 0x7f, 0x80, 0xff]
        func field() -> [UInt8] {
            (0..<Int.random(in: 0..<4, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
        }
        for _ in 0..<2000 {
            let (left, right) = ([field(), field()], [field(), field()])
            func line(_ fields: [[UInt8]]) -> [UInt8] { text(fields[0]) + [PreparedText.separator] + text(fields[1]) }
            let byFields =
                left[0] != right[0]
                ? left[0].lexicographicallyPrecedes(right[0]) : left[1].lexicographicallyPrecedes(right[1])
            #expect(line(left).lexicographicallyPrecedes(line(right)) == byFields, "\(left) \(right)")
        }
    }

    @Test func numbersSortByValue() {
        let values: [Int64] = [-1, 0, 1, 9, 10, 11, 99, 100, 12_345, 99_999, 1_000_000, .max - 1, .max]
        let texts = values.map(number)
        for (left, right) in zip(texts, texts.dropFirst()) { #expect(left.lexicographicallyPrecedes(right)) }
        for (value, text) in zip(values, texts) {
            #expect(PreparedText.number(0..<text.count, in: text.span) == value)
        }
        for wrong in ["", "A", "B1", "A12", "A-", "--", "X1"] {
            let bytes = Array(wrong.utf8)
            #expect(PreparedText.number(0..<bytes.count, in: bytes.span) == nil, "\(wrong)")
        }
    }
}
