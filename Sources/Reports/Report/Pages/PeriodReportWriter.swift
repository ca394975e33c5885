public import Cases

/// The forms of a report of a period.
public enum PeriodReportFormat: String, Sendable, CaseIterable {
    /// One file without script and outside request.
    case html
    /// CommonMark with tables.
    case markdown
    /// For people, 80 columns.
    case text
    /// One document, `schema_version` 1.
    case json
    /// One table, RFC 4180.
    case csv
}

/// Writes a report of a period.
public struct PeriodReportWriter: Sendable {
    /// What words need beside the report.
    public struct Setting: Sendable {
        /// Days and hours of the contract.
        public var calendar: CaseCalendar
        /// What is agreed of availability.
        public var service = ServiceLevelOptions()
        /// What is agreed of data.
        public var volume = DataVolumeOptions()

        /// Makes a setting.
        public init(calendar: CaseCalendar) { self.calendar = calendar }
    }

    /// What comes out.
    public var format: PeriodReportFormat
    /// The language of words; JSON and CSV have none.
    public var language: LetterLanguage
    /// The table of CSV.
    public var table: ReportCSV.Table
    private let setting: Setting

    /// Makes a writer.
    public init(
        _ format: PeriodReportFormat, language: LetterLanguage = .en, table: ReportCSV.Table = .keys, _ setting: Setting
    ) {
        self.format = format
        self.language = language
        self.table = table
        self.setting = setting
    }

    /// Writes the whole report as UTF-8, in pieces; what `sink` throws ends it.
    public func write(_ report: PeriodReport, to sink: (Span<UInt8>) throws -> Void) throws {
        switch format {
        case .json: try ReportJSON.write(report, to: sink)
        case .csv: try ReportCSV.write(table, of: report, to: sink)
        case .html, .markdown, .text:
            let document = try ReportWords(report, language, setting).document()
            switch format {
            case .html: try HTMLReport(document, ReportTexts(language)).write(to: sink)
            case .markdown: try MarkdownReport.write(document, to: sink)
            default: try PlainReport.write(document, to: sink)
            }
        }
    }
}

/// Text that goes to a sink in pieces of about 64 KiB.
struct PieceWriter {
    private var piece: [UInt8] = []

    mutating func append(_ text: String) { piece += text.utf8 }

    mutating func flush(to sink: (Span<UInt8>) throws -> Void, always: Bool = false) rethrows {
        guard piece.count >= ReportWriter.pieceSize || always && !piece.isEmpty else { return }
        try sink(piece.span)
        piece.removeAll(keepingCapacity: true)
    }
}
