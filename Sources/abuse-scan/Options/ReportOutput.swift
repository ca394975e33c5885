public import ArgumentParser
public import Cases
import Foundation
public import Reports

/// The form of a report of a period, and where it goes.
struct ReportOutput: ParsableArguments {
    @Option(
        name: .long, help: "html, markdown, text, json or csv; by the ending of -o otherwise, else text.")
    var format: PeriodReportFormat?

    @Option(
        name: .short,
        help: ArgumentHelp(
            "Writes to a file, whole, then renamed; its ending tells the form. A folder DIR/ gets files named by the period, or every table of CSV.",
            valueName: "file"), completion: .file())
    var output: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The table of CSV: \(Self.tables). Without it and with -o DIR/, all of them.", valueName: "table"))
    var table: ReportCSV.Table?

    @Option(name: .long, help: "The language of words: nb, nn, da, sv or en.")
    var language: LetterLanguage?

    @Flag(name: .long, help: "Shows client addresses whole, not their networks.")
    var showIp = false

    @Flag(name: .shortAndLong, help: "No summary on standard error.")
    var quiet = false

    @Flag(name: .long, help: "No progress line.")
    var noProgress = false

    private static let tables = ReportCSV.Table.allCases.map(\.rawValue).joined(separator: ", ")

    var showsProgress: Bool { !quiet && !noProgress && Terminal.isTerminal(2) }

    func validate() throws {
        if table != nil, let form = format ?? Self.format(of: output), form != .csv {
            throw ValidationError("--table belongs to CSV; add --format csv, or leave it out.")
        }
    }

    /// The form that the end of a name tells.
    private static func format(of name: String?) -> PeriodReportFormat? {
        guard let ending = name?.split(separator: "/").last?.split(separator: ".").last else { return nil }
        switch ending.lowercased() {
        case "html", "htm": return .html
        case "md", "markdown": return .markdown
        case "txt", "text": return .text
        case "json": return .json
        case "csv": return .csv
        default: return nil
        }
    }

    /// `2026-10.html`, or `2026-10-alfa.html` of a partner; whatever a partner is called, it is one name.
    private static func name(of report: PeriodReport, _ form: PeriodReportFormat) -> String {
        let partner = report.partner.flatMap { $0.partner ?? $0.login }.map { name in
            "-" + name.map { $0.isASCII && ($0.isLetter || $0.isNumber) || "._-".contains($0) ? $0 : "_" }
        }
        let ending = form == .markdown ? "md" : form == .text ? "txt" : form.rawValue
        return report.period.fileName + (partner ?? "") + "." + ending
    }

    private var isFolder: Bool { output?.hasSuffix("/") == true }

    /// Writes the report; `language` is the partner's, where no other is asked for.
    func write(_ report: PeriodReport, language known: LetterLanguage?, _ setting: PeriodReportWriter.Setting) throws {
        let form = format ?? Self.format(of: output) ?? (table != nil || isFolder ? .csv : .text)
        var writer = PeriodReportWriter(form, language: language ?? known ?? .en, table: table ?? .keys, setting)
        guard let output, isFolder else { return try OutputFile.write(output) { try writer.write(report, to: $0) } }
        try? FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        guard form == .csv else {
            return try OutputFile.write(output + Self.name(of: report, form)) { try writer.write(report, to: $0) }
        }
        for table in table.map({ [$0] }) ?? ReportCSV.Table.allCases {
            writer.format = .csv
            writer.table = table
            try OutputFile.write("\(output)\(table.rawValue).csv") { try writer.write(report, to: $0) }
        }
    }
}

extension PeriodReportFormat: ExpressibleByArgument {}
extension ReportCSV.Table: ExpressibleByArgument {}
extension LetterLanguage: ExpressibleByArgument {}
