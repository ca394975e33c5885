import Testing

@testable import Detection
@testable import Reports

@Suite struct PrivacyTests {
    @Test(arguments: [
        ("192.0.2.44", "192.0.2.0/24"), ("192.0.2.44:52100", "192.0.2.0/24"), ("2001:db8:1:2::9", "2001:db8:1::/48"),
        ("2001:DB8:1::", "2001:db8:1::/48"), ("2001:0:5:6:7:8:9:a", "2001:0:5::/48"), ("2001::1", "2001::/48"),
        ("::1", "::/48"), ("::ffff:192.0.2.44", "192.0.2.0/24"), ("::ffff:c000:22c", "192.0.2.0/24"),
        ("[2001:db8:1::9]:443", "2001:db8:1::/48"), ("fe80::1%eth0", "fe80::/48"),
        ("192.0.2.44, 198.51.100.7", "192.0.2.0/24, 198.51.100.0/24"), ("unix:", "unix:"), ("-", "-"), ("", ""),
        ("host.example", "host.example"), ("1.2.3", "1.2.3"), ("1.2.3.256", "1.2.3.256"), ("1.2.3.+4", "1.2.3.+4"),
        ("1:2:3:4:5:6:7", "1:2:3:4:5:6:7"), ("1::2::3", "1::2::3"), ("12345::", "12345::"),
        ("1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:9"),
    ])
    func masksAddresses(address: String, network: String) {
        #expect(SourceNetwork.masked(address) == network)
    }

    /// The table is no argument list, or the runner itself would print it.
    @Test func escapesHostileText() {
        let table = [
            ("/MSDEMO/Estates", "/MSDEMO/Estates"), ("Bård 漢字 😀", "Bård 漢字 😀"), ("\u{1B}[2J", "\\u{1B}[2J"),
            ("a\u{202E}b", "a\\u{202E}b"), ("\u{200E}\u{200F}\u{61C}", "\\u{200E}\\u{200F}\\u{61C}"),
            ("\u{2066}\u{2069}\u{202A}", "\\u{2066}\\u{2069}\\u{202A}"), ("a\r\nb", "a\\u{D}\\u{A}b"),
            ("\u{7F}\u{9B}", "\\u{7F}\\u{9B}"),
            ("\u{200B}\u{200D}\u{FEFF}\u{AD}", "\\u{200B}\\u{200D}\\u{FEFF}\\u{AD}"),
            ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
            ("e\u{301}", "e\u{301}"), ("\u{301}", "\\u{301}"),
            ("e\u{301}\u{301}\u{301}\u{301}", "e\u{301}\u{301}\u{301}\\u{301}"),
            ("\u{E0041}", "\\u{E0041}"),
        ]
        for (index, row) in table.enumerated() {
            #expect(DisplayText.safe(row.0).unicodeScalars.elementsEqual(row.1.unicodeScalars), "row \(index)")
        }
    }

    @Test func mergesClientsThatFallTogether() {
        let clients = MaskedClient.merged(SampleRun.betaPictures.clients, showIP: false)
        #expect(clients.map(\.network) == ["198.51.100.0/24", "2001:db8:77::/48", "other"])
        #expect(clients.map(\.requests) == [35_000, 4000, 1000])
        #expect(clients.map(\.agent) == [nil, "PicProxy/1.0 (***)", nil])
        let shown = MaskedClient.merged(SampleRun.betaPictures.clients, showIP: true)
        #expect(shown.map(\.network) == ["198.51.100.7", "198.51.100.8", "2001:db8:77:1::9", "other"])
    }
}
