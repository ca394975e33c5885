import Foundation

/// A log that somebody writes and rotates, in a folder.
final class GrowingLog {
    let folder: LogFolder
    let name: String
    /// What it was renamed or copied to, the oldest first.
    private(set) var old: [String] = []
    private var file: FileHandle?

    init(_ folder: LogFolder, _ name: String = "access.log") throws {
        self.folder = folder
        self.name = folder.path + "/" + name
        try open()
    }

    /// Begins a new file at the name.
    func open() throws {
        _ = FileManager.default.createFile(atPath: name, contents: nil)
        file = FileHandle(forWritingAtPath: name)
        try file?.seekToEnd()
    }

    /// Appends to the file that is open, whatever its name.
    func write(_ text: String) throws { try file?.write(contentsOf: Data(text.utf8)) }

    /// Takes the name away; the file stays open and nothing new lies there.
    func rename() throws {
        old.append("\(name).\(old.count + 1)")
        try FileManager.default.moveItem(atPath: name, toPath: old[old.count - 1])
    }

    /// Copies the file and cuts it, as logrotate does with `copytruncate`.
    func copyAndTruncate() throws {
        old.append("\(name).\(old.count + 1)")
        try FileManager.default.copyItem(atPath: name, toPath: old[old.count - 1])
        try file?.truncate(atOffset: 0)
    }
}
