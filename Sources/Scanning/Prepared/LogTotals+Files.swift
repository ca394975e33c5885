internal import AccessLog
internal import Detection
internal import Foundation

extension LogTotals {
    /// Adds the totals of a file, or of all files of a folder as engines write them: names with a dot or an underscore first
    /// are not for readers.
    mutating func add(at path: String) throws(ScanError) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return try add(file: path) }
        for name in names.sorted() where !name.hasPrefix(".") && !name.hasPrefix("_") {
            try add(file: path + "/" + name)
        }
    }

    private mutating func add(file name: String) throws(ScanError) {
        let blocks: BlockReader
        do throws(InputError) {
            blocks = BlockReader(try PreparedInput.reader(name, 1 << 18, 1 << 12))
        } catch {
            throw ScanError("--totals: \(error.description)")
        }
        var number = 0
        while let block = blocks.next(spare: nil, isStopped: { false }) {
            var cutter = LineCutter(count: block.count)
            while let line = cutter.line(in: block.bytes.span) {
                number += 1
                if line.isEmpty || add(line, in: block.bytes.span) { continue }
                throw ScanError(
                    "--totals: \(name):\(number): is no line of totals; give what abuse-scan prepare --totals printed")
            }
        }
        if let fault = blocks.state.fault { throw ScanError("--totals: \(fault.description)") }
    }
}
