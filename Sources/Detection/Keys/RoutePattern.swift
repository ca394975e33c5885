/// One pattern of the policy's routes, `GET /{installation}/Estates/{id}`, compared segment by segment.
public struct RoutePattern: Sendable {
    /// Why a pattern cannot be read; the text is a fact and a way out.
    public struct Failure: Error, Sendable, Equatable {
        /// The sentence, without the place.
        public let message: String
    }

    enum Part: Sendable, Equatable {
        /// `{installation}`: a segment that names an installation.
        case installation
        /// `{name}`: any one segment.
        case any
        /// Itself, case-sensitive.
        case literal([UInt8])
    }

    /// The method in bytes; `nil` is any.
    let method: [UInt8]?
    let parts: [Part]
    /// Whether the pattern ends in `*`: one or more further segments.
    let takesRest: Bool

    /// Reads a pattern.
    ///
    /// - Throws: `Failure` where the text is not `METHOD /segments`.
    public init(_ text: String) throws(Failure) {
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 2, let path = words.last, path.first == "/" else {
            throw Failure(
                message: "\"\(text)\" is not METHOD /path; write it like \"GET /{installation}/Estates/{id}\"")
        }
        method = words[0] == "*" ? nil : words[0] == "HEAD" ? Array("GET".utf8) : Array(words[0].utf8)
        var parts: [Part] = []
        var takesRest = false
        for segment in path.split(separator: "/", omittingEmptySubsequences: true) {
            guard !takesRest else {
                throw Failure(
                    message: "\"\(text)\" has a * before its end; a * stands for all the segments that follow")
            }
            if segment == "*" {
                takesRest = true
            } else if segment.first == "{", segment.last == "}" {
                parts.append(segment == "{installation}" ? .installation : .any)
            } else if segment.contains("{") || segment.contains("}") || segment.contains("?") {
                throw Failure(
                    message:
                        "\"\(segment)\" in \"\(text)\" is neither a word nor one {name}; queries are not part of a route"
                )
            } else {
                parts.append(.literal(Array(segment.utf8)))
            }
        }
        self.parts = parts
        self.takesRest = takesRest
    }

    /// Whether requests of the same template may still differ in matching, so that the answer cannot be kept by template.
    var dependsOnIdentifiers: Bool {
        for (index, part) in parts.enumerated() {
            if part == .installation, index > 0 { return true }
            if case .literal(let word) = part, SegmentShape.tell(word.span) != .literal { return true }
        }
        return false
    }

    /// Whether a request matches; `isInstallation` tells whether a segment of the URL names an installation.
    func matches(
        method requested: Span<UInt8>, url: borrowing CanonicalURL, isInstallation: (Span<UInt8>) -> Bool
    ) -> Bool {
        if let method, ByteOrder.compare(method.span, requested) != 0 { return false }
        guard takesRest ? url.segmentCount > parts.count : url.segmentCount == parts.count else { return false }
        for (index, part) in parts.enumerated() {
            let segment = url.bytes.span.extracting(url.segments[index + 1].range)
            switch part {
            case .any: break
            case .installation: if !isInstallation(segment) { return false }
            case .literal(let word): if ByteOrder.compare(word.span, segment) != 0 { return false }
            }
        }
        return true
    }
}
