import AccessLog
import Testing

@Suite("Bytes that are no UTF-8")
struct TextRepairTests {
    private func repaired(_ bytes: [UInt8]) -> [UInt8] {
        var (text, count) = (bytes + [0xff, 0xff], bytes.count)
        TextRepair.repair(&text, &count)
        return Array(text[..<count])
    }

    /// What Java's `new String(bytes, UTF_8)` makes of them, as hex.
    @Test(
        "become what Java's decoder makes of them",
        arguments: [
            ("", ""), ("61", "61"), ("c3a5", "c3a5"), ("e5", "efbfbd"), ("61e562", "61efbfbd62"),
            ("c0af", "efbfbdefbfbd"), ("e28261", "efbfbd61"), ("e282", "efbfbd"), ("f09f9861", "efbfbd61"),
            ("f09f98", "efbfbd"), ("eda080", "efbfbd"), ("eda061", "efbfbd61"),
            ("f4908080", "efbfbdefbfbdefbfbdefbfbd"),
            ("f09f9880", "f09f9880"), ("80bf", "efbfbdefbfbd"), ("e08080", "efbfbdefbfbdefbfbd"),
            ("ee8080ff", "ee8080efbfbd"),
        ])
    func likeJava(_ bytes: String, _ expected: String) {
        #expect(repaired(Self.bytes(bytes)) == Self.bytes(expected))
    }

    @Test("come out as the standard library repairs them, but for halves of surrogates")
    func likeTheLibrary() {
        var random = SystemRandomNumberGenerator()
        let parts: [[UInt8]] = [
            [0x61], [0xc3, 0xa5], [0xe2, 0x82, 0xac], [0xf0, 0x9f, 0x98, 0x80], [0xff], [0xc3], [0xe2, 0x82], [0x0a],
        ]
        for round in 0..<300 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<60, using: &random) { bytes += parts.randomElement(using: &random) ?? [] }
            if round % 3 == 0 { bytes = bytes.map { $0 == 0x61 ? UInt8.random(in: 0x20...0xdf, using: &random) : $0 } }
            let expected = Array(String(decoding: bytes, as: UTF8.self).utf8)
            let hasSurrogate = zip(bytes, bytes.dropFirst()).contains { $0 == 0xed && $1 >= 0xa0 }
            if !hasSurrogate { #expect(repaired(bytes) == expected, "\(bytes)") }
        }
    }

    private static func bytes(_ hex: String) -> [UInt8] {
        var (bytes, rest) = ([UInt8](), hex[...])
        while !rest.isEmpty {
            bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
