internal import AccessLog

/// The one way in which inputs are opened: plain and gzipped ones are read as they are, others through the installed program
/// that unpacks them.
enum InputDoor {
    /// Opens an input at its first byte.
    ///
    /// - Parameter name: a path; `-` is standard input.
    /// - Returns: its bytes, unpacked.
    /// - Throws: `InputError` for what cannot be opened, and for a packed file that nothing installed unpacks.
    static func open(_ name: String) throws(InputError) -> ByteStream {
        var source = try ByteSource.open(name)
        if name == "-" { _ = source.rewind() }
        let head = try source.head(Compression.headLength)
        guard let compression = Compression.tell(head), compression.program != nil else { return ByteStream(source) }
        let isAtStart = source.rewind()
        return ByteStream(try Unpacker.unpack(source, head: isAtStart ? nil : head, compression))
    }
}
