import Detection
import Scanning
import Testing

@Suite("Names that were meant")
struct NearestKeyTests {
    private static let keys = [
        PartnerKey(login: "alfa-web", installation: "MSDEMO"), PartnerKey(login: "alfa-web", installation: "MSNORD"),
        PartnerKey(login: "beta", installation: nil), PartnerKey(login: nil, installation: "MSVEST"),
    ]

    @Test(arguments: [
        ("alfa-wbe", ["alfa-web/MSDEMO", "alfa-web/MSNORD"]), ("ALFA-WEB/MSNROD", ["alfa-web/MSNORD"]),
        ("alfa", ["alfa-web/MSDEMO", "alfa-web/MSNORD"]), ("betta", ["beta"]), ("kappa-sync", []), ("", []),
    ])
    func keysAreNearByLoginOrWhole(text: String, expected: [String]) {
        let found = NearestKey.of(text, in: Self.keys)
        #expect(text.contains("/") ? Array(found.prefix(1)) == expected : found == expected, "\(text)")
    }

    @Test func aNameIsProposedOnceAndSafely() {
        #expect(NearestKey.of("alfa", in: ["alfa", "alfa", "beta"]) == ["alfa"])
        #expect(NearestKey.question([]).isEmpty)
        #expect(NearestKey.question(["al\u{1B}fa", "b"]) == "; did you mean al\\u{1B}fa, b?")
    }
}
