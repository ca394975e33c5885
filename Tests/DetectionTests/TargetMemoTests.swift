import Testing

@testable import Detection

/// What is remembered of targets stays as long as there is room for it.
@Suite struct TargetMemoTests {
    private func answer(_ number: UInt64) -> TargetMemo.Answer {
        var answer = TargetMemo.Answer()
        answer.resource = number
        return answer
    }

    /// Targets that come in turns and have the same slots are all found again, whatever else came once.
    @Test func fourOfThePlaceStay() {
        var memo = TargetMemo(size: 64)
        let hot = (0..<4).map { UInt64(8) << 40 | UInt64($0) << 1 | 1 }
        for fingerprint in hot { memo.remember(answer(fingerprint), fingerprint) }
        memo.remember(answer(99), UInt64(12) << 40 | 1)
        for fingerprint in hot {
            let found = memo.find(fingerprint).map { memo[$0].resource }
            #expect(found == fingerprint)
        }
    }

    /// Another one takes the place of one of them, and the next one that of the next.
    @Test func oneGivesWayForEachBeyond() {
        var memo = TargetMemo(size: 64)
        let all = (0..<12).map { UInt64(8) << 40 | UInt64($0) << 1 | 1 }
        for (number, fingerprint) in all.enumerated() {
            memo.remember(answer(fingerprint), fingerprint)
            let known = all.filter { memo.find($0) != nil }
            #expect(known.suffix(1) == [fingerprint] && known.count == min(4, number + 1))
        }
        let last = all.filter { memo.find($0) != nil }
        #expect(last == Array(all.suffix(4)))
    }
}
