internal import Cases

extension JSONText {
    mutating func append(_ row: PeriodReport.ServiceMonth) {
        object { json in
            json.field("month", row.month)
            json.name("whole")
            json.value(row.isWhole)
            json.field("agreed_minutes", row.agreed)
            json.field("measured_minutes", row.measured)
            json.field("unknown_minutes", row.unknown)
            json.field("down_minutes", row.down)
            json.field("attributed_minutes", row.attributed)
            json.field("availability_hundredths", row.availability)
            json.name("below_target")
            json.value(row.isBelowTarget)
            json.field("reduction_hundredths", row.reduction)
            json.field("covered_reduction_hundredths", row.coveredReduction)
            json.field("bad_months", row.badMonths)
            json.name("causes")
            json.array(row.causes) { json, cause in
                json.object { json in
                    json.field("key", cause.subject)
                    json.field("minutes", cause.minutes)
                    json.name("findings")
                    json.array(cause.findings) { $0.value($1) }
                }
            }
            json.name("outages")
            json.array(row.outages) { json, outage in
                json.object { json in
                    json.field("from", time: outage.from)
                    json.field("to", time: outage.to)
                    json.field("requests", outage.requests)
                    json.field("server_errors", outage.serverErrors)
                    json.name("attributed")
                    json.value(outage.isAttributed)
                }
            }
        }
    }

    mutating func append(_ row: PeriodReport.VolumeRow) {
        object { json in
            json.field("login", row.subject.login)
            if let partner = row.subject.partner { json.field("partner", partner) }
            json.field("month", row.month)
            json.name("whole")
            json.value(row.isWhole)
            json.field("bytes", row.bytes)
            json.field("included_bytes", row.included)
            json.field("charged_units", row.charged)
        }
    }

    mutating func append(_ row: PeriodReport.QuotaRow) {
        object { json in
            json.field("key", row.subject)
            json.field("quota", row.quota)
            json.field("per", row.per)
            json.field("period", row.periodName)
            json.field("unit", row.unit)
            json.field("limit", row.limit)
            json.field("used", row.used)
            json.field("basis", row.basis.rawValue)
            json.field("headroom", row.headroom)
            json.field("above", row.above)
        }
    }

    mutating func append(_ row: PeriodReport.Pulse) {
        object { json in
            json.field("second", Int64(row.second))
            json.field("count", row.count)
            json.name("keys")
            json.array(row.keys) { $0.append($1) }
            json.name("periods")
            json.array(row.periods) { $0.value($1) }
        }
    }

    mutating func append(_ seen: PeriodReport.Coverage) {
        name("coverage")
        object { json in
            json.field("first_time", time: seen.first)
            json.field("last_time", time: seen.last)
            json.name("gaps")
            json.array(seen.gaps) { json, gap in
                json.object { json in
                    json.field("from", time: gap.from)
                    json.field("to", time: gap.to)
                }
            }
            json.field("runs", seen.runs)
            json.field("lines", seen.lines)
            json.field("identified", seen.identified)
            json.field("unidentified", seen.unidentified)
            json.field("out_of_period", seen.outOfPeriod)
            json.field("unreadable", seen.unreadable)
            json.field("late", seen.late)
            json.name("exact")
            if seen.inexact.isEmpty { json.value(true) } else { json.array(seen.inexact) { $0.value($1) } }
            json.field("profile", seen.profile)
            json.name("policies")
            json.array(seen.policies) { $0.value($1) }
            json.name("versions")
            json.array(seen.versions) { $0.value($1) }
            json.field("input_digest", seen.inputDigest)
            json.name("inputs")
            json.array(seen.inputs) { json, input in
                json.object { json in
                    json.field("file", input.name)
                    json.field("lines", input.lines)
                    json.field("bytes", input.bytes)
                    json.field("crc32", input.crc)
                    json.field("first_time", time: input.from)
                    json.field("last_time", time: input.to)
                    json.field("state", input.state)
                }
            }
        }
    }
}
