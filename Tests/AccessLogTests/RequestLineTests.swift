import Testing

@testable import AccessLog

/// The short way through the usual request must split what the rule says, and nothing else.
@Suite("Requests are split as the rule says")
struct RequestLineTests {
    /// `METHOD target [HTTP/x.y]`: a target may hold spaces if a version stands behind it; a version alone is no target.
    private static func expected(_ text: String) -> [String]? {
        let full = /([A-Za-z_\-]{1,20}) (.+) HTTP\/(?:[0-9]\.[0-9]|[0-9])/
        let bare = /([A-Za-z_\-]{1,20}) ([^ ]+)/
        let version = /HTTP\/(?:[0-9]\.)?[0-9]/
        let parts: [Substring]
        if let match = text.wholeMatch(of: full) {
            parts = [match.1, match.2]
        } else if let match = text.wholeMatch(of: bare), match.2.wholeMatch(of: version) == nil {
            parts = [match.1, match.2]
        } else {
            return nil
        }
        return parts[0] == "-" ? nil : parts.map(String.init)
    }

    private static func split(_ text: String) -> [String]? {
        let bytes = Array(("[" + text + "]......").utf8)
        guard let parts = RequestLine.split(bytes.span, 1..<text.utf8.count + 1) else { return nil }
        return [parts.method, parts.target].map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test(
        arguments: [
            "GET / HTTP/1.1", "GET /x HTTP/1.1", "GET /x HTTP/1.0", "GET /x HTTP/2", "GET  HTTP/1.1", "GET HTTP/1.1",
            "GET /x y HTTP/1.1", "GET /xHTTP/1.1", "GETS /x HTTP/1.1", "get /x HTTP/1.1", "GET /x http/1.1", "GET /x",
            "GET /x HTTP/1.1 ", " GET /x HTTP/1.1", "GET /x y", "- /x HTTP/1.1", "GET /x HTTP/11", "", "GET",
            "GET /x HTTP/1.1 HTTP/1.1", "PROPFIND /x HTTP/1.1", "GET   HTTP/1.1",
        ])
    func known(_ text: String) { #expect(Self.split(text) == Self.expected(text), "\(text)") }

    @Test("every text of up to four of these pieces")
    func combined() {
        let pieces = ["GET", "POST", " ", "/", "HTTP/", "1.1", "2", "-", "HTTP/1.1", " HTTP/1.1", "GET /"]
        var texts = [""]
        for _ in 0..<4 {
            for text in texts { #expect(Self.split(text) == Self.expected(text), "\(text)") }
            texts = texts.flatMap { text in pieces.map { text + $0 } }
        }
        for text in texts { #expect(Self.split(text) == Self.expected(text), "\(text)") }
    }
}
