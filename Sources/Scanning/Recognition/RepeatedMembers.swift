internal import AccessLog
internal import Ledger

/// Looks among the gzip members of inputs for what other inputs hold: somebody packed them together in another order.
///
/// What is known at the beginning of an input is told before it is read; here it is too late for that, and the run ends.
struct RepeatedMembers {
    /// Members below say too little: many files may begin with the same header.
    private static let leastLength: Int64 = 1024

    private var owners: [ContentIdentity: (ordinal: Int32, name: String)] = [:]

    init(_ known: [InputRecord]) {
        for input in known where input.removed == nil { add(input) }
    }

    private mutating func add(_ input: InputRecord) {
        // What holds no stamp is no log.
        if input.firstTime != nil, owners[input.content] == nil { owners[input.content] = (input.ordinal, input.name) }
        for member in input.members where member.length >= Self.leastLength && owners[member] == nil {
            owners[member] = (input.ordinal, input.name)
        }
    }

    /// What is wrong with inputs that were read, `nil` where nothing is.
    ///
    /// - Parameters:
    ///   - inputs: what was read.
    ///   - before: how far earlier runs had read them, by their numbers.
    /// - Returns: the sentence that ends the run.
    mutating func fault(_ inputs: [InputRecord], before: [Int32: Int64]) -> String? {
        for input in inputs {
            var end: Int64 = 0
            for (number, member) in input.members.enumerated() {
                end += member.length
                guard end > before[input.ordinal] ?? 0, let owner = owners[member], owner.ordinal != input.ordinal
                else {
                    continue
                }
                return
                    "\(input.name): its gzip member \(number + 1) holds what \(owner.name) holds, and a line that counts "
                    + "twice accuses falsely; give only what is new, or --allow-overlap if they are different requests"
            }
            add(input)
        }
        return nil
    }
}
