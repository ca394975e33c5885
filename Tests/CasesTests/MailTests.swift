import AccessLog
import Foundation
import Testing

@testable import Cases

@Suite struct MailTests {
    private let calendar = CaseCalendar(zone: TimeZoneRules.builtIn("Europe/Oslo") ?? .utc)
    private let noon: Int64 = 1_795_172_400_000

    private func composer(_ change: (inout NoticeOptions) -> Void = { _ in }) throws -> MailComposer {
        var notices = NoticeOptions()
        notices.from = "hub@example.no"
        notices.sender = "HUB drift"
        notices.replyTo = "svar@example.no"
        change(&notices)
        return MailComposer(notices: notices, renderer: try Rendering.renderer(), calendar: calendar)
    }

    private func letter(_ language: LetterLanguage = .nb, _ number: Int = 1, case id: String = "2026-9F1C27D0")
        -> Letter
    {
        var letter = LetterSamples.letter(.notice, [LetterSamples.findings[2].finding], language)
        letter.caseNumber = id
        letter.id = "\(id)-\(number)"
        return letter
    }

    private let kari = Contact(name: "Kari Nordmann", email: "kari@alfa.example")

    /// What Python's own parser reads, by the strict policy.
    private func parsed(_ message: MailMessage) throws -> [String: Any] {
        let folder = try Folder()
        try Data(message.bytes).write(to: URL(fileURLWithPath: folder.path + "/message.eml"))
        try folder.write("parse.py", Self.parser)
        let json = try shell("python3", "parse.py", "message.eml", in: folder.path)
        return try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    }

    private static let parser = """
        import email, email.policy, json, sys
        message = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
        defects, parts = [], []
        for part in message.walk():
            defects += [repr(defect) for defect in part.defects]
            for name, value in part.items():
                defects += [name + ': ' + repr(defect) for defect in value.defects]
            if not part.is_multipart():
                content = part.get_content()
                parts.append({'type': part.get_content_type(), 'file': part.get_filename(),
                    'id': part['Content-ID'],
                    'content': content if isinstance(content, str) else content.hex()})
            else:
                parts.append({'type': part.get_content_type()})
        longest = max(len(line) for line in open(sys.argv[1], 'rb').read().split(b'\\n'))
        print(json.dumps({'defects': defects, 'parts': parts, 'names': list(message.keys()), 'longest': longest,
            'headers': {name: str(value) for name, value in message.items()},
            'to': [[a.display_name, a.addr_spec] for a in message['To'].addresses],
            'from': [[a.display_name, a.addr_spec] for a in message['From'].addresses]}))
        """

    @Test(arguments: LetterLanguage.allCases)
    func pythonReadsBackWhatWasWritten(language: LetterLanguage) throws {
        let letter = letter(language)
        let message = try composer().message([letter], to: kari, at: noon)
        let words = try Rendering.renderer().render(letter)
        let seen = try parsed(message)
        #expect(seen["defects"] as? [String] == [])
        let headers = try #require(seen["headers"] as? [String: String])
        #expect(headers["Subject"] == words.subject)
        #expect(headers["Message-ID"] == "<\(message.id)>" && message.id.hasPrefix("2026-9F1C27D0-1."))
        #expect(headers["Date"] == "Sat, 21 Nov 2026 02:20:00 +0100" || headers["Date"]?.hasSuffix("+0100") == true)
        #expect(headers["Content-Language"] == language.rawValue)
        #expect(seen["to"] as? [[String]] == [["Kari Nordmann", "kari@alfa.example"]])
        #expect(seen["from"] as? [[String]] == [["HUB drift", "hub@example.no"]])
        let parts = try #require(seen["parts"] as? [[String: Any]])
        #expect(parts.map { $0["type"] as? String } == ["multipart/alternative", "text/plain", "text/html"])
        #expect(parts[1]["content"] as? String == words.text)
        #expect(
            (parts[2]["content"] as? String)?.trimmingCharacters(in: .newlines)
                == words.html.trimmingCharacters(in: .newlines))
        #expect(try #require(seen["longest"] as? Int) <= 78)
    }

    /// Names that want to be more than a name.
    @Test(arguments: [
        "Kari\r\nBcc: all@evil.example", "Kari\nX-Evil: 1", "\"Kari\" <evil@evil.example>,", "Kari, Ola; (comment)",
        "=?utf-8?B?S2FyaQ==?=", "Åse Øverås – 北京 😀", String(repeating: "Ærlig ", count: 60), "\u{0}\u{7}\u{202E}abc",
        String(repeating: "x", count: 300), "a\\\"b",
    ])
    func hostileNamesStayNames(name: String) throws {
        let contact = Contact(name: name, email: "kari@alfa.example")
        var letter = letter()
        letter.login = name
        letter.partner = name
        let message = try composer { $0.sender = name }.message([letter], to: contact, at: noon)
        let seen = try parsed(message)
        #expect(seen["defects"] as? [String] == [])
        #expect(
            seen["names"] as? [String] == [
                "Date", "From", "To", "Reply-To", "Subject", "Message-ID", "In-Reply-To", "References", "MIME-Version",
                "Content-Language", "Content-Type",
            ])
        let to = try #require(seen["to"] as? [[String]])
        #expect(to.map { $0[1] } == ["kari@alfa.example"])
        if name.hasPrefix("Å") || name.hasPrefix("=?") || name.hasPrefix("a\\") { #expect(to.first?[0] == name) }
        #expect((seen["from"] as? [[String]])?.map { $0[1] } == ["hub@example.no"])
    }

    @Test(arguments: [
        "kari@alfa.example\nBcc: x@y.no", "kari@alfa.example, x@y.no", "<kari@alfa.example>", "kari", "kari@",
        "@alfa.no",
        "k..ri@alfa.no", "kari@al fa.no", "kåri@alfa.no", "kari@alfa.no>", "a@b@c.no", "kari@-alfa.no",
    ])
    func hostileAddressesAreRefused(address: String) throws {
        let sentence =
            "contact \(address): the address is not one that mail can go to; write it as name@example.no, in ASCII"
        #expect(throws: DeliveryError(sentence)) {
            try composer().message([letter()], to: Contact(name: nil, email: address), at: noon)
        }
    }

    @Test func simulationsAreNeverSent() throws {
        var letter = letter()
        letter.isSimulation = true
        #expect(throws: DeliveryError("\(letter.id): is a simulation and is never sent; run without --simulate")) {
            try composer().message([letter], to: kari, at: noon)
        }
        #expect(throws: DeliveryError("notices.from is not set; set the address that letters come from")) {
            try composer { $0.from = nil }.message([self.letter()], to: kari, at: noon)
        }
    }

    /// One message a contact and day, and the same id whenever it is made again.
    @Test func aDigestHoldsAllLettersAndAThreadJoinsACase() throws {
        let letters = [letter(.nb, 1, case: "2026-AAAAAAAA"), letter(.nb, 2, case: "2026-BBBBBBBB")]
        let one = try composer().message(letters, to: kari, at: noon)
        let again = try composer().message(letters.reversed(), to: kari, at: noon + 60_000)
        #expect(one.id == again.id)
        let seen = try parsed(one)
        #expect(seen["defects"] as? [String] == [])
        let parts = try #require(seen["parts"] as? [[String: Any]])
        let text = try #require(parts[1]["content"] as? String)
        #expect(text.contains("2026-AAAAAAAA") && text.contains("2026-BBBBBBBB"))
        #expect((parts[2]["content"] as? String)?.components(separatedBy: "<body").count == 2)
        let first = try parsed(composer().message([letter(.nb, 1, case: "2026-AAAAAAAA")], to: kari, at: noon))
        let later = try parsed(composer().message([letter(.nb, 2, case: "2026-AAAAAAAA")], to: kari, at: noon))
        func root(_ seen: [String: Any]) -> String? { (seen["headers"] as? [String: String])?["References"] }
        #expect(root(first) == root(later) && root(first) != nil)
        #expect(root(seen)?.contains(try #require(root(first))) == true)
        let other = try composer().message(letters, to: Contact(name: nil, email: "ola@alfa.example"), at: noon)
        #expect(other.id != one.id)
    }

    @Test func filesGoAlongWithTheirNames() throws {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        let files = [
            MailFile(name: "bevis «æøå» \"1\".json", type: "application/json", bytes: bytes),
            MailFile(name: "logo.png", type: "image/png", bytes: [1, 2, 3], contentID: "logo@example.no"),
        ]
        let seen = try parsed(composer().message([letter()], to: kari, files: files, at: noon))
        #expect(seen["defects"] as? [String] == [])
        let parts = try #require(seen["parts"] as? [[String: Any]])
        #expect(
            parts.map { $0["type"] as? String } == [
                "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
                "application/json",
            ])
        #expect(parts[6]["file"] as? String == "bevis «æøå» \"1\".json")
        #expect(parts[5]["id"] as? String == "<logo@example.no>" && parts[5]["content"] as? String == "010203")
        #expect(parts[5]["file"] as? String == "logo.png")
    }

    @Test func quotedPrintableReadsBack() throws {
        var random = SeededRandom(seed: 3)
        let alphabet = Array("abc =.\tF\u{E6}\u{1F600}\n\u{A0}\u{7F}-").map(String.init)
        for round in 0..<30 {
            let text = (0..<400).map { _ in random.pick(alphabet) }.joined() + "\n"
            let coded = QuotedPrintable.lines(text)
            #expect(coded.allSatisfy { $0.utf8.count <= 76 }, "\(round)")
            let input = coded.joined(separator: "\n") + "\n"
            let program = "import quopri,sys; sys.stdout.buffer.write(quopri.decodestring(sys.stdin.buffer.read()))"
            #expect(try shell("python3", "-c", program, input: input) == text, "\(round)")
        }
    }
}
