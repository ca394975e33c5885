/// Finds what a misspelt name may have meant.
package enum NearestName {
    /// The candidate with the fewest edits (insert, delete, replace, swap of neighbours), if they are few enough: one for
    /// names up to five letters, else a third of the length. The first one wins a tie.
    package static func of(_ name: String, in candidates: [String]) -> String? {
        let allowed = max(1, name.count / 3)
        let distances = candidates.map { edits(folded(name), folded($0)) }
        guard let least = distances.min(), least <= allowed, let index = distances.firstIndex(of: least) else {
            return nil
        }
        return candidates[index]
    }

    private static func folded(_ name: String) -> [Character] {
        name.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 }
    }

    /// The optimal string alignment distance.
    package static func edits(_ left: [Character], _ right: [Character]) -> Int {
        var before: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = last[column] + (letter == other ? 0 : 1)
                var best = min(replaced, last[column + 1] + 1, current[column] + 1)
                let isSwap = row > 0 && column > 0 && letter == right[column - 1] && left[row - 1] == other
                if isSwap { best = min(best, before[column - 1] + 1) }
                current.append(best)
            }
            (before, last) = (last, current)
        }
        return last[right.count]
    }
}
