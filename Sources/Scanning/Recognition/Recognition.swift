internal import Ledger

/// What an input of this run is to what earlier runs have read, whatever its name and compression.
enum Recognition: Equatable {
    /// Where reading goes on.
    struct Rest: Equatable {
        /// The input that it continues.
        var ordinal: Int32
        /// Decoded bytes that were read before.
        var offset: Int64
        /// Lines in them: the first new line is the next.
        var lines: Int64
        /// Whether the file is plain, so that reading can jump there.
        var isPlain: Bool
        /// Whether the last line is read though its end is missing.
        var takesUnfinishedLine: Bool
    }

    /// Nothing of it was read before, as far as can be told without reading all of it.
    case new
    /// All of it was read before.
    case same(as: Int32)
    /// All of it was read before, as the beginning or a gzip member of a longer one.
    case part(of: Int32)
    /// Its beginning was read before.
    case grown(Rest)
    /// It is put together of inputs that were read before, one behind the other; what follows them is new.
    case assembled(of: [Int32], Rest?)
    /// It lies where another log lay, which it does not continue; it is new.
    case replaced(Int32)
    /// It begins like a longer one that was read before, and is shorter, but where it ends no checksum was kept: nobody can
    /// tell whether its last lines were read.
    case undecided(Int32, verified: Int64)
    /// It is the same as another input of this run, by its place in the list of names.
    case twice(Int)
}

extension Recognition {
    /// What is said of an input that is put together of known ones, by their names.
    static func sentence(_ name: String, partsNamed names: [String], isWhole: Bool) -> String {
        if names == [name] {
            return "\(name): goes on behind what an earlier run read of it; only what follows is new and read"
        }
        let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
        return isWhole
            ? "\(name): is put together of \(shown), which earlier runs read; left out, so that nothing counts twice"
            : "\(name): begins with \(shown), which earlier runs read; only what follows is new and read"
    }

    /// What is said of an input, `nil` where there is nothing to say.
    ///
    /// - Parameters:
    ///   - name: the input as it is named now.
    ///   - known: the name of the one that was read before, or of the other one in this run.
    /// - Returns: place, fact and what was done or can be.
    func sentence(_ name: String, _ known: String) -> String? {
        switch self {
        case .new, .grown, .assembled: return nil
        case .same:
            let was = known == name ? "" : ", as \(known)"
            return "\(name): was read by an earlier run\(was); left out, so that nothing counts twice"
        case .part:
            return "\(name): is a part of \(known), which an earlier run read; left out, so that nothing counts twice"
        case .replaced:
            return
                "\(name): does not continue \(known), which an earlier run read in its place; read from its first line; if "
                + "the end of that log lies in another file now, give it too"
        case .undecided(_, let verified):
            return
                "\(name): begins like \(known), which was read before and is longer, and ends behind byte \(verified) "
                + "where nobody can tell whether it is the same; give the whole log instead, or --allow-overlap if its "
                + "last lines are new"
        case .twice: return "\(name): holds the same as \(known); left out, so that nothing counts twice"
        }
    }
}
