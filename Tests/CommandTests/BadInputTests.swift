import Foundation
import Testing

@Suite("Bad input gets its own sentence, and the rest is still read")
struct BadInputTests {
    /// What a shell line makes, the status, and the whole sentence.
    struct Case: CustomTestStringConvertible {
        let name: String
        let make: String
        let status: Int32
        let sentence: String
        var testDescription: String { name }
    }

    /// The formats as messages list them.
    static let formats =
        "cloudfront, aspnet-w3c, w3c, azure-appgw, azure-apim, caddy, ecs, traefik, envoy, nginx-json, json, alb, elb, "
        + "haproxy, vhost, combined, common, nginx:<log_format>, apache:<LogFormat>"

    static let cases = [
        Case(name: "missing", make: "true", status: 3, sentence: "bad: no such file; check the name"),
        Case(
            name: "directory", make: "mkdir bad", status: 3,
            sentence: "bad: is a directory; name the files in it, bad/*.gz"),
        Case(name: "empty", make: ": > bad", status: 0, sentence: "bad: is empty; nothing to read"),
        Case(
            name: "truncated", make: "yes \"$(cat good.log)\" | head -500 | gzip | head -c 300 > bad", status: 3,
            sentence:
                "bad: ends inside gzip member 1, at byte 300; what came before it is used; copy the file again"),
        Case(
            name: "trailing garbage", make: "(gzip < good.log; echo rubbish) > bad", status: 3,
            sentence: "bad: something that is not gzip follows member 1, at byte SIZE; it is left out"),
        Case(
            name: "zstd", make: "printf '\\x28\\xb5\\x2f\\xfd\\x00' > bad", status: 3,
            sentence:
                "bad: zstd ended with status 1 (/*stdin*\\ : Read error (39) : premature end) in the first 5 bytes of the "
                + "file; what came before it is used; copy the file again"),
        Case(
            name: "no format", make: "echo 'hello world' > bad", status: 3,
            sentence:
                "bad: no known format reads the first line; the first one looks like `a a`; name the format with "
                + "--log-format (\(Self.formats))"),
        Case(
            name: "archive", make: "tar czf bad good.log", status: 3,
            sentence: "bad: is a tar archive, which is not read here; pipe it: tar -xOf bad | abuse-scan -"),
        Case(
            name: "long line", make: "(head -c 10000000 /dev/zero | tr '\\0' x; echo; sed s/alfa/beta/ good.log) > bad",
            status: 0, sentence: "1 line over the line limit: bad:1."),
    ]

    @Test("a file that is", arguments: cases)
    func file(_ given: Case) throws {
        let folder = try WorkFolder()
        let made = try Program.shell(
            "\(given.make); size=$(gzip < good.log | wc -c); \"$A\" bad good.log --format ndjson 2> err; s=$?; "
                + "sed \"s/SIZE/$size/\" err > err2; tr '\\n' ' ' < err2 | sed 's/  */ /g' >&2; echo \"size=$size\"; exit $s",
            folder: folder.path)
        #expect(made.status == given.status)
        let size = made.output.split(separator: "\n").last?.dropFirst(5) ?? ""
        let sentence = given.sentence.replacingOccurrences(of: "SIZE", with: String(size))
        #expect(made.errors.contains(sentence), "\(made.errors)")
        if given.name == "long line" { #expect(made.output.identified == 2) }
        #expect(made.output.identified >= 1, "the good file was not read")
    }

    @Test func aGzipNameMeansNothing() throws {
        let folder = try WorkFolder()
        try folder.write("plain.gz", Data(WorkFolder.line.replacingOccurrences(of: "alfa", with: "beta").utf8))
        let result = try folder.run("plain.gz", "good.log", "--format", "ndjson")
        #expect(result.status == 0)
        #expect(result.output.identified == 2)
    }

    @Test func paddedAndSeveralMembersAreNoFault() throws {
        let folder = try WorkFolder()
        let result = try Program.shell(
            "(gzip < good.log; sed s/alfa/beta/ good.log | gzip -1; head -c 512 /dev/zero) > a; \"$A\" a --format ndjson",
            folder: folder.path)
        #expect(result.status == 0)
        #expect(result.output.identified == 2)
    }

    @Test func randomBytesNeverCrash() throws {
        let folder = try WorkFolder()
        let result = try Program.shell("head -c 2000000 /dev/urandom > r; \"$A\" r good.log -q", folder: folder.path)
        #expect(result.status == 3)
        #expect(result.errors.contains("r: no known format reads"))
    }

    @Test func wrongFormatIsUsage() throws {
        let result = try WorkFolder().run("--log-format", "combind", "good.log")
        #expect(result.status == 2)
        #expect(
            result.errors == "--log-format: log format \"combind\" is not known; did you mean combined? Known are "
                + Self.formats + "\n")
    }

    @Test func wrongPolicyKeyNamesItsPlace() throws {
        let folder = try WorkFolder()
        try folder.write("p.yaml", Data("profile: vitec-hub\npoling: {min_interval: 60s}\n".utf8))
        let result = try folder.run("--policy", "p.yaml", "good.log")
        #expect(result.status == 2)
        #expect(result.errors == "p.yaml:2:1: unknown key \"poling\"; did you mean \"polling\"?\n")
        let check = try folder.run("policy", "check", "p.yaml")
        #expect(check.status == 2)
        #expect(check.errors == result.errors)
    }
}

extension String {
    /// The number of identified lines that the summary of an ndjson report names, -1 without one.
    var identified: Int {
        guard let found = firstMatch(of: /"identified":(\d+)/) else { return -1 }
        return Int(found.1) ?? -1
    }
}
