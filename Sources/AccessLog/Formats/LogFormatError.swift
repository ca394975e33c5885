/// Why a log format cannot be used: its name is unknown, or its text cannot be made into a parser.
public struct LogFormatError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Place, fact and way out, for example
    /// `log format "nginx:$a$b": column 3: $a and $b touch, so nothing tells where $a ends; put a literal between them`.
    public let message: String

    /// Makes an error from a whole sentence.
    public init(_ message: String) {
        self.message = message
    }

    /// Makes an error at a place of a format's text.
    ///
    /// - Parameters:
    ///   - format: the text as the user gave it.
    ///   - column: the byte in the text behind `nginx:` or `apache:`, counted from 1; `nil` if it is about the whole.
    ///   - fact: what is wrong there, and the way out.
    init(format: String, column: Int?, _ fact: String) {
        let place = column.map { "column \($0): " } ?? ""
        message = "log format \"\(format)\": \(place)\(fact)"
    }

    /// The message.
    public var description: String { message }
}
