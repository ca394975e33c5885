import Testing

@testable import AccessLog

@Suite("Files that are no logs")
struct ForeignContentTests {
    static let line = "192.0.2.1 - alfa [17/May/2015:10:05:03 +0000] \"GET /x HTTP/1.1\" 200 5\n"

    private static func wide(_ isLittle: Bool) -> [UInt8] { line.utf8.flatMap { isLittle ? [$0, 0] : [0, $0] } }

    /// The header of a file in an archive, and its first bytes.
    private static let tar: [UInt8] = {
        var block = [UInt8](repeating: 0, count: 512)
        block.replaceSubrange(0..<10, with: "access.log".utf8)
        block.replaceSubrange(100..<107, with: "0000644".utf8)
        block.replaceSubrange(257..<262, with: "ustar".utf8)
        return block + line.utf8
    }()

    static let cases: [(head: [UInt8], sentence: String?)] = [
        (tar, "f: is a tar archive, which is not read here; pipe it: tar -xOf f | abuse-scan -"),
        (
            wide(true),
            "f: is text in UTF-16, which is not read here; pipe it: iconv -f UTF-16LE -t UTF-8 f | abuse-scan -"
        ),
        (
            wide(false),
            "f: is text in UTF-16, which is not read here; pipe it: iconv -f UTF-16BE -t UTF-8 f | abuse-scan -"
        ),
        (
            [0xFF, 0xFE, 0x31, 0],
            "f: is text in UTF-16, which is not read here; pipe it: iconv -f UTF-16LE -t UTF-8 f | abuse-scan -"
        ),
        (
            [0xFF, 0xFE, 0, 0, 0x31, 0, 0, 0],
            "f: is text in UTF-32, which is not read here; pipe it: iconv -f UTF-32 -t UTF-8 f | abuse-scan -"
        ),
        (Array("-----BEGIN PGP MESSAGE-----\n".utf8), "f: is encrypted with OpenPGP; pipe it: gpg -d f | abuse-scan -"),
        ([0x8C, 0x0D, 0x04, 0x09], "f: is encrypted with OpenPGP; pipe it: gpg -d f | abuse-scan -"),
        ([0x78, 0x9C, 1], "f: is packed with zlib, which is not read here; pipe it: pigz -dc < f | abuse-scan -"),
        ([0x7F, 0x45, 0x4C, 0x46], "f: is a program, no log; name another file"),
        (Array(line.utf8), nil), ([], nil), ([0], nil), (Array("x\u{2}y".utf8), nil),
        ([UInt8](repeating: 0, count: 600) + line.utf8, nil), (Array("\u{FEFF}{\"a\":1}".utf8), nil),
    ]

    @Test("are told by their first bytes, with the way to read them", arguments: cases)
    func tells(_ head: [UInt8], _ sentence: String?) {
        #expect(ForeignContent.tell(head.span)?.refusal(of: "f").description == sentence)
    }

    @Test("A sample of the head's end tells the format where its beginning is of another file")
    func later() {
        let junk = String(repeating: "no line of a log\n", count: 250)
        let detection = LogFormats.detect(Array((junk + String(repeating: Self.line, count: 30)).utf8).span)
        #expect(detection.format?.name == "common")
        #expect(LogFormats.detect(Array(junk.utf8).span).format == nil)
        let binary = LogFormats.detect(([UInt8](repeating: 1, count: 3) + [10]).span)
        #expect(
            binary.message
                == "no known format reads the first line; the first one looks like `???`; "
                + "that is no text: if it is packed or encrypted, pipe what it holds to abuse-scan -")
    }
}
