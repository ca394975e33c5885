public import AccessLog

/// One input that runs have read, told by what it holds, whatever its name and compression.
public struct InputRecord: Sendable, Hashable {
    /// What became of an input.
    public enum State: String, Sendable, CaseIterable {
        /// Read to its end; compressed, or a plain file that nobody writes any more.
        case finished
        /// A plain file that may still be written: read up to its last whole line.
        case growing
        /// Broken off inside: read up to the last whole line before the fault.
        case truncated
    }

    /// The stable number that examples name as their `file`, from 0; never given twice.
    public var ordinal: Int32
    /// The name under which it was last seen.
    public var name: String
    /// CRC-32 and length of the decoded bytes read so far: whole lines only.
    public var content: ContentIdentity
    /// Lines in these bytes, blank ones and directives among them.
    public var lines: Int64
    /// The first stamp, milliseconds since 1970 UTC; `nil` where no line has one.
    public var firstTime: Int64?
    /// The last stamp.
    public var lastTime: Int64?
    /// The first bytes, by which candidates are found; `nil` where no whole line was read.
    public var head: InputHead?
    /// CRC-32 of the last 64 KiB (or all) of ``content``, by which growth is verified without reading all.
    public var tail: UInt32
    /// CRC-32 of ``content`` up to 8, 16, 32, … KiB and then every 4 MiB, shortest first.
    public var prefixes: [ContentIdentity]
    /// Whether it was plain, so that it can be gone on with by a jump.
    public var isPlain: Bool
    /// CRC-32 and length of each gzip member that was read whole, where they were kept; none for plain files.
    public var members: [ContentIdentity]
    /// How the file lay on disk when it was read, `nil` for pipes.
    public var status: FileStatus?
    /// What became of it.
    public var state: State
    /// The run that first saw it; 0 stands for the run that commits.
    public var run: Int64
    /// Whether it is a log of deliveries by push.
    public var isPush = false
    /// The run that took it out again, `nil` for one that counts.
    public var removed: Int64?

    /// Decoded bytes that were read.
    public var bytes: Int64 { content.length }

    /// Makes a record.
    public init(
        ordinal: Int32, name: String, content: ContentIdentity, lines: Int64, firstTime: Int64? = nil,
        lastTime: Int64? = nil, head: InputHead? = nil, tail: UInt32 = 0, prefixes: [ContentIdentity] = [],
        isPlain: Bool = true, members: [ContentIdentity] = [], status: FileStatus? = nil, state: State = .finished,
        run: Int64 = 0
    ) {
        self.ordinal = ordinal
        self.name = name
        self.content = content
        self.lines = lines
        self.firstTime = firstTime
        self.lastTime = lastTime
        self.head = head
        self.tail = tail
        self.prefixes = prefixes
        self.isPlain = isPlain
        self.members = members
        self.status = status
        self.state = state
        self.run = run
    }
}

/// The first bytes of an input: 4 KiB, or the first line where less was read.
public struct InputHead: Sendable, Hashable {
    /// Bytes of a head where there are so many.
    public static let length = 4096

    /// Bytes that the checksum covers.
    public var length: Int32
    /// Their CRC-32.
    public var crc: UInt32

    /// Makes a head.
    public init(length: Int32, crc: UInt32) {
        self.length = length
        self.crc = crc
    }
}

/// How a file lay on disk: where all four agree, nobody has written to it.
public struct FileStatus: Sendable, Hashable {
    /// The number of the device.
    public var device: Int64
    /// The number of the file on its device; a renamed file keeps it.
    public var inode: Int64
    /// Bytes.
    public var size: Int64
    /// The last change of its content, nanoseconds since 1970 UTC.
    public var modified: Int64

    /// Makes a status.
    public init(device: Int64, inode: Int64, size: Int64, modified: Int64) {
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
    }
}

/// Some lines of an input by their hashes, to tell later whether another input repeats it.
public struct InputSamples: Sendable, Equatable {
    /// One line of which the hash is a multiple of 256.
    public struct Line: Sendable, Hashable {
        /// The hash of the raw line.
        public var hash: UInt64
        /// The line's stamp, milliseconds since 1970 UTC.
        public var time: Int64

        /// Makes a sample.
        public init(hash: UInt64, time: Int64) {
            self.hash = hash
            self.time = time
        }
    }

    /// The input's ``InputRecord/ordinal``.
    public var ordinal: Int32
    /// Its sampled lines.
    public var lines: [Line]

    /// Makes samples.
    public init(ordinal: Int32, lines: [Line]) {
        self.ordinal = ordinal
        self.lines = lines
    }
}
