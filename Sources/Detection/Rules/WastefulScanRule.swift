/// `wasteful_scan`: reading long lists in a way that costs more than it must; ``text`` says when it fires.
struct WastefulScanRule: Sendable {
    static let text = RuleText(
        sentence: "So many calls asked for pages of so few rows though so many are allowed; or: the whole "
            + "list was read so often, though one call gives what changed.",
        firesWhen: "In 24 hours, a key turned at least tiny_pages pages on a route with max_page that asked "
            + "for at most a tiny_part-th of it; or it made at least full_scans complete walks of at "
            + "least pages pages on a route with delta, without any parameter that leaves rows out. A "
            + "walk is requests that differ in nothing but the page, with pauses of at most gap; it is "
            + "complete when the next one begins at its start within a day. Each of the two is an "
            + "episode of its own.",
        doesNotFireWhen: "The same page is asked for again (that is polling), pages are large, or the route has "
            + "neither attribute. Only answers 2xx count, and the first page of a walk is not turned "
            + "to.",
        evidence: "The 24 hours with the most of it: pages or scans, rows of a page, and what could be "
            + "saved.",
        defaults: "1,000 pages of a tenth or less; 4 scans of 20 pages; pauses of 60 s.")

    typealias Kind = WastefulScanEvidence.Kind

    /// How much of the trigger's numbers makes a finding, or its early sight.
    enum Level: Int64 {
        case finding = 1
        case observation = 5
    }

    /// Hours that an evaluation looks back at.
    static let window = 24

    let tinyPages: Int64
    let tinyPart: Int64
    let fullScans: Int64
    let pages: Int64
    /// The longest pause within a walk, milliseconds.
    let gap: Int64

    init(_ options: WastefulScanOptions) {
        tinyPages = Int64(options.tinyPages)
        tinyPart = Int64(options.tinyPart)
        fullScans = Int64(options.fullScans)
        pages = Int64(options.pages)
        gap = Int64(options.gapSeconds) * 1000
    }

    /// Whether a page of so many rows is tiny.
    func isTiny(_ limit: Int64, of maxPage: Int64) -> Bool {
        limit > 0 && limit <= maxPage && tinyPart * limit <= maxPage
    }

    private func limit(_ kind: Kind) -> Int64 { kind == .tinyPages ? tinyPages : fullScans }

    func fires(_ count: Int64, _ kind: Kind, _ level: Level) -> Bool {
        count > 0 && level.rawValue * count >= limit(kind)
    }

    /// Fewer than half of what fires.
    func clears(_ count: Int64, _ kind: Kind, _ level: Level) -> Bool { 2 * level.rawValue * count < limit(kind) }

    func threshold(_ kind: Kind, _ level: Level) -> Int64 { (limit(kind) + level.rawValue - 1) / level.rawValue }

    func points(_ count: Int64, _ kind: Kind) -> Int {
        Points.points(observed: count, threshold: limit(kind), confidence: 150)
    }
}
