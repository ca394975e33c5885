import Testing

@testable import Reports

@Suite struct RedactionTests {
    @Test(arguments: [
        ("/MSDEMO/Estates?token=abc", "/MSDEMO/Estates?token=***"),
        ("/a?x=1&API_KEY=abc&y=2", "/a?x=1&API_KEY=***&y=2"),
        ("/a?%74oken=abc", "/a?%74oken=***"),
        ("/a?%2574oken=abc", "/a?%2574oken=***"),
        ("/a?access_token=a&refreshToken=b&id_token=c", "/a?access_token=***&refreshToken=***&id_token=***"),
        ("/a?client_secret=a&pwd=b&Password=c&sig=d", "/a?client_secret=***&pwd=***&Password=***&sig=***"),
        ("/a?X-Amz-Signature=a&X-Amz-Credential=b", "/a?X-Amz-Signature=***&X-Amz-Credential=***"),
        ("/a?code=x&jwt=y&auth=z&authorization=w", "/a?code=***&jwt=***&auth=***&authorization=***"),
        ("/a?subscription-key=x&filter[token]=y", "/a?subscription-key=***&filter[token]=***"),
        ("/a;jsessionid=17AB?x=1", "/a;jsessionid=***?x=1"),
        ("/a#access_token=abc", "/a#access_token=***"),
        ("/a?x=1;token=abc", "/a?x=1;token=***"),
        ("/a?x=b?token=abc", "/a?x=b?token=***"),
        ("https://kari:pw@hub.example:443/a?x=1", "https://***@hub.example:443/a?x=1"),
        ("//kari:pw@hub.example/a", "//***@hub.example/a"),
        ("/a?u=https%3A%2F%2Fkari%3Apw%40hub.example%2F", "/a?u=***"),
        ("/a?next=%2Fcb%3Ftoken%3Dabc", "/a?next=***"),
        ("/a?state=token=abc", "/a?state=***"),
        ("/MSDEMO/Contacts/kari@alfa.example/Notes", "/MSDEMO/Contacts/***/Notes"),
        ("/MSDEMO/Contacts/kari%40alfa.example", "/MSDEMO/Contacts/***"),
        ("/MSDEMO/Estates?employeeEmail=kari%2540alfa.example", "/MSDEMO/Estates?employeeEmail=***"),
        ("/a?owner=kari%40alfa.example&x=1", "/a?owner=***&x=1"),
        ("/a?kari@alfa.example", "/a?***"),
        ("/a?kari@alfa.example=1", "/a?***=1"),
        ("/a?owner=b%C3%A5rd@alfa.example", "/a?owner=***"),
        ("/a?to=%2B4791234567", "/a?to=***"),
        ("/a?n=+47+912+34+567", "/a?n=***"),
        ("/a?n=004791234567", "/a?n=***"),
        ("/a?phone=91234567&mobilePhone=912-34-567", "/a?phone=***&mobilePhone=***"),
        ("/a?tlf=91234567", "/a?tlf=***"),
        ("/Contacts/+4791234567", "/Contacts/***"),
        ("/a?id=01019010046", "/a?id=***"),
        ("/a?id=010190%2010046", "/a?id=***"),
        ("/a?id=41019010110&d=01819010001&h=01419010029", "/a?id=***&d=***&h=***"),
        ("/persons/01019010046/x", "/persons/***/x"),
        ("/a?ids=7,01019010046,8", "/a?ids=***"),
        ("/a?p=8112189876", "/a?p=***"),
        ("/a?p=811218-9876&q2=198112189876", "/a?p=***&q2=***"),
        ("/persons/9001610014", "/persons/***"),
        ("/a?cprnr=0101901234&x=010190-1234", "/a?cprnr=***&x=***"),
        ("/a?x=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc", "/a?x=***"),
        ("/t/eyJhbGciOiJIUzI1NiJ9.e30.abc/x", "/t/***/x"),
        ("/MSDEMO/Contacts/Find?searchTerm=Kari%20Nordmann", "/MSDEMO/Contacts/Find?searchTerm=***"),
        (
            "/a?q=kari&name=b&FirstName=c&last_name=d&address=e",
            "/a?q=***&name=***&FirstName=***&last_name=***&address=***"
        ),
        ("/a?$search=kari", "/a?$search=***"),
    ])
    func masks(target: String, expected: String) {
        #expect(Redaction.target(target) == expected)
    }

    @Test(arguments: [
        "/", "*", "", "/MSDEMO/Estates", "/MSDEMO/Estates?changedAfter=*&departmentId=3",
        "/MSDEMO/Estates/6F9619FF-8B86-D011-B42D-00C04FC964FF", "/a?id=6f9619ff8b86d011b42d00c04fc964ff",
        "/a/00112233-4455-6677-8899-001122334455", "/a?id=00112233-4455-6677-8899-001122334455",
        "/MSDEMO/Employees/77/Picture?width=200&height=300", "/a/123456789", "/a?id=12345678", "/a?id=0012345678",
        "/a?id=01019010047", "/a?ts=1794524400", "/a?ts=1794524400000", "/a?changedAfter=2026-03-01T00:00:00%2B01:00",
        "/a?from=2026-03-01&to=2026-03-31", "/a?postcode=0150&country=NO&zipCode=0150", "/a?author=7&filename=a.pdf",
        "/blog/tags/puppet?flav=rss20", "/img/logo@2x.png", "/npm/jquery@3.5.1/dist", "/@scope/pkg",
        "/a?phoneId=6F9619FF-8B86-D011-B42D-00C04FC964FF", "/a?mobile=true", "/scripts/?C=M;O=A", "/a?b=c==",
        "/a?token=",
        "/a?token=*", "/a?x=%zz&y=%", "https://hub.example:443/a?x=1", "//Estates//7", "/a?keyring=1&monkey=2&design=3",
        "/a?utm_campaign=Feed:+semicomplete/main+(semicomplete.com+-+Jordan+Sissel)", "/a?lat=59.91&lon=+10.75",
    ])
    func keeps(target: String) {
        #expect(Redaction.target(target) == target)
    }

    @Test(arguments: [
        ("AlfaSync/2.3", "AlfaSync/2.3"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101",
            "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101"
        ),
        ("Basic Agent/1.0", "Basic Agent/1.0"), ("Visual Basic 6.0", "Visual Basic 6.0"),
        ("Bot (+https://bot.example/about)", "Bot (+https://bot.example/about)"),
        ("Bot (kari@alfa.example)", "Bot (***)"), ("Bot kari%40alfa.example", "Bot ***"),
        ("Bot (+https://u:p@bot.example/)", "Bot (+https://***/)"),
        ("Bot token=abc; x", "Bot token=***; x"), ("Bot (apikey: abc)", "Bot (apikey: ***)"),
        ("Bot Bearer abc.def", "Bot Bearer ***"), ("Basic dXNlcjpwYXNz", "Basic ***"),
        ("Bot eyJhbGciOiJIUzI1NiJ9.e30.abc/1", "Bot ***/1"),
        ("Bot (https://bot.example/?token=abc&x=1)", "Bot (https://bot.example/?token=***&x=1)"),
    ])
    func masksAgents(agent: String, expected: String) {
        #expect(Redaction.agent(agent) == expected)
    }

    @Test func masksRoutes() {
        #expect(Redaction.route("GET /{installation}/Estates/{id}") == "GET /{installation}/Estates/{id}")
        #expect(Redaction.route("GET /x/eyJhbGciOiJIUzI1NiJ9.e30") == "GET /x/***")
    }

    /// Whatever is masked once stays as it is, and no planted secret survives.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func survivesRandomTargets(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let pieces = [
            "/", "?", "&", "=", ";", "#", "%3F", "%26", "%3D", "%2F", "token", "x", "kari%40alfa.example", "a b", "//",
            "://",
            "7", "+47", "%", "%4", "***", "*", "eyJ", "å", "\u{202E}", "@", "0101", ",",
        ]
        for _ in 0..<300 {
            let noise = (0..<random.next(8)).map { _ in pieces[random.next(pieces.count)] }.joined()
            let target = "/a?" + noise + "&secret=hunter2&" + noise
            let once = Redaction.target(target)
            #expect(!once.contains("hunter2"), "seed \(seed): \(target)")
            #expect(Redaction.target(once) == once, "seed \(seed): \(target)")
            let agent = Redaction.agent(noise + " password=hunter2 " + noise)
            #expect(!agent.contains("hunter2"), "seed \(seed): \(noise)")
            #expect(Redaction.agent(agent) == agent, "seed \(seed): \(noise)")
        }
    }
}
