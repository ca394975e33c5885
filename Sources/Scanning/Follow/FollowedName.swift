internal import Ledger

#if canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// A name whose file is read on, whichever file lies there.
struct FollowedName {
    /// How long a file that has lost its name is waited for, milliseconds: its writer may not have heard of it yet.
    static let grace: Int64 = 2000

    let name: String
    let isPush: Bool
    private var place: KnownInputs.Place?
    /// Files that were read, and how others lay beside them when the name was last looked at.
    private var read: Set<KnownInputs.Place> = []
    private var beside: Set<FileStatus>?
    /// How the last files begin that were read, so that a copy of one is told.
    private var heads: [[UInt8]] = []
    private var current: GrowingFile?

    init(_ name: String, isPush: Bool) {
        self.name = name
        self.isPush = isPush
    }

    /// The file that lies there is the one that is read.
    mutating func settle(on file: GrowingFile?) {
        place = file?.status.map { KnownInputs.Place($0) }
        keepHead()
        current = file
        if let file { note(file) }
        if beside == nil { beside = Set(siblings.compactMap(FileProbe.status)) }
    }

    /// The file is read: it is no other one when it lies elsewhere.
    mutating func note(_ file: GrowingFile) {
        if let status = file.status { read.insert(KnownInputs.Place(status)) }
    }

    /// What was read grows until it is replaced, so its beginning is looked at then.
    private mutating func keepHead() {
        if let head = current?.head, !head.isEmpty { heads = heads.suffix(7) + [head] }
    }

    /// Files that lay here for a while and lie beside now, under the names that rotation gives: with two rotations between two
    /// looks nobody has read the first of the new files. Oldest first.
    ///
    /// A copy of a file that was read is none, nor a packed one, which holds what was read as a rule.
    mutating func missedFiles() -> [GrowingFile] {
        var found: [(status: FileStatus, file: GrowingFile)] = []
        var present: Set<FileStatus> = []
        keepHead()
        let base = parts.last.count
        for name in siblings {
            guard let status = FileProbe.status(name) else { continue }
            present.insert(status)
            guard !read.contains(KnownInputs.Place(status)), beside.map({ !$0.contains(status) }) ?? false else {
                continue
            }
            let suffix = (name.split(separator: "/").last ?? "").dropFirst(base)
            guard ".-_".contains(suffix.first ?? "x"), suffix.allSatisfy({ "0123456789.-_:TZ".contains($0) }),
                FileProbe.isPlain(name),
                let file = GrowingFile.open(name), !file.head.isEmpty, !isCopy(file.head)
            else { continue }
            found.append((status, file))
        }
        beside = present
        found.sort { $0.status.modified < $1.status.modified }
        for other in found { note(other.file) }
        return found.map(\.file)
    }

    /// Whether a beginning is that of a file that was read, as far as it goes.
    private func isCopy(_ head: [UInt8]) -> Bool {
        heads.contains { $0.starts(with: head) }
    }

    /// Looks whether another file lies there than the one that is read.
    ///
    /// - Returns: the other file at its first byte; `nil` where there is none, or no file for a moment.
    mutating func newFile() -> GrowingFile? {
        guard name != "-", let status = FileProbe.status(name) else { return nil }
        let place = KnownInputs.Place(status)
        guard place != self.place, let file = GrowingFile.open(name) else { return nil }
        settle(on: file)
        return file
    }

    /// Looks in the folder for a copy of a file that was cut, which holds the rest of it.
    func copy(of file: GrowingFile) -> GrowingFile? {
        for name in siblings {
            guard let other = GrowingFile.open(name), file.isContinued(by: other) else { continue }
            return file.goOn(in: other)
        }
        return nil
    }

    /// Files in its folder whose names begin as its own does, as rotation names them.
    var siblings: [String] {
        let (folder, last) = parts
        guard let names = Self.list(folder) else { return [] }
        let prefix = name.contains("/") ? (folder == "/" ? "/" : folder + "/") : ""
        return names.filter { $0 != last && $0.hasPrefix(last) }.sorted().map { prefix + $0 }
    }

    private var parts: (folder: String, last: String) {
        guard let slash = name.lastIndex(of: "/") else { return (".", name) }
        let folder = String(name[..<slash])
        return (folder.isEmpty ? "/" : folder, String(name[name.index(after: slash)...]))
    }

    private static func list(_ folder: String) -> [String]? {
        // Safe: the string lives for the call; the handle is closed below and not used afterwards.
        guard let handle = unsafe opendir(folder) else { return nil }
        defer { unsafe closedir(handle) }
        var names: [String] = []
        // Safe: an entry is valid until the next call, and its name is copied at once.
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
        return names
    }
}
