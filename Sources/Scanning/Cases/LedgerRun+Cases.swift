internal import Ledger

extension LedgerRun {
    /// What earlier runs read, by the numbers of inputs.
    var seenInputs: [Int32: SeenInput] {
        let seen = past.inputs.compactMap { input -> (Int32, SeenInput)? in
            guard let first = input.firstTime, let last = input.lastTime else { return nil }
            return (input.ordinal, SeenInput(name: names[Int(input.ordinal)], first: first, last: last))
        }
        return Dictionary(seen) { first, _ in first }
    }

    /// The first stamp that any run read.
    func firstTime() throws(ScanError) -> Int64? {
        do throws(LedgerError) {
            return try file?.firstTime()
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    /// A ledger of a simulation takes simulations only, and no other ledger takes one.
    func checkSimulation(_ isSimulation: Bool) throws(ScanError) {
        guard let file else { return }
        let isMarked: Bool
        do throws(LedgerError) {
            isMarked = try file.isSimulation()
        } catch {
            throw ScanError(error.description, .ledger)
        }
        if isMarked, !isSimulation {
            throw ScanError(
                "\(use.path): is the ledger of a simulation; add --simulate, or give another --ledger", .ledger)
        }
        if isSimulation, !isMarked, past.runs > 0 {
            throw ScanError(
                "\(use.path): is a real ledger, in which nothing is simulated; give the name of a new one, "
                    + "or leave --ledger out", .ledger)
        }
    }
}
