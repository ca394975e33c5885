import Foundation

/// A folder of mail, one file a message: written under `tmp`, made safe on the disk, then moved to `new`.
struct Maildir {
    private let folder: String

    init(_ folder: String) { self.folder = folder }

    /// Puts a message there. The file's name follows from the Message-ID, so that a message that lies there already, read
    /// or unread, is not written again.
    ///
    /// - Returns: the path of the file.
    func deliver(_ message: MailMessage) throws -> String {
        let name = message.id.map { $0 == "/" || $0 == ":" ? "_" : String($0) }.joined() + ".abuse-scan"
        for part in ["tmp", "new", "cur"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/\(part)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        if let there = try existing(name) { return there }
        let (temporary, final) = ("\(folder)/tmp/\(name)", "\(folder)/new/\(name)")
        guard
            FileManager.default.createFile(
                atPath: temporary, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: temporary)
        else { throw DeliveryError("\(temporary): cannot be written; make the folder writable") }
        try file.write(contentsOf: Data(message.bytes))
        try file.synchronize()
        try file.close()
        try FileManager.default.moveItem(atPath: temporary, toPath: final)
        try synchronizeFolder()
        return final
    }

    /// The message in `new`, or in `cur` with whatever flags a reader gave it.
    private func existing(_ name: String) throws -> String? {
        if FileManager.default.fileExists(atPath: "\(folder)/new/\(name)") { return "\(folder)/new/\(name)" }
        let read = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/cur")
        return read.first { $0 == name || $0.hasPrefix(name + ":") }.map { "\(folder)/cur/\($0)" }
    }

    /// The new name is only safe when its folder is.
    private func synchronizeFolder() throws {
        guard let handle = FileHandle(forReadingAtPath: "\(folder)/new") else { return }
        try handle.synchronize()
        try handle.close()
    }
}
