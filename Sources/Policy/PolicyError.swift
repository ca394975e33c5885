/// Everything that is wrong with one policy, in the order of the file.
public struct PolicyError: Error, Sendable, Equatable {
    /// One thing that is wrong.
    public struct Problem: Sendable, Equatable {
        /// The file as it was named, `nil` where the problem is not in a file.
        public var file: String?
        /// The line, from 1; `nil` where the problem is the file itself.
        public var line: Int?
        /// The column, counted in Unicode scalars from 1.
        public var column: Int?
        /// The fact and the way out.
        public var text: String

        /// Makes a problem.
        public init(file: String?, line: Int? = nil, column: Int? = nil, text: String) {
            self.file = file
            self.line = line
            self.column = column
            self.text = text
        }
    }

    /// What is wrong, at least one.
    public var problems: [Problem]

    /// Makes an error of its problems.
    public init(_ problems: [Problem]) { self.problems = problems }
}

extension PolicyError.Problem: CustomStringConvertible {
    /// The whole sentence: `abuse-scan.yaml:7:3: unknown key "poling"; did you mean "polling"?`.
    public var description: String {
        let place = [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
        return place.isEmpty ? text : "\(place): \(text)"
    }
}

extension PolicyError: CustomStringConvertible {
    /// The sentences, one a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
