internal import AccessLog

/// Time zones by name: the machine's zone files, else what is built in.
enum Zones {
    private static let folder = "/usr/share/zoneinfo/"

    /// The rules of a zone.
    ///
    /// - Throws: `ScanError` for a name that neither the machine nor the program knows.
    static func zone(_ name: String) throws(ScanError) -> TimeZoneRules {
        if !name.contains(".."), !name.hasPrefix("/"), let bytes = bytes(folder + name),
            let zone = try? TimeZoneRules(name: name, tzif: bytes.span)
        {
            return zone
        }
        if let zone = TimeZoneRules.builtIn(name) { return zone }
        throw ScanError(
            "time zone \"\(name)\" is not known on this machine; install tzdata, or use UTC, Europe/Oslo or an offset such as +01:00"
        )
    }

    private static func bytes(_ path: String) -> [UInt8]? {
        guard let source = try? ByteSource.open(path) else { return nil }
        var stream = ByteStream(source)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = stream.fill(&buffer, from: 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }
}
