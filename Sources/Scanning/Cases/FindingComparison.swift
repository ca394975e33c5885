internal import Cases
internal import Foundation

/// A finding of a letter beside the same one from the logs; where lines lay is not compared, since files may have been
/// renamed and cut.
struct FindingComparison {
    private let letter: CaseFinding
    private let logs: CaseFinding?

    init(_ letter: CaseFinding, _ logs: CaseFinding?) {
        self.letter = letter
        self.logs = logs
    }

    /// What differs, one sentence each.
    var sentences: [String] {
        let id = "finding \(letter.id)"
        guard let logs else { return ["\(id): is not in these logs"] }
        let (left, right) = (fields(letter), fields(logs))
        return Set(left.keys).union(right.keys).sorted().compactMap { name in
            left[name] == right[name]
                ? nil
                : "\(id): \(name) is \(left[name] ?? "none") in the letter, \(right[name] ?? "none") from the logs"
        }
    }

    /// Every value by its path.
    private func fields(_ finding: CaseFinding) -> [String: String] {
        var finding = finding
        for place in finding.samples.indices { (finding.samples[place].file, finding.samples[place].line) = (nil, 0) }
        guard let data = try? JSONEncoder().encode(finding),
            let value = try? JSONDecoder().decode(Tree.self, from: data)
        else { return [:] }
        var fields: [String: String] = [:]
        value.gather("", into: &fields)
        return fields
    }

    /// Any JSON value.
    private enum Tree: Decodable {
        case object([String: Tree])
        case array([Tree])
        case text(String)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let object = try? value.decode([String: Tree].self) {
                self = .object(object)
            } else if let array = try? value.decode([Tree].self) {
                self = .array(array)
            } else if let number = try? value.decode(Int64.self) {
                self = .text(String(number))
            } else if let flag = try? value.decode(Bool.self) {
                self = .text(String(flag))
            } else {
                self = .text((try? value.decode(String.self)) ?? "null")
            }
        }

        func gather(_ path: String, into fields: inout [String: String]) {
            switch self {
            case .object(let object):
                for (name, value) in object { value.gather(path.isEmpty ? name : "\(path).\(name)", into: &fields) }
            case .array(let array):
                for (index, value) in array.enumerated() { value.gather("\(path)[\(index)]", into: &fields) }
            case .text(let text): fields[path] = text
            }
        }
    }
}
