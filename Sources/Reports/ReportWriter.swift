/// Writes what a run found, for people or for programs.
public struct ReportWriter: Sendable {
    /// Output is handed on in pieces of about this many bytes, so that 100,000 findings need no giant string.
    static let pieceSize = 64 * 1024

    /// What comes out.
    public let format: ReportFormat
    /// How it is shown.
    public let options: ReportOptions

    /// Makes a writer.
    public init(format: ReportFormat, options: ReportOptions = .standard) {
        self.format = format
        self.options = options
    }

    /// Writes the whole report as UTF-8, in pieces of about 64 KiB; what `sink` throws ends it.
    public func write(_ model: ReportModel, to sink: (Span<UInt8>) throws -> Void) rethrows {
        switch format {
        case .ndjson: try writeLines(model, to: sink)
        case .json: try writeDocument(model, to: sink)
        case .text: try writeText(model, to: sink)
        }
    }

    /// Writes episodes of a followed log as they come, each as a line for programs or a short paragraph for people, in one
    /// piece.
    public func write(news model: ReportModel, to sink: (Span<UInt8>) throws -> Void) rethrows {
        guard !model.findings.isEmpty else { return }
        guard format == .text else { return try writeFindings(model, to: sink) }
        let report = TextReport(model: model, options: options)
        let lines = model.findings.flatMap { report.news(of: $0) }
        try sink(Array(lines.map { $0 + "\n" }.joined().utf8).span)
    }

    /// Writes the end of what was followed: for programs the summary, for people nothing.
    public func write(endOf model: ReportModel, to sink: (Span<UInt8>) throws -> Void) rethrows {
        if format != .text { try writeSummary(model, to: sink) }
    }

    private func writeText(_ model: ReportModel, to sink: (Span<UInt8>) throws -> Void) rethrows {
        var piece: [UInt8] = []
        for line in TextReport(model: model, options: options).lines() {
            piece += line.utf8
            piece.append(UInt8(ascii: "\n"))
            if piece.count >= Self.pieceSize {
                try sink(piece.span)
                piece.removeAll(keepingCapacity: true)
            }
        }
        if !piece.isEmpty { try sink(piece.span) }
    }
}
