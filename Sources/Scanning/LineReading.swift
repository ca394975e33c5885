internal import AccessLog
internal import Detection
internal import Policy
internal import Reports

/// Reads lines one after the other and keeps an account of each.
struct LineReading {
    private let format: LogFormat
    private let formatReason: String
    private var parser: any LineParser
    private let customFields: [String]
    private let options: DetectionOptions
    /// Whether a scan moves the stamps to the ends of requests.
    private let movesStamps: Bool

    /// Tells the format by the first bytes of a file, unless it is named.
    init(_ request: ScanRequest, head: [UInt8]) throws(ScanError) {
        let parsing = try Scan.parserOptions(request)
        customFields = parsing.customFields
        var options = request.policy.detection
        options.digest = SecretDigest.text
        self.options = options
        do throws(LogFormatError) {
            if let name = request.logFormat ?? request.policy.logFormat {
                format = try LogFormats.named(name)
                formatReason = "asked for"
            } else {
                let detection = LogFormats.detect(head.span)
                format = detection.format ?? LogFormats.combined
                let reads = "\(detection.linesRead) of the first \(detection.linesTried)"
                formatReason =
                    detection.format == nil ? "a guess: \(detection.message)" : "told by content: reads \(reads)"
            }
            movesStamps = StampAxis([], said: request.policy.saidLogTime).moves(format)
            parser = try format.makeParser(parsing)
        } catch {
            throw ScanError("--log-format: \(error.description)")
        }
    }

    /// A line that says nothing.
    var directive: LineAccount { account(.directive) }

    private func account(_ outcome: LineAccount.Outcome) -> LineAccount {
        LineAccount(place: nil, format: format.name, formatReason: formatReason, outcome: outcome)
    }

    /// A line over the limit.
    func tooLong(at place: String, _ limit: Int) -> LineAccount {
        var account = account(.unreadable)
        account.place = place
        account.reason = "it is over the limit of \(limit) bytes; raise --max-line"
        return account
    }

    /// Reads the next line.
    mutating func account(_ line: Range<Int>, _ text: inout MutableSpan<UInt8>) -> LineAccount {
        guard !line.isEmpty else { return directive }
        var record = AccessRecord()
        switch parser.parse(line, in: &text, into: &record) {
        case .directive: return directive
        case .record: return account(record, text.span)
        case .unreadable(let reason):
            var account = account(.unreadable)
            account.reason = sentence(reason)
            if reason.hasTime { setTime(of: &account, record) }
            return account
        }
    }

    private func account(_ record: AccessRecord, _ text: Span<UInt8>) -> LineAccount {
        var requests = RequestReader(options, targets: 1)
        let reading = requests.reading(record, in: text)
        var account = account(reading == nil ? .unreadable : .request)
        if reading == nil { account.reason = sentence(.url) }
        setTime(of: &account, record)
        account.fields = fields(record, text)
        account.status = Int(record.status)
        account.reading = reading
        account.route = reading?.route.map { options.routes[$0] }
        account.quotas = reading?.quotas.map { options.quotas[$0].name } ?? []
        return account
    }

    private func setTime(of account: inout LineAccount, _ record: AccessRecord) {
        let moved = movesStamps ? max(0, record.duration) : 0
        account.time = record.time + moved
        account.moved = movesStamps ? moved : nil
    }

    private func fields(_ record: AccessRecord, _ text: Span<UInt8>) -> [LineAccount.Field] {
        var fields: [LineAccount.Field] = []
        func add(_ name: String, _ range: FieldRange) {
            guard !range.isEmpty else { return }
            var bytes: [UInt8] = []
            for index in range.range { bytes.append(text[index]) }
            let value = options.keySecrets.shown(String(decoding: bytes, as: UTF8.self), of: name)
            fields.append(LineAccount.Field(name: name, value: value))
        }
        func add(_ name: String, _ number: Int64) {
            if number >= 0 { fields.append(LineAccount.Field(name: name, value: String(number))) }
        }
        add("address", record.address)
        add("user", record.user)
        add("method", record.method)
        add("target", record.target)
        add("status", record.status == 0 ? -1 : Int64(record.status))
        add("bytes", record.bytes)
        add("duration_ms", record.duration)
        add("etag", record.entityTag)
        add("agent", record.agent)
        for (place, name) in customFields.enumerated() where place < 4 { add(name, record.custom[place]) }
        return fields
    }

    private func sentence(_ reason: UnreadableReason) -> String {
        switch reason {
        case .shape:
            "it does not have the shape of \(format.name); name the file's format with --log-format"
        case .time: "its stamp cannot be read, or is no real date"
        case .request:
            "its request is not METHOD target [version]; the stamp still tells how far the log goes"
        case .url:
            "its URL is over 8 KiB, 12 path segments or 64 query parameters; the stamp still tells how far the log goes"
        case .tooLong: "it is over the limit of --max-line"
        }
    }
}
