internal import Cases
internal import Detection

extension JSONText {
    mutating func append(_ row: PeriodReport.FindingRow) {
        let finding = row.detail
        object { json in
            json.field("type", finding.isObservation ? "observation" : "finding")
            json.field("id", finding.id)
            json.field("rule", finding.rule.rawValue)
            json.field("clause", finding.rule.clause.map(Int64.init))
            json.field("key", row.subject)
            json.field("route", finding.route.isEmpty ? nil : finding.route)
            json.field("target", finding.target)
            json.field("since", time: finding.since)
            json.field("started", time: row.started)
            json.field("ended", time: finding.ended)
            json.field("observed", finding.observed)
            json.field("threshold", finding.threshold)
            json.field("unit", row.unit)
            json.field("points", Int64(finding.points))
            json.append("days", row.days)
            json.evidence(of: row)
            json.append("waste", row.waste)
            json.name("episode_waste")
            json.object { json in
                json.field("requests", finding.wastedRequests)
                json.field("bytes", finding.wastedBytes)
                json.field("server_ms", finding.wastedMilliseconds)
            }
            json.sources(of: finding)
            json.append(exact: finding.inexact)
            if let reason = row.exempt { json.field("exempt", reason) }
        }
    }

    private mutating func evidence(of row: PeriodReport.FindingRow) {
        let finding = row.detail
        name("evidence")
        object { json in
            for figure in CaseFinding.Figure.allCases {
                if let value = finding.figures[figure] { json.field(figure.rawValue, value) }
            }
            for word in CaseFinding.Word.allCases {
                if let value = finding.words[word] { json.field("\(word.rawValue)_name", value) }
            }
            json.field("window_start", time: finding.windowStart)
            json.field("window_end", time: finding.windowEnd)
            if let second = row.second { json.field("second", Int64(second)) }
            if !row.minutes.isEmpty {
                json.name("stressed")
                json.array(row.minutes) { $0.value(CivilTime(milliseconds: $1).rfc3339) }
            }
            if !row.objects.isEmpty { json.objects(row.objects) }
        }
    }

    private mutating func objects(_ objects: [PeriodReport.Object]) {
        name("objects")
        array(objects) { json, object in
            json.object { json in
                json.field("target", object.target)
                json.field("fetches", object.fetches)
                json.field("excess", object.excess)
                json.field("bytes", object.bytes)
            }
        }
    }

    private mutating func sources(of finding: CaseFinding) {
        name("clients")
        array(finding.clients) { json, client in
            json.object { json in
                json.field("network", client.network)
                json.field("agent", client.agent)
                json.field("requests", client.requests)
            }
        }
        name("examples")
        array(finding.samples) { json, line in
            json.object { json in
                json.field("time", time: line.time)
                json.field("file", line.file)
                json.field("line", line.line)
                json.field("method", line.method)
                json.field("target", line.target)
                json.field("status", Int64(line.status))
                json.field("bytes", line.bytes)
            }
        }
    }

    mutating func append(_ row: PeriodReport.CaseRow) {
        object { json in
            json.field("id", row.id)
            json.field("key", row.subject)
            json.field("clause", row.clause.map(Int64.init))
            json.field("stage", row.stage)
            json.field("opened", row.opened)
            json.name("simulation")
            json.value(row.isSimulation)
            json.field("exemption", row.exemption)
            json.name("days")
            json.array(row.days) { json, day in
                json.object { json in
                    json.field("date", day.date)
                    json.field("score", Int64(day.score))
                    json.field("verdict", day.verdict)
                }
            }
            json.name("letters")
            json.array(row.letters) { json, letter in
                json.object { json in
                    json.field("id", letter.id)
                    json.field("kind", letter.kind.rawValue)
                    json.field("status", letter.status.rawValue)
                    json.field("drafted", letter.drafted)
                    json.field("delivered", time: letter.delivered)
                    json.field("deadline", time: letter.deadline)
                }
            }
        }
    }
}
