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

    init(_ name: String, isPush: Bool) {
        self.name = name
        self.isPush = isPush
    }

    /// The file that lies there is the one that is read.
    mutating func settle(on file: GrowingFile?) { place = file?.status.map { KnownInputs.Place($0) } }

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
