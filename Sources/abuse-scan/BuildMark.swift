#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// How this program was built: compiler, optimisation, machine, and the identifier that the linker gave it.
enum BuildMark {
    /// `Swift 6.3, release, x86_64; build 0f3c…`
    static var text: String {
        let parts = "\(compiler), \(mode), \(machine)"
        return identifier.map { "\(parts); build \($0)" } ?? parts
    }

    private static var compiler: String {
        #if compiler(>=6.4)
            "Swift 6.4 or later"
        #elseif compiler(>=6.3)
            "Swift 6.3"
        #else
            "Swift 6.2"
        #endif
    }

    private static var mode: String {
        #if DEBUG
            "debug"
        #else
            "release"
        #endif
    }

    private static var machine: String {
        #if arch(x86_64)
            "x86_64"
        #elseif arch(arm64)
            "arm64"
        #else
            "other machine"
        #endif
    }

    /// The first twelve digits of the build identifier, as `file` and `readelf -n` show it; `nil` where there is none.
    private static var identifier: String? {
        let head = start(of: "/proc/self/exe", count: 4096)
        return ELFNotes(head).buildIdentifier.map { bytes in
            bytes.prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    private static func start(of path: String, count: Int) -> [UInt8] {
        // Safe: the name lives for the call.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        // Safe: the room that is offered is what is read into; what was read is what counts.
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = unsafe max(0, read(descriptor, buffer.baseAddress, count))
        }
    }
}

/// The notes at the head of a program (ELF, 64 bits, little-endian).
struct ELFNotes {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// What the linker wrote as the identifier of the build; `nil` where the head holds none.
    var buildIdentifier: ArraySlice<UInt8>? {
        guard bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]) else { return nil }
        let (table, size, count) = (number(0x20, 8), number(0x36, 2), number(0x38, 2))
        for entry in 0..<min(count, 64) where number(table + entry * size, 4) == 4 {
            let place = number(table + entry * size + 8, 8)
            if let found = identifier(place, place + number(table + entry * size + 0x20, 8)) { return found }
        }
        return nil
    }

    /// Looks through one row of notes: sizes of name and text, kind, name, text, each rounded up to four bytes.
    private func identifier(_ start: Int, _ end: Int) -> ArraySlice<UInt8>? {
        var place = start
        while place + 16 <= min(end, bytes.count) {
            let (name, text) = ((number(place, 4) + 3) & ~3, number(place + 4, 4))
            let first = place + 12 + name
            guard text > 0, first <= bytes.count, text <= bytes.count - first else { return nil }
            // Kind 3 of GNU.
            if number(place + 8, 4) == 3, number(place + 12, 4) == 0x0055_4E47 { return bytes[first..<first + text] }
            place = first + (text + 3) & ~3
        }
        return nil
    }

    private func number(_ place: Int, _ count: Int) -> Int {
        guard place >= 0, place <= bytes.count - count else { return 0 }
        return bytes[place..<place + count].reversed().reduce(0) { ($0 << 8 | Int($1)) & 0xFFFF_FFFF_FFFF }
    }
}
