import Foundation
import Ledger
import Reports

/// What `ledger info` shows. Times are UTC, as in the file itself.
enum LedgerText {
    /// For people.
    static func text(_ info: LedgerInfo, named name: String) -> String {
        let growth = info.growthPerDay.map { ", \(Figures.bytes($0)) more a day of log" } ?? ""
        let rows = [
            ("runs", runs(info)), ("log", log(info)), ("inputs", inputs(info)), ("windows", windows(info)),
            (
                "findings",
                "\(Figures.grouped(info.openFindings)) open, \(Figures.grouped(info.endedFindings)) ended, "
                    + Figures.counted(info.observations, "observation")
            ), ("roll-ups", rollUps(info)),
            (
                "cases",
                "\(Figures.grouped(info.cases)), \(Figures.counted(info.letters, "letter")), "
                    + "\(Figures.counted(info.steps, "step")) of history"
            ),
            ("held by", info.holder.map { DisplayText.safe($0.description) } ?? "nobody"),
        ]
        let title = "\(DisplayText.safe(name))  \(Figures.bytes(info.size))\(growth), schema \(info.schema)\n"
        return title
            + rows.map { "  " + $0.0.padding(toLength: 10, withPad: " ", startingAt: 0) + $0.1 + "\n" }.joined()
    }

    private static func runs(_ info: LedgerInfo) -> String {
        guard let last = info.lastRun else { return "none" }
        return "\(Figures.grouped(info.runs)), the last at \(time(last.ended)) with abuse-scan "
            + "\(DisplayText.safe(last.version)): \(Figures.counted(last.counts.lines, "line"))"
    }

    private static func log(_ info: LedgerInfo) -> String {
        guard let log = info.log else { return "none" }
        let judged = info.frontier.map { ", judged up to \(time($0))" } ?? ""
        return "\(time(log.first)) to \(time(log.last))\(judged)"
    }

    private static func inputs(_ info: LedgerInfo) -> String {
        let states = [(info.growing, "may grow"), (info.truncated, "broken off")].filter { $0.0 > 0 }
        let more = states.map { ", \(Figures.grouped($0.0)) \($0.1)" }.joined()
        return "\(Figures.counted(info.inputs, "input")), \(Figures.bytes(info.inputBytes)) unpacked\(more)"
    }

    private static func windows(_ info: LedgerInfo) -> String {
        "\(Figures.bytes(info.snapshotBytes)), \(Figures.bytes(info.heldBytes)) of waiting lines, "
            + Figures.counted(info.samples, "sampled line")
    }

    private static func rollUps(_ info: LedgerInfo) -> String {
        "\(Figures.counted(info.keys, "key")), \(Figures.counted(info.routes, "route")), "
            + "\(Figures.grouped(info.hourlyRows)) hourly\(since(info.hours)), "
            + "\(Figures.grouped(info.dailyRows)) daily\(since(info.days)), "
            + Figures.counted(info.minutes, "minute")
    }

    private static func since(_ span: LedgerInfo.Span?) -> String { span.map { " since \(time($0.first))" } ?? "" }

    /// For programs.
    static func object(_ info: LedgerInfo) -> JSONObject {
        JSONObject([
            "bytes": .number(info.size), "bytes_per_day": .number(info.growthPerDay), "schema": .number(info.schema),
            "runs": .number(info.runs), "last_run": .object(info.lastRun.map(object)),
            "log": .object(span(info.log)), "judged_until": .string(info.frontier.map(time)),
            "inputs": .number(info.inputs), "growing": .number(info.growing), "truncated": .number(info.truncated),
            "input_bytes": .number(info.inputBytes), "window_bytes": .number(info.snapshotBytes),
            "waiting_bytes": .number(info.heldBytes), "open_findings": .number(info.openFindings),
            "ended_findings": .number(info.endedFindings), "observations": .number(info.observations),
            "keys": .number(info.keys), "routes": .number(info.routes), "hourly": .number(info.hourlyRows),
            "hours": .object(span(info.hours)), "daily": .number(info.dailyRows), "days": .object(span(info.days)),
            "minutes": .number(info.minutes), "samples": .number(info.samples), "cases": .number(info.cases),
            "letters": .number(info.letters), "steps": .number(info.steps), "holder": .object(info.holder.map(object)),
        ])
    }

    private static func object(_ run: RunRecord) -> JSONObject {
        JSONObject([
            "id": .number(run.id), "version": .string(run.version), "policy": .string(run.policyDigest),
            "started": .string(time(run.started)), "ended": .string(time(run.ended)),
            "lines": .number(run.counts.lines), "late": .number(run.counts.late), "inexact": .string(run.inexact),
        ])
    }

    private static func object(_ holder: LockHolder) -> JSONObject {
        JSONObject([
            "process": .number(Int64(holder.process)), "host": .string(holder.host), "since": .string(holder.since),
        ])
    }

    private static func span(_ span: LedgerInfo.Span?) -> JSONObject? {
        span.map { JSONObject(["first": .string(time($0.first)), "last": .string(time($0.last))]) }
    }

    /// `2026-11-21T10:00:00Z`.
    static func time(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
    }
}
