import Testing

@testable import Detection

@Suite("What keys usually send in a minute")
struct OverloadHistoryTests {
    /// The history as the next run has it.
    private func written(_ history: OverloadHistory) -> [UInt8] {
        var history = history
        return StateCoder.write { history.code(&$0) }
    }

    private func read(_ bytes: [UInt8]) throws -> OverloadHistory {
        try StateCoder.read(bytes.span) { coder throws(SnapshotError) in
            var history = OverloadHistory()
            history.code(&coder)
            guard coder.isWhole else { throw .damaged }
            return history
        }
    }

    private func add(_ minutes: Range<Int64>, to history: inout OverloadHistory) {
        for minute in minutes {
            history.begin(minute, keys: 3)
            for key in 0..<Int32(3) where history.isOpen {
                history.add(key: key, requests: UInt32(1 + (minute + Int64(key)) % 40))
            }
        }
    }

    @Test("a run after each hour keeps no more than one run over all of them, and knows the same")
    func hourly() throws {
        var (whole, hourly) = (OverloadHistory(), OverloadHistory())
        var sizes: [Int] = []
        for hour in 0..<Int64(24 * 9) {
            let minutes = hour * 60..<hour * 60 + 60
            add(minutes, to: &whole)
            add(minutes, to: &hourly)
            let bytes = written(hourly)
            sizes.append(bytes.count)
            hourly = try read(bytes)
            guard hour % 24 == 7 else { continue }
            for key in Int32(0)..<3 {
                let before = minutes.upperBound
                #expect(
                    hourly.median(key: key, born: 0, before: before) == whole.median(key: key, born: 0, before: before))
            }
        }
        // A day's minutes are kept; what is older must go. Their places are counted from the start of the log, in more digits.
        #expect(
            sizes[24 * 9 - 1] <= sizes[24 * 3] + 4096,
            "\(sizes[24 * 3]) bytes after three days, \(sizes[24 * 9 - 1]) after nine")
        #expect(written(whole).count <= 2 * sizes[24 * 9 - 1])
    }
}
