/// Small logs in which every branch of the modelled rules happens often.
///
/// A log is the work of a few actors: pollers, programs that fetch the same again, sweeps over many resources, writers
/// and people. Each has a share of the lines; options and routes are drawn as well, with thresholds so low that episodes
/// start, clear and start again.
///
/// Two lines of one stamp, key and resource never differ in the entity tag alone, which ruling 41 leaves open.
public enum RandomLog {
    /// A log of at most about `size` lines (never below some hundreds) in random order, and the options to read it with; the same seed gives the same log.
    ///
    /// Stamps are whole seconds in about half of all logs. ``ModelLine/asRead`` makes them fit for text.
    public static func make(seed: UInt64, size: Int) -> (lines: [ModelLine], options: ModelOptions) {
        var random = SeededGenerator(seed: seed)
        var options = randomOptions(&random)
        let world = RandomWorld(options: options, &random)
        let actors = Int(random.number(3...8))
        var lines = borders(of: world, &random)
        for _ in 0..<actors {
            var actor = RandomActor(
                world: world, budget: max(20, size / actors), random: SeededGenerator(seed: random.next()))
            lines += actor.lines()
        }
        if world.isInWholeSeconds {
            lines = lines.map { line in
                var line = line
                line.time = ReferenceModel.floorDivided(line.time, by: 1_000) * 1_000
                return line
            }
        }
        lines.shuffle(using: &random)
        cutPeriod(&options, lines, &random)
        return (lines, options)
    }

    /// Lines of nobody at the ends of the log, sometimes exactly on the border of an hour.
    private static func borders(of world: RandomWorld, _ random: inout SeededGenerator) -> [ModelLine] {
        [world.start, world.end].map { time in
            let hour = ReferenceModel.hour(of: time) * ReferenceModel.hourLength + ReferenceModel.hourOffset
            return ModelLine(time: random.chance(30) ? hour : time, target: "/health", user: "-")
        }
    }

    /// Sometimes the period begins or ends within the log, exactly at the stamp of a line.
    private static func cutPeriod(
        _ options: inout ModelOptions, _ lines: [ModelLine], _ random: inout SeededGenerator
    ) {
        let times = lines.map(\.time).sorted()
        if random.chance(15) { options.since = random.one(of: Array(times.prefix(times.count / 3))) }
        if random.chance(15) { options.until = random.one(of: times.suffix(times.count / 3)) }
    }
}
