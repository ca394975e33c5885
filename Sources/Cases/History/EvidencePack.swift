import Foundation

/// A folder that proves a letter: the findings, the sample lines, the inputs' digests, the policy, the program and the
/// command, the letter itself, its history, and SHA256SUMS over all of them, which `sha256sum -c` reads.
public struct EvidencePack: Sendable {
    /// The files by their names, without SHA256SUMS.
    public var files: [String: [UInt8]] = [:]

    /// One input of the run.
    public struct Input: Codable, Sendable, Equatable {
        /// The file's name.
        public var name: String
        /// SHA-256 of its unpacked content, or what else tells contents apart, with its kind before: `sha256:…`.
        public var digest: String
        /// Lines in it.
        public var lines: Int64

        /// Makes an input.
        public init(name: String, digest: String, lines: Int64) {
            self.name = name
            self.digest = digest
            self.lines = lines
        }
    }

    /// Gathers what a letter rests on.
    ///
    /// - Parameters:
    ///   - letter: the letter.
    ///   - words: its words.
    ///   - findings: the findings in the JSON of outputs, `nil` to write them as the letter keeps them.
    ///   - inputs: what was read.
    ///   - policy: the text of the policy in force.
    ///   - history: the rows of the case.
    /// - Throws: what cannot be coded.
    public init(
        _ letter: Letter, words: RenderedLetter, findings: [UInt8]? = nil, inputs: [Input], policy: String,
        history: [HistoryStep]
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        func json(_ value: some Encodable) throws -> [UInt8] { Array(try encoder.encode(value)) + [10] }
        files["findings.json"] = try findings ?? json(letter.findings)
        files["samples.txt"] = Array(Self.samples(letter).utf8)
        files["inputs.json"] = try json(inputs)
        files["policy.yaml"] = Array(policy.utf8)
        files["history.json"] = try json(history)
        files["letter.json"] = try json(letter)
        files["letter.txt"] = Array("Subject: \(words.subject)\n\n\(words.text)".utf8)
        files["letter.html"] = Array(words.html.utf8)
        files["program.txt"] = Array("abuse-scan \(letter.reproduction.version)\n".utf8)
        files["command.txt"] = Array((letter.reproduction.command + "\n").utf8)
    }

    /// The lines that the letter shows, each with its place.
    private static func samples(_ letter: Letter) -> String {
        let lines = letter.findings.flatMap { finding in
            finding.samples.map { line in
                let bytes = line.bytes.map(String.init) ?? "-"
                return
                    "\(line.file ?? "-"):\(line.line)\t\(line.time)\t\(line.method)\t\(line.target)\t\(line.status)\t\(bytes)"
            }
        }
        return (["# file:line, milliseconds since 1970 UTC, method, target, status, bytes"] + lines)
            .joined(separator: "\n") + "\n"
    }

    /// One line a file, in the order of names: digest, two spaces, name.
    public var sums: String {
        files.sorted { $0.key < $1.key }.map { name, bytes in
            ContentDigest.hex(bytes) + "  " + name + "\n"
        }.joined()
    }

    /// Writes the folder, which must not hold anything yet.
    ///
    /// - Parameter folder: its path; it is made where it is missing.
    /// - Throws: that it is not empty, or what the file system says.
    public func write(to folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty else {
            throw DeliveryError("\(folder): is not empty; name a new folder")
        }
        for (name, bytes) in files { try write(bytes, to: "\(folder)/\(name)") }
        try write(Array(sums.utf8), to: "\(folder)/SHA256SUMS")
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        else { throw DeliveryError("\(path): cannot be written; make the folder writable") }
    }
}
