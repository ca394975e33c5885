internal import AccessLog
internal import Detection
internal import Policy
public import Reports

/// Looks at logs before they are scanned: what they are, what can be told from them, and what should be added.
public struct Doctor {
    private let request: ScanRequest
    private let mostLines: Int64?
    private let isStopped: @Sendable () -> Bool

    /// Makes ready.
    ///
    /// - Parameters:
    ///   - request: what is looked at, and the policy.
    ///   - mostLines: the first lines of each input to look at; `nil` for all.
    ///   - isStopped: asked often; once `true`, the look ends early with what it has.
    public init(_ request: ScanRequest, mostLines: Int64? = nil, isStopped: @escaping @Sendable () -> Bool = { false })
    {
        self.request = request
        self.mostLines = mostLines
        self.isStopped = isStopped
    }

    /// Looks at all inputs.
    ///
    /// - Throws: `ScanError` for a format or a zone that is none.
    public func run() throws(ScanError) -> Diagnosis {
        let options = try Scan.parserOptions(request)
        let named = try format()
        var diagnosis = Diagnosis()
        let detection = request.policy.detection
        diagnosis.keyParts = request.policy.keyParts
        diagnosis.logTime = request.policy.saidLogTime
        diagnosis.hasCapacity = detection.capacity.isKnown
        diagnosis.hasQuotas = !detection.quotas.isEmpty
        let twins = mostLines == nil ? DoctorTwins(request.inputs) : nil
        for name in request.inputs where !isStopped() {
            if let other = twins?.original(of: name) {
                var file = FileDiagnosis(name: name)
                file.sameAs = other
                diagnosis.files.append(file)
                continue
            }
            let file = DoctorFile(
                name: name, request: request, options: options, named: named, mostLines: mostLines ?? .max)
            diagnosis.files.append(try file.run(isStopped: isStopped))
        }
        try findOverlaps(&diagnosis, options)
        return diagnosis
    }

    private func format() throws(ScanError) -> LogFormat? {
        guard let text = request.logFormat ?? request.policy.logFormat else { return nil }
        do throws(LogFormatError) {
            return try LogFormats.named(text)
        } catch {
            throw ScanError("--log-format: \(error.description)")
        }
    }

    /// Merges the inputs as a scan does, where there are several that lie in the same time.
    private func findOverlaps(_ diagnosis: inout Diagnosis, _ options: ParserOptions) throws(ScanError) {
        let files = diagnosis.files.filter { $0.sameAs == nil && $0.first != nil }
        guard files.count > 1 else { return }
        guard mostLines == nil else {
            diagnosis.overlapReason = "only the first lines were looked at"
            return
        }
        guard !files.contains(where: { ByteSource.isPipe($0.name) }) else {
            diagnosis.overlapReason = "a pipe cannot be read twice"
            return
        }
        guard !isStopped(), Self.meet(files) else {
            diagnosis.overlaps = []
            return
        }
        let late = files.map(\.maxLateness).max() ?? 0
        do throws(ScanError) {
            diagnosis.overlaps = try overlaps(lateness: max(late, Scan.lateness(isPipe: false)), options)
        } catch {
            diagnosis.overlapReason = error.description
        }
    }

    /// Whether any two inputs lie in the same time.
    private static func meet(_ files: [FileDiagnosis]) -> Bool {
        let spans = files.map { (first: $0.first ?? 0, last: $0.last ?? 0) }.sorted { $0.first < $1.first }
        var last = Int64.min
        for span in spans {
            if span.first <= last { return true }
            last = max(last, span.last)
        }
        return false
    }

    private func overlaps(lateness: Int64, _ options: ParserOptions) throws(ScanError) -> [Diagnosis.Overlap] {
        var request = request
        request.pushLogs = []
        request.logFormat = request.logFormat ?? request.policy.logFormat
        let prepared = try Preparation(request, options, isStopped: isStopped)
        let settings = RunMaker.Settings(
            since: .min, until: .max, lateness: lateness, maxLine: request.maxLine,
            detection: request.policy.detection)
        let pass = ScanPass(prepared.inputs, names: request.names, request, options, settings)
        // Only the merge is of interest; whoever takes its events gets little room, and nobody asks what it found.
        var taker: Detector? = Detector(
            request.policy.detection, zone: .utc, limits: MemoryLimits(bytes: 64 << 20))
        try pass.run(&taker, stopsAtLate: false, isStopped: isStopped) { _ in }
        return pass.overlaps.map { overlap in
            Diagnosis.Overlap(
                files: [request.names[Int(overlap.first)], request.names[Int(overlap.second)]],
                shared: overlap.shared, lines: overlap.lines, from: overlap.from, to: overlap.to)
        }
    }
}
