/// A pattern of the policy's `match`: `GET /{installation}/Estates/{id}`.
///
/// A segment is a literal, a placeholder in braces, or (as the last one) `*` for one or more segments. The method is a
/// word in capitals or `*` for every method; `GET` is also `HEAD`.
public struct RoutePattern: Sendable, Hashable {
    /// One segment of the path.
    public enum Segment: Sendable, Hashable {
        /// The segment itself, case-sensitive.
        case literal(String)
        /// `{installation}`: a segment that names an installation.
        case installation
        /// Any other `{name}`: one segment, whatever it holds.
        case any
        /// A final `*`: one or more segments.
        case rest
    }

    /// The method, `*` for every one.
    public var method: String
    /// The segments of the path; none for `/`.
    public var segments: [Segment]

    /// Reads a pattern.
    ///
    /// - Throws: ``Fault`` with the fact and the way out.
    public init(_ text: String) throws(Fault) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2 else { throw .shape }
        method = try Self.method(words[0])
        segments = try Self.segments(words[1])
    }

    /// Whether every request that `other` matches is matched by this pattern as well.
    func covers(_ other: RoutePattern) -> Bool {
        guard method == "*" || method == other.method || (method == "GET" && other.method == "HEAD") else {
            return false
        }
        var theirs = other.segments[...]
        for mine in segments {
            if mine == .rest { return !theirs.isEmpty }
            guard let their = theirs.popFirst(), Self.covers(mine, their) else { return false }
        }
        return theirs.isEmpty
    }

    private static func covers(_ mine: Segment, _ their: Segment) -> Bool {
        mine == their || (mine == .any && their != .rest)
    }
}

extension RoutePattern {
    /// What is wrong with a pattern, and the way out.
    public enum Fault: Error, Equatable {
        /// Not two words.
        case shape
        /// The method is not a word in capitals.
        case method(String)
        /// The path does not begin with a slash, or has an empty segment.
        case slashes
        /// The path holds a query or a fragment.
        case query
        /// A segment holds braces or a star that are not the whole of it.
        case segment(String)
        /// A `*` before the last segment.
        case innerRest

        /// The fact and the way out, for the end of a message.
        public var text: String {
            switch self {
            case .shape: "it is not a method, a space and a path; write it like \"GET /{installation}/Estates/{id}\""
            case .method(let method):
                "the method \"\(method)\" is not a word in capitals; write \"\(method.uppercased())\", or * for every method"
            case .slashes:
                "the path does not begin with one slash or has an empty segment; write it like /a/b, without an end slash"
            case .query: "the path holds a query or a fragment; end it before the ? or the #"
            case .segment(let segment):
                "the segment \"\(segment)\" mixes a literal with a placeholder; write a literal, {name}, or a final *"
            case .innerRest:
                "a * stands before the last segment; write {name} for one segment, or end the pattern there"
            }
        }
    }

    private static func method(_ word: Substring) throws(Fault) -> String {
        let isWord = !word.isEmpty && word.utf8.allSatisfy { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
        guard isWord || word == "*" else { throw .method(String(word)) }
        return String(word)
    }

    private static func segments(_ path: Substring) throws(Fault) -> [Segment] {
        guard path.first == "/" else { throw .slashes }
        guard !path.contains("?"), !path.contains("#") else { throw .query }
        guard path != "/" else { return [] }
        var segments: [Segment] = []
        for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard segments.last != .rest else { throw .innerRest }
            segments.append(try segment(part))
        }
        return segments
    }

    private static func segment(_ part: Substring) throws(Fault) -> Segment {
        guard !part.isEmpty else { throw .slashes }
        if part == "*" { return .rest }
        if part == "{installation}" { return .installation }
        let marks = part.filter { "{}*".contains($0) }
        if marks.isEmpty { return .literal(String(part)) }
        guard marks == "{}", part.first == "{", part.last == "}", part.count > 2 else { throw .segment(String(part)) }
        return .any
    }
}
