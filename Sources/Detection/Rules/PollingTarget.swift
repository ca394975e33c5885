internal import AccessLog

/// One key's requests to one poll target that was asked often enough to be counted.
///
/// It is made in the block in which the target was asked for the twelfth time, and counts from the next block on. It ends
/// after 24 blocks without a request.
final class PollingTarget {
    /// What is the same for all targets.
    struct Context {
        let rule: PollingRule
        let roundTheClock: RoundTheClockRule
        let firstTime: Int64
        /// Deliveries by push, where there is a log of them.
        let pushes: PushBook?
    }

    fileprivate struct Open {
        var episode: Episode<PollingEvidence>
        /// Counted requests from the first block of the firing window on.
        var total = PollingBlocks.Cell()
        var lastExampleBlock = Int64.min
    }

    fileprivate static let ringSize = 128
    private static let idleBlocks = 24

    /// The block that requests are counted in now. What every request touches stands first, on the cache lines that are asked for
    /// ahead.
    private(set) var block: Int64
    private(set) var grid: Grid
    private var blocks: PollingBlocks
    private var clients: ClientTally
    private var examples = ExampleLog()
    private var stamps: [Int64] = []
    private var nextStamp = 0
    private var lastToken: UInt64 = 0
    private var roundTheClock = RoundTheClockRun()
    private(set) var label: EpisodeLabel
    /// Where deliveries find the target, where there is a log of them.
    private(set) var subject: PushSubject?
    /// Whether push exists, by the route's attribute and, where there is a log of them, by deliveries to the key.
    private var push: PushState
    private var attribute: PushState
    private var firstBlock: Int64
    private var observation: Open?
    private var finding: Open?
    private var today = PollingDay()
    /// The days before it that the window still holds regular blocks of.
    private var earlier: [PollingDay] = []

    /// Makes a target that counts from the block after `admission` on.
    init(
        label: EpisodeLabel, grid: Grid, push: PushState, subject: PushSubject? = nil, window: Int, admission: Int64
    ) {
        self.label = label
        self.grid = grid
        self.push = push
        self.subject = subject
        attribute = push
        block = admission + 1
        firstBlock = admission + 1
        blocks = PollingBlocks(window: window)
        clients = ClientTally(hours: window)
    }

    private func context(_ context: Context) -> RoundTheClockRun.Context {
        RoundTheClockRun.Context(rule: context.roundTheClock, label: label, firstTime: context.firstTime)
    }

    /// Counts one request; its block must be open.
    func count(
        _ event: RequestEvent, _ text: Span<UInt8>, file: Int32, days: inout LocalDays, _ context: Context,
        into findings: inout FindingSink
    ) {
        blocks.count(slot: grid.slotIndex(event.time, in: block), block: block, cell(of: event))
        let (address, agent) = (event.address.range, event.agent.range)
        let client = event.client(in: text)
        clients.count(client, at: block.ringIndex(blocks.ring)) {
            (Text.string(text, address), agent.isEmpty ? nil : Text.string(text, agent))
        }
        examples.add(event, text, file: file, hour: block)
        if !stamps.isEmpty { note(stamp: event.time.floorDivided(by: 1000)) }
        if roundTheClock.isOver(by: event.time) {
            roundTheClock.settle(by: event.time, &days, self.context(context), into: &findings)
        }
        roundTheClock.add(event, text, file: file, client: client, &days)
    }

    /// Takes one delivery to the key; its block must be open to count.
    func take(push event: RequestEvent, _ prefixes: [UInt64], isCounted: Bool) {
        let isDelivered = event.status == 200
        if isDelivered, event.objectType == subject?.type { subject?.lastDelivery = event.time }
        guard isCounted else { return }
        let isTouching = subject?.isTouched(by: event, prefixes) ?? false
        blocks.count(push: isTouching, isDelivered: isDelivered, block: block)
    }

    private func cell(of event: RequestEvent) -> PollingBlocks.Cell {
        var cell = PollingBlocks.Cell(polls: 1, bytes: max(0, event.bytes), milliseconds: max(0, Int64(event.duration)))
        switch event.status {
        case 429, 503: cell.refused = 1
        case 200, 203, 206, 304: cell.good = 1
        default: break
        }
        cell.notModified = event.status == 304 ? 1 : 0
        cell.conditional = event.status == 304 || event.flags.contains(.isHead) ? 1 : 0
        if event.flags.contains(.isGet), event.status == 200 || event.status == 203 {
            cell.changes = isChange(ContentToken.of(event)) ? 1 : 0
        }
        return cell
    }

    private func isChange(_ token: UInt64?) -> Bool {
        guard let token else { return false }
        defer { lastToken = token }
        return lastToken != 0 && lastToken != token
    }

    /// Keeps the last 128 stamps in a ring; a ring that is not full yet begins with `.min`.
    private func note(stamp: Int64) {
        stamps[nextStamp] = stamp
        nextStamp = (nextStamp + 1) % Self.ringSize
    }

    /// Closes the blocks before `next`.
    ///
    /// - Returns: whether the target is still counted; `false` after 24 blocks without a request.
    func advance(to next: Int64, days: inout LocalDays, _ context: Context, into findings: inout FindingSink) -> Bool {
        while block < next {
            close(&days, context, into: &findings)
            if blocks.idle >= max(Self.idleBlocks, blocks.window) {
                finish(at: grid.end(block), &days, context, into: &findings)
                return false
            }
            block += 1
            blocks.open(block)
            clients.clear(block.ringIndex(blocks.ring))
        }
        return true
    }

    /// Ends with the log at `lastTime`.
    func end(at lastTime: Int64, days: inout LocalDays, _ context: Context, into findings: inout FindingSink) {
        guard advance(to: grid.index(lastTime), days: &days, context, into: &findings) else { return }
        settle(block - 1, isRegular: blocks.regular & 1 != 0, &days)
        finish(at: lastTime, &days, context, into: &findings)
    }

    private func close(_ days: inout LocalDays, _ context: Context, into findings: inout FindingSink) {
        let isSilent = lookAtPush(context.pushes, &days)
        blocks.close(block, isSilent: isSilent)
        let wasRegular = blocks.previousIsRegular
        if !wasRegular { examples.forget(block - 1) }
        examples.forget(before: block - Int64(blocks.window) + 1)
        if block > firstBlock { settle(block - 1, isRegular: wasRegular, &days) }
        evaluate(context.rule, into: &findings)
        if stamps.isEmpty, blocks.regular.nonzeroBitCount >= 2 {
            stamps = [Int64](repeating: .min, count: Self.ringSize)
        }
    }

    /// Finds out whether deliveries reach the key as the block ends.
    ///
    /// - Returns: whether the log of deliveries was silent in the block.
    private func lookAtPush(_ pushes: PushBook?, _ days: inout LocalDays) -> Bool {
        guard let pushes, let subject else { return false }
        if subject.isActive(at: grid.end(block)) {
            push = .active
        } else {
            push = attribute == .active ? .available : attribute
        }
        return pushes.isSilent(grid.start(block)..<grid.end(block), &days)
    }

    /// Adds a block whose regularity cannot change any more to its local day.
    private func settle(_ block: Int64, isRegular: Bool, _ days: inout LocalDays) {
        guard block >= firstBlock else { return }
        let day = days.day(at: grid.start(block)).start
        if day != today.start {
            charge(today, to: &finding)
            earlier = (earlier + [today]).filter { $0.lastRegular > self.block - Int64(blocks.window) }
            today = PollingDay(start: day)
        }
        // The ring holds the window; the block before the open one is always in it.
        today.add(blocks[block], block: block, isRegular: isRegular)
        if isRegular, push == .active { today.isPushActive = true }
    }

    /// A day with regular blocks costs points.
    private func charge(_ day: PollingDay, to open: inout Open?) {
        guard day.regularBlocks > 0 else { return }
        open?.episode.charge(day.points, on: day.start)
    }

    private func evaluate(_ rule: PollingRule, into findings: inout FindingSink) {
        let (first, second) = (blocks.firstCount, blocks.secondCount)
        let wasSeen = observation != nil
        if observation == nil, first + second > 0 {
            observation = start(isFirst: first > 0, observed: first > 0 ? first : second, threshold: 1)
        } else if observation != nil {
            update(&observation)
            if first + second == 0 { take(&observation, .observation, ended: grid.end(block), into: &findings) }
        }
        let before = finding?.episode.started
        if push.isPossible || finding != nil {
            if finding == nil, rule.fires(first: first, second: second) {
                startFinding(rule, first: first, second: second)
            } else if finding != nil {
                update(&finding)
                if rule.clears(first: first, second: second) {
                    take(&finding, .finding, ended: grid.end(block), into: &findings)
                }
            }
        }
        if before == nil, let finding {
            findings.announce { make(finding, .finding, ended: nil) }
        } else if !wasSeen, let observation {
            findings.announce { make(observation, .observation, ended: nil) }
        }
        findings.trace(.polling, label, episode: before ?? finding?.episode.started) {
            rule.evaluation(
                blocks, block, grid, push, polls: windowPolls, regularPolls: regularPolls)
        }
    }

    private func startFinding(_ rule: PollingRule, first: Int, second: Int) {
        let isFirst = first >= rule.options.sustained
        finding = start(
            isFirst: isFirst, observed: isFirst ? first : second,
            threshold: isFirst ? rule.options.sustained : rule.options.sustained + 1)
        finding?.episode.firstSeen = observation?.episode.started
        observation?.episode.hasFinding = true
        for day in earlier where day.lastRegular > block - Int64(blocks.window) { charge(day, to: &finding) }
    }

    private func start(isFirst: Bool, observed: Int, threshold: Int) -> Open {
        var open = Open(
            episode: Episode(
                started: grid.end(block), observed: Int64(observed), threshold: Int64(threshold),
                worst: evidence(isFirst: isFirst)))
        for block in windowBlocks { open.total += blocks[block] }
        for block in windowBlocks {
            clients.add(block.ringIndex(blocks.ring), from: grid.start(block), to: &open.episode.clients)
        }
        fillExamples(&open, windowBlocks)
        return open
    }

    private var windowBlocks: ClosedRange<Int64> { max(firstBlock, block - Int64(blocks.window) + 1)...block }

    private func update(_ open: inout Open?) {
        // Taken out, since what two hold is copied whole at the first change.
        guard var now = open.take() else { return }
        now.total += blocks[block]
        clients.add(block.ringIndex(blocks.ring), from: grid.start(block), to: &now.episode.clients)
        fillExamples(&now, max(firstBlock, block - 1)...block)
        let worst = now.episode.worst
        let regular = Int64(blocks.regular.nonzeroBitCount)
        if regular > worst.regularBlocks || (regular == worst.regularBlocks && windowPolls > worst.polls) {
            now.episode.worst = evidence(isFirst: worst.isFirstDetector)
        }
        open = now
    }

    /// Whether an episode is open.
    var isOpen: Bool { observation != nil || finding != nil || roundTheClock.isOpen }

    /// The requests of the last blocks.
    var windowPolls: Int64 { windowBlocks.reduce(0) { $0 + blocks[$1].polls } }

    /// The requests of those that are regular.
    private var regularPolls: Int64 { windowBlocks.reduce(0) { $0 + (isRegular($1) ? blocks[$1].polls : 0) } }

    private func isRegular(_ at: Int64) -> Bool { blocks.regular >> UInt64(block - at) & 1 != 0 }

    private func fillExamples(_ open: inout Open, _ range: ClosedRange<Int64>) {
        guard open.episode.examples.count < ExampleLog.most else { return }
        for block in range where block > open.lastExampleBlock && isRegular(block) {
            examples.fill(&open.episode.examples, from: block...block)
            open.lastExampleBlock = block
        }
    }

    private func evidence(isFirst: Bool) -> PollingEvidence {
        var total = PollingBlocks.Cell()
        var regularPolls: Int64 = 0
        for block in windowBlocks {
            total += blocks[block]
            if isRegular(block) { regularPolls += blocks[block].polls }
        }
        let regular = Int64(blocks.regular.nonzeroBitCount)
        let seconds = regular * grid.block / 1000
        let period = PeriodEstimate.estimate(orderedStamps)
        return PollingEvidence(
            isFirstDetector: isFirst, polls: total.polls, regularBlocks: regular, regularPolls: regularPolls,
            meanIntervalSeconds: (2 * seconds + regularPolls) / max(1, 2 * regularPolls),
            periodSeconds: period?.period, jitterSeconds: period?.jitter,
            avoidable: total.avoidable, changes: total.changes,
            pushes: subject == nil ? nil : total.pushes, push: push, notModified: total.notModified,
            minIntervalSeconds: grid.slot / 1000,
            windowStart: grid.start(block - Int64(blocks.window) + 1), windowEnd: grid.end(block))
    }

    private var orderedStamps: [Int64] {
        (stamps[nextStamp...] + stamps[..<nextStamp]).filter { $0 != .min }
    }

    private func take(
        _ open: inout Open?, _ kind: Finding.Kind, ended: Int64?, into findings: inout FindingSink
    ) {
        guard let now = open else { return }
        open = nil
        guard kind == .finding || !now.episode.hasFinding else { return }
        findings.take(make(now, kind, ended: ended))
    }

    private func make(_ open: Open, _ kind: Finding.Kind, ended: Int64?) -> Finding {
        var closing: Open? = open
        if kind == .finding { charge(today, to: &closing) }
        var now = closing ?? open
        let polls = now.total.polls
        let saved = now.total.avoidable
        now.episode.waste = Waste(
            requests: saved, bytes: now.total.bytes * saved / max(1, polls),
            serverMilliseconds: now.total.milliseconds * saved / max(1, polls))
        return now.episode.finding(
            kind, .polling, label, ended: ended, unit: "regular_blocks", evidence: .polling(now.episode.worst))
    }

    /// Judges a local day that has ended by an instant.
    func settleDay(by time: Int64, _ days: inout LocalDays, _ context: Context, into findings: inout FindingSink) {
        roundTheClock.settle(by: time, &days, self.context(context), into: &findings)
    }

    /// Hands out what is open at `time`, when the log or the target's state ends.
    private func finish(
        at time: Int64, _ days: inout LocalDays, _ context: Context, into findings: inout FindingSink
    ) {
        take(&observation, .observation, ended: nil, into: &findings)
        take(&finding, .finding, ended: nil, into: &findings)
        roundTheClock.finish(at: time, &days, self.context(context), into: &findings)
    }
}

extension PollingTarget {
    /// Anything, to be filled; `window` is the policy's.
    static func blank(window: Int) -> PollingTarget {
        PollingTarget(label: .blank, grid: .hours, push: .unknown, window: window, admission: 0)
    }

    /// Writes every field, or fills it.
    func code(_ coder: inout StateCoder) {
        EpisodeLabel.code(&label, &coder)
        var slot = grid.slot / 1000
        coder.code(&slot)
        if coder.isReading { grid = Grid(slotSeconds: Int(max(1, slot))) }
        coder.code(&subject)
        coder.code(&push)
        coder.code(&attribute)
        coder.code(&block)
        coder.code(&firstBlock)
        coder.code(&blocks)
        coder.code(&clients)
        coder.code(&examples)
        coder.code(&observation)
        coder.code(&finding)
        coder.code(&stamps)
        if !stamps.isEmpty, stamps.count != Self.ringSize { coder.fail() }
        coder.code(&nextStamp)
        coder.codeHash(&lastToken)
        coder.code(&today)
        coder.code(&earlier)
        coder.code(&roundTheClock)
    }
}

extension PollingTarget.Open: StateElement {
    static var blank: Self { PollingTarget.Open(episode: .blank) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&episode)
        coder.code(&total)
        coder.code(&lastExampleBlock)
    }
}
