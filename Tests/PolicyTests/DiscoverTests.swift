import Foundation
import Testing

@testable import Policy

/// A folder of its own for one test, removed with the value.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file below the folder.
    func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }
}

@Suite struct DiscoverTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func discover(_ environment: [String: String]) throws -> Policy {
        try Policy.discover(
            workingFolder: "\(folder.path)/work", environment: environment, systemFolder: "\(folder.path)/etc")
    }

    @Test func theNearestFileWins() throws {
        let environment = ["XDG_CONFIG_HOME": "\(folder.path)/xdg", "HOME": "\(folder.path)/home"]
        #expect(try discover(environment).timeZone == "Europe/Oslo")
        try folder.write("timezone: Europe/Paris".utf8, to: "etc/abuse-scan/abuse-scan.yaml")
        #expect(try discover(environment).timeZone == "Europe/Paris")
        try folder.write("timezone: Europe/Rome".utf8, to: "xdg/abuse-scan/abuse-scan.yaml")
        #expect(try discover(environment).timeZone == "Europe/Rome")
        try folder.write("timezone: Europe/Vienna".utf8, to: "work/abuse-scan.yaml")
        #expect(try discover(environment).timeZone == "Europe/Vienna")
    }

    @Test func withoutAnAbsoluteConfigurationFolderTheHomeFolderCounts() throws {
        try folder.write("timezone: Europe/Rome".utf8, to: "home/.config/abuse-scan/abuse-scan.yaml")
        for other in [[:], ["XDG_CONFIG_HOME": ""], ["XDG_CONFIG_HOME": "relative"]] {
            let environment = other.merging(["HOME": "\(folder.path)/home"]) { first, _ in first }
            #expect(try discover(environment).timeZone == "Europe/Rome")
        }
    }

    @Test func aBrokenFileIsNotPassedOver() throws {
        try folder.write("timezone: UTC".utf8, to: "etc/abuse-scan/abuse-scan.yaml")
        try folder.write("timezoné: UTC".utf8, to: "work/abuse-scan.yaml")
        let error = #expect(throws: PolicyError.self) { _ = try discover([:]) }
        let path = "\(folder.path)/work/abuse-scan.yaml"
        #expect(error?.description == "\(path):1:1: unknown key \"timezoné\"; did you mean \"timezone\"?")
    }

    @Test func filesThatCannotBeReadAreToldWithTheReason() throws {
        try folder.write([0x61, 0xFF], to: "latin.yaml")
        try folder.write(repeatElement(0x20, count: 1 << 20 + 1), to: "large.yaml")
        let sentences = [
            "missing.yaml":
                "there is no such policy file; correct the path, or write one with `abuse-scan policy init`",
            "latin.yaml": "the policy file is not UTF-8 text; save it as UTF-8",
            "large.yaml": "the policy file is over 1 MiB; keep routes and partners, move other things elsewhere",
            ".": "the policy file cannot be read; check that it is a plain file",
        ]
        for (name, sentence) in sentences.sorted(by: { $0.key < $1.key }) {
            let path = "\(folder.path)/\(name)"
            let error = #expect(throws: PolicyError.self) { _ = try Policy.load(path: path) }
            #expect(error?.description == "\(path): \(sentence)")
        }
    }
}
