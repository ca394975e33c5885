import AccessLog
import Detection

@testable import Cases

/// A random life of one key: days of every kind, a careless postman, a partner that asks for time.
struct RandomCase {
    enum Input: Equatable {
        case day(CaseDay)
        case event(CaseEvent)
    }

    /// What a run produced.
    struct Life: Equatable {
        var state: Case?
        var inputs: [Input] = []
        var drafts: [LetterDraft] = []
        /// Dates on which closing was permitted, with the inputs until then.
        var permitted: [(date: CivilDate, inputs: Int)] = []
        var recommended: [CivilDate] = []

        static func == (left: Life, right: Life) -> Bool {
            left.state == right.state && left.inputs == right.inputs && left.drafts == right.drafts
                && left.permitted.map(\.date) == right.permitted.map(\.date) && left.recommended == right.recommended
        }
    }

    static let key = CaseKey(key: .init(login: "l", installation: "I"), clause: 1)
    static let facts = ClosingFacts(hasContact: true, isEvidenceVerifiable: true)

    /// Lives through 120 days. The same seed gives the same life.
    static func life(seed: UInt64, ladder: Ladder) -> Life {
        var random = SeededRandom(seed: seed)
        var life = Life()
        // How diligent the postman is, and how persistent the partner.
        let (postman, abuse) = (Int.random(in: 20...95, using: &random), Int.random(in: 30...97, using: &random))
        let trouble = random.chance(40) ? 2 : 8
        var date = CivilDate(year: 2026, month: 1, day: 1).adding(days: Int.random(in: 0...300, using: &random))
        var isAbusing = true
        for covered in 1...120 {
            if random.chance(4) { isAbusing.toggle() }
            if isAbusing == false, random.chance(abuse / 6) { isAbusing = true }
            mail(&life, date, postman: postman, trouble: trouble, ladder, &random)
            let score =
                isAbusing && random.chance(95) ? Int.random(in: 15...90, using: &random) : random.pick([0, 0, 9, 3])
            var day = CaseDay(date: date, score: score, coveredDays: covered)
            day.isCovered = !random.chance(trouble)
            day.isProviderFault = random.chance(trouble)
            if random.chance(trouble / 2) { day.exemption = ExemptionNote(reason: "r") }
            life.inputs.append(.day(day))
            let outcome = ladder.advance(life.state, key: key, by: day)
            life.state = outcome.state
            life.drafts += outcome.drafts
            if outcome.steps.contains(.closingRecommended) { life.recommended.append(date) }
            // Without a final warning it cannot be; looking each day would only take time.
            let isNear = life.state?.standing(.final) != nil && (life.permitted.isEmpty || random.chance(8))
            if isNear || random.chance(1), let state = life.state,
                ladder.isClosingPermitted(state, on: date, facts: facts)
            {
                life.permitted.append((date, life.inputs.count))
            }
            date = date.adding(days: 1)
        }
        return life
    }

    private static func mail(
        _ life: inout Life, _ date: CivilDate, postman: Int, trouble: Int, _ ladder: Ladder,
        _ random: inout SeededRandom
    ) {
        for letter in life.state?.letters ?? [] {
            var action: CaseEvent.Action?
            if letter.isPending, random.chance(postman) {
                action = random.pick([
                    .approved(letter: letter.id), .sent(letter: letter.id, via: "v", reference: "r"),
                    .delivered(letter: letter.id, reference: "r"), .delivered(letter: letter.id, reference: "r"),
                ])
            } else if random.chance(trouble) {
                action = random.pick([
                    .bounced(letter: letter.id, why: "w"), .answered(text: "t"),
                    .extended(letter: letter.id, until: date.adding(days: Int.random(in: -3...20, using: &random))),
                ])
            }
            guard let action, let state = life.state else { continue }
            // Sometimes somebody notes an old date, or one to come.
            let shift = random.chance(10) ? Int.random(in: -20...3, using: &random) : 0
            let at = ladder.calendar.instant(
                date.adding(days: shift), minutes: Int.random(in: 0..<1440, using: &random))
            let event = CaseEvent(at: at, by: "b", action: action)
            guard let outcome = try? ladder.record(event, in: state) else { continue }
            life.inputs.append(.event(event))
            life.state = outcome.state
            life.drafts += outcome.drafts
        }
    }
}

extension SeededRandom {
    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: values.indices, using: &self)] }
}
