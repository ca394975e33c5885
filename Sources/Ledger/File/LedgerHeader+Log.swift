#if canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

extension LedgerHeader {
    /// The log of changes beside a ledger, which SQLite plays into it whosever it is (the layout is SQLite's write-ahead log).
    enum Log {
        /// Its length, `nil` where none lies there.
        static func length(_ name: String) throws(LedgerError) -> Int? {
            var status = stat()
            // Safe: `status` is a local of the right type, the string lives for the call.
            guard unsafe stat(try path(name), &status) == 0 else { return nil }
            return Int(status.st_size)
        }

        /// Refuses the log of another file: one of other pages, or with a first page that is no ledger's.
        static func check(_ name: String, pageSize: Int32) throws(LedgerError) {
            guard let length = try length(name), length > 32 else { return }
            let path = try path(name)
            // Safe: the string lives for the call.
            let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return }
            defer { close(descriptor) }
            let header = bytes(descriptor, 0, 32)
            // What is no log SQLite leaves alone.
            guard header.count == 32, number(header, 0) & ~1 == 0x377f_0682 else { return }
            guard number(header, 8) == pageSize else { throw foreign(name) }
            let step = 24 + Int(pageSize)
            for start in stride(from: 32, through: length - step, by: step) {
                // A frame of the salts of the header is one that counts.
                let frame = bytes(descriptor, start, 24 + 72)
                guard frame.count == 96, frame[8..<16] == header[16..<24] else { return }
                if number(frame, 0) == 1, number(frame, 24 + 68) != LedgerSchema.applicationID { throw foreign(name) }
            }
        }

        private static func path(_ name: String) throws(LedgerError) -> String {
            try LedgerFile.realPath(name) + "-wal"
        }

        private static func number(_ bytes: [UInt8], _ place: Int) -> Int32 {
            bytes[place..<place + 4].reduce(0) { $0 << 8 | Int32($1) }
        }

        private static func bytes(_ descriptor: Int32, _ place: Int, _ count: Int) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: count)
            // Safe: the pointer and its length come from one array.
            let got = unsafe bytes.withUnsafeMutableBytes {
                unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(place))
            }
            return Array(bytes.prefix(max(0, got)))
        }

        private static func foreign(_ name: String) -> LedgerError {
            LedgerError(
                .foreign, file: name,
                message:
                    "the log of changes beside it, \(name)-wal, is that of another file; move it away, or put back "
                    + "both files of a copy")
        }
    }
}
