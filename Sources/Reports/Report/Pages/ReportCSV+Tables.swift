internal import Cases
internal import Detection

extension ReportCSV {
    typealias Content = (head: [String], rows: [[Value]])

    private static let subject = ["login", "installation", "partner"]

    private static func of(_ subject: PeriodReport.Subject) -> [Value] {
        [.text(subject.login), .text(subject.installation), .text(subject.partner)]
    }

    private static func of(_ amount: PeriodReport.Amount) -> [Value] {
        [.number(amount.requests), .number(amount.bytes), .number(amount.serverMilliseconds)]
    }

    private static let sums = [
        "requests", "bytes", "server_ms", "not_modified", "client_errors", "server_errors", "throttled", "excess",
        "excess_bytes",
    ]

    private static func of(_ sums: TrafficSums) -> [Value] {
        [
            .number(sums.requests), .number(sums.bytes), .number(sums.serverMilliseconds), .number(sums.notModified),
            .number(sums.clientErrors), .number(sums.serverErrors), .number(sums.throttled), .number(sums.excess),
            .number(sums.excessBytes),
        ]
    }

    static func keys(_ report: PeriodReport) -> Content {
        (
            subject + ["points", "findings", "observations", "rules"] + sums
                + ["waste_requests", "waste_bytes", "waste_server_ms"],
            report.keys.map { row in
                of(row.subject) + [
                    .number(Int64(row.points)), .number(Int64(row.findings)), .number(Int64(row.observations)),
                    .text(row.rules.map(\.rawValue).joined(separator: ";")),
                ] + of(row.sums) + of(row.waste)
            }
        )
    }

    static func findings(_ report: PeriodReport) -> Content {
        (
            ["id", "type", "rule", "clause"] + subject + [
                "route", "target", "since", "started", "ended", "observed", "threshold", "unit", "points", "exempt",
                "exact", "waste_requests", "waste_bytes", "waste_server_ms", "episode_requests", "episode_bytes",
                "episode_server_ms",
            ],
            report.findings.map { row in
                let finding = row.detail
                let first: [Value] = [
                    .text(finding.id), .text(finding.isObservation ? "observation" : "finding"),
                    .text(finding.rule.rawValue), .number(finding.rule.clause.map(Int64.init)),
                ]
                let middle: [Value] = [
                    .text(finding.route), .text(finding.target), .time(finding.since), .time(row.started),
                    .time(finding.ended), .number(finding.observed), .number(finding.threshold), .text(row.unit),
                    .number(Int64(finding.points)), .text(row.exempt), .text(finding.inexact ?? "true"),
                ]
                let whole: [Value] = [
                    .number(finding.wastedRequests), .number(finding.wastedBytes), .number(finding.wastedMilliseconds),
                ]
                return first + of(row.subject) + middle + of(row.waste) + whole
            }
        )
    }

    static func cases(_ report: PeriodReport) -> Content {
        (
            ["case", "clause"] + subject + ["opened", "stage", "letters", "exemption", "simulation"],
            report.cases.map { row in
                [.text(row.id), .number(row.clause.map(Int64.init))] + of(row.subject) + [
                    .text(row.opened), .text(row.stage), .number(Int64(row.letters.count)), .text(row.exemption),
                    .flag(row.isSimulation),
                ]
            }
        )
    }

    static func letters(_ report: PeriodReport) -> Content {
        (
            ["letter", "case"] + subject + ["kind", "status", "drafted", "delivered", "deadline"],
            report.cases.flatMap { row in
                row.letters.map { letter in
                    [.text(letter.id), .text(row.id)] + of(row.subject) + [
                        .text(letter.kind.rawValue), .text(letter.status.rawValue), .text(letter.drafted),
                        .time(letter.delivered), .time(letter.deadline),
                    ]
                }
            }
        )
    }

    static func routes(_ report: PeriodReport) -> Content {
        (
            ["route", "keys"] + sums,
            report.routes.map { [.text($0.route), .number($0.keys)] + of($0.sums) }
        )
    }

    static func serviceLevel(_ report: PeriodReport) -> Content {
        (
            [
                "month", "whole", "agreed_minutes", "measured_minutes", "unknown_minutes", "down_minutes",
                "attributed_minutes", "availability_hundredths", "below_target", "reduction_hundredths",
                "covered_reduction_hundredths", "bad_months",
            ],
            report.serviceLevel.map { row in
                [
                    .text(row.month), .flag(row.isWhole), .number(row.agreed), .number(row.measured),
                    .number(row.unknown), .number(row.down), .number(row.attributed), .number(row.availability),
                    .flag(row.isBelowTarget), .number(row.reduction), .number(row.coveredReduction),
                    .number(row.badMonths),
                ]
            }
        )
    }

    static func volume(_ report: PeriodReport) -> Content {
        (
            ["login", "partner", "month", "whole", "bytes", "included_bytes", "charged_units"],
            report.volume.map { row in
                [
                    .text(row.subject.login), .text(row.subject.partner), .text(row.month), .flag(row.isWhole),
                    .number(row.bytes), .number(row.included), .number(row.charged),
                ]
            }
        )
    }

    static func quotas(_ report: PeriodReport) -> Content {
        (
            subject + ["quota", "per", "period", "unit", "limit", "used", "basis", "headroom", "above"],
            report.quotas.map { row in
                of(row.subject) + [
                    .text(row.quota), .text(row.per), .text(row.periodName), .text(row.unit), .number(row.limit),
                    .number(row.used), .text(row.basis.rawValue), .number(row.headroom), .number(row.above),
                ]
            }
        )
    }

    static func load(_ report: PeriodReport) -> Content {
        (
            ["start", "requests", "misuse_requests"],
            report.load.starts.indices.map { place in
                [
                    .time(report.load.starts[place]), .number(report.load.requests[place]),
                    .number(report.load.misuse[place]),
                ]
            }
        )
    }

    static func inputs(_ report: PeriodReport) -> Content {
        (
            ["file", "lines", "bytes", "crc32", "first_time", "last_time", "state"],
            report.coverage.inputs.map { row in
                [
                    .text(row.name), .number(row.lines), .number(row.bytes), .text(row.crc), .time(row.from),
                    .time(row.to), .text(row.state),
                ]
            }
        )
    }
}
