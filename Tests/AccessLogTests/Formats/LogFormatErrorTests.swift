import Testing

@testable import AccessLog

@Suite("Formats that cannot be used")
struct LogFormatErrorTests {
    static let known = "Known are \(knownFormats)"

    static let messages: [(text: String, message: String)] = [
        ("combind", "log format \"combind\" is not known; did you mean combined? \(known)"),
        ("w3", "log format \"w3\" is not known; did you mean w3c? \(known)"),
        ("ngnix:$msec $request", "log format \"ngnix:$msec $request\" is not known; did you mean nginx:? \(known)"),
        (
            "nginx:$msec $remote_addr$request",
            "log format \"nginx:$msec $remote_addr$request\": column 19: $remote_addr and $request touch, so nothing tells "
                + "where $remote_addr ends; put a literal between them"
        ),
        (
            "nginx:$msec ${request",
            "log format \"nginx:$msec ${request\": column 7: a variable's name is missing or not closed; "
                + "write $name or ${name}"
        ),
        (
            "nginx:a $ b",
            "log format \"nginx:a $ b\": column 3: a variable's name is missing or not closed; write $name or ${name}"
        ),
        (
            "nginx:$request $status",
            "log format \"nginx:$request $status\": it has no whole time stamp; add $time_local, "
                + "$time_iso8601 or $msec (nginx), %t (Apache)"
        ),
        (
            "nginx:$msec $status",
            "log format \"nginx:$msec $status\": it has no request; add \"$request\" or $request_uri (nginx), "
                + "\\\"%r\\\" or %U%q (Apache)"
        ),
        (
            "nginx:",
            "log format \"nginx:\": it has no whole time stamp; add $time_local, $time_iso8601 or $msec (nginx), %t (Apache)"
        ),
        (
            "apache:%h %",
            "log format \"apache:%h %\": column 4: a letter is missing behind the percent sign; write %% for it"
        ),
        (
            "apache:%t %{Referer \"%r\"",
            "log format \"apache:%t %{Referer \"%r\"\": column 4: the brace is not closed; "
                + "write %{Referer \"%r\"}…"
        ),
        (
            "apache:%h%u %t %r",
            "log format \"apache:%h%u %t %r\": column 3: %h and %u touch, so nothing tells where %h ends; "
                + "put a literal between them"
        ),
        (
            "apache:%{%H:%M:%S}t %r",
            "log format \"apache:%{%H:%M:%S}t %r\": it has no whole time stamp; add $time_local, "
                + "$time_iso8601 or $msec (nginx), %t (Apache)"
        ),
        (
            "apache:%r %{%Y %j}t",
            "log format \"apache:%r %{%Y %j}t\": column 4: %j inside of %{%Y %j}t is not read here; "
                + "use %Y %m %b %d %e %H %M %S %F %T %z or %s"
        ),
    ]

    @Test("The message says place, fact and way out", arguments: messages)
    func says(_ text: String, _ message: String) {
        #expect(throws: LogFormatError(message)) { _ = try LogFormats.named(text) }
    }

    @Test("More than four custom fields are refused")
    func tooManyFields() throws {
        var options = ParserOptions()
        options.customFields = ["a", "b", "c", "d", "e"]
        let format = try LogFormats.named("combined")
        let message = "5 fields are asked for by name, a key holds at most 4; leave some out"
        #expect(throws: LogFormatError(message)) { _ = try format.makeParser(options) }
    }

    @Test("A role that no JSON field can have is refused")
    func unknownRole() throws {
        var options = ParserOptions()
        options.jsonFields = ["login": "sub"]
        let format = try LogFormats.named("json")
        let message =
            "JSON field role \"login\" is not known; "
            + "known are time user target method status bytes duration address agent etag request"
        #expect(throws: LogFormatError(message)) { _ = try format.makeParser(options) }
    }

    @Test("Every preset answers to its name")
    func presets() throws {
        for format in LogFormats.presets { #expect(try LogFormats.named(format.name).name == format.name) }
    }
}
