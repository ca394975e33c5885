/// Why an input cannot be read at all, or not to its end: place, fact and way out in one sentence.
public struct InputError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, for programs.
    public enum Code: Sendable {
        /// There is no such file.
        case missing
        /// It is a directory.
        case directory
        /// The rights do not allow it.
        case unreadable
        /// It is compressed in a way that this program does not read.
        case unsupported
        /// The stream ends inside a gzip member.
        case truncated
        /// The stream is not valid gzip from some byte on.
        case corrupt
        /// The system's read call failed.
        case io
    }

    /// What went wrong.
    public let code: Code
    /// The file as it was named, `-` for standard input.
    public let file: String
    /// The fact and the way out, without the place.
    public let message: String

    /// Makes an error.
    @inline(never)
    public init(_ code: Code, file: String, message: String) {
        self.code = code
        self.file = file
        self.message = message
    }

    /// The whole sentence.
    public var description: String { "\(file): \(message)" }
}
