import Detection

extension JSONText {
    /// The whole document.
    mutating func append(_ explanation: Explanation, showIP: Bool) {
        let context = FindingContext(explanation.model, showIP: showIP)
        let text = ExplainText(explanation, .standard)
        object { json in
            json.field("schema_version", 1)
            json.name("summary")
            json.object { $0.append(summaryOf: explanation.model) }
            json.name("keys")
            json.array(explanation.traces) { json, trace in
                json.startLine()
                json.object { json in
                    json.append(trace.key, context)
                    if let totals = explanation.model.keys.first(where: { $0.key == trace.key }) {
                        json.field("requests", totals.requests)
                        json.append(scoresOf: totals, explanation.model)
                    }
                    json.name("rules")
                    json.array(explanation.rules) { json, rule in
                        json.startLine()
                        json.append(RuleAccount(rule, trace, explanation.model), trace, text)
                    }
                }
            }
        }
    }

    /// The fields `score` and `days`.
    mutating func append(scoresOf totals: KeyTotals, _ model: ReportModel) {
        field("score", Int64(totals.score))
        name("days")
        array(totals.days) { json, day in
            json.object { json in
                json.field("date", day.day.date)
                json.field("score", Int64(day.score))
                json.name("covered")
                json.value(day.day.isCovered)
                json.name("findings")
                json.array(day.charges) { json, charge in
                    let finding = model.findings[charge.finding]
                    json.object { json in
                        json.field("id", finding.identifier)
                        json.field("rule", finding.rule.rawValue)
                        json.field("points", Int64(charge.points))
                        json.name("counts")
                        json.value(charge.counts)
                    }
                }
            }
        }
    }

    /// The paragraphs of a rule.
    mutating func append(_ text: RuleText) {
        field("sentence", text.sentence)
        field("fires_when", text.firesWhen)
        field("does_not_fire_when", text.doesNotFireWhen)
        field("evidence", text.evidence)
        field("defaults", text.defaults)
    }

    private mutating func append(_ account: RuleAccount, _ trace: KeyTrace, _ text: ExplainText) {
        object { json in
            json.field("rule", account.rule.rawValue)
            json.field("verdict", account.verdict.rawValue)
            json.name("text")
            json.object { $0.append(account.rule.text) }
            if account.traces.isEmpty { json.field("nothing", text.nothing(account.rule, trace)) }
            json.name("not_judged")
            json.array(text.leftOut(account.rule, trace)) { json, route in
                json.object { json in
                    json.field("route", route.match)
                    json.field("reason", route.reason)
                    json.field("requests", route.requests)
                }
            }
            json.name("subjects")
            json.array(account.traces) { $0.append($1, account.findings(of: $1)) }
        }
    }

    private mutating func append(_ trace: RuleTrace, _ findings: [Finding]) {
        object { json in
            json.field("route", Redaction.route(trace.subject.route))
            json.field("target", trace.subject.target.map(Redaction.target))
            if let detail = trace.subject.detail { json.field("detail", detail) }
            json.field("evaluations", trace.evaluations)
            json.name("hours")
            json.array(trace.tallies.filter { $0.hours > 0 }) { json, tally in
                json.object { json in
                    json.field("kind", tally.kind.rawValue)
                    json.field("reason", tally.reason)
                    json.field("hours", tally.hours)
                }
            }
            json.name("episodes")
            json.array(findings) { $0.append($1, of: trace) }
            json.name("nearest")
            json.append(trace.nearest)
            json.name("nearest_hours")
            json.array(trace.nearestHours) { $0.append($1) }
            json.name("days")
            json.array(trace.days) { json, day in
                json.object { json in
                    json.field("start", time: day.start)
                    json.name("nearest")
                    json.append(day.nearest)
                }
            }
            if !trace.hours.isEmpty {
                json.name("hours_of_day")
                json.array(trace.hours) { $0.append($1) }
            }
        }
    }

    private mutating func append(_ finding: Finding, of trace: RuleTrace) {
        object { json in
            json.field("type", finding.kind.rawValue)
            json.field("id", finding.identifier)
            json.field("started", time: finding.started)
            json.field("ended", time: finding.ended)
            json.field("observed", finding.observed)
            json.field("threshold", finding.threshold)
            json.field("unit", finding.unit)
            json.field("points", Int64(finding.points))
            if let reason = finding.exempt { json.field("exempt", reason) }
            let episode = trace.episodes.first { $0.started == finding.started }
            if finding.kind == .finding, let episode {
                json.name("worst")
                json.append(episode.worst)
            }
        }
    }

    private mutating func append(_ evaluation: Evaluation?) {
        guard let evaluation else { return value(Int64?.none) }
        object { json in
            json.append(windowFrom: evaluation.windowStart, to: evaluation.windowEnd)
            json.name("fires")
            json.value(evaluation.fires)
            json.field("obstacle", evaluation.obstacle)
            if let remark = evaluation.remark { json.field("remark", remark) }
            json.field("needed", evaluation.nearestWay.flatMap(Needed.changes))
            json.name("ways")
            json.array(evaluation.ways) { json, way in
                json.object { json in
                    json.field("way", way.name)
                    json.name("conditions")
                    json.array(way.conditions) { $0.append($1) }
                }
            }
            json.name("figures")
            json.object { json in
                for figure in evaluation.figures { json.field(figure.name, figure.value) }
            }
            if let hour = evaluation.hour {
                json.name("hour")
                json.append(hour)
            }
        }
    }

    private mutating func append(_ hour: Evaluation.Hour) {
        object { json in
            json.field("start", time: hour.start)
            json.field("kind", hour.kind.rawValue)
            json.field("reason", hour.reason)
            json.name("conditions")
            json.array(hour.conditions) { $0.append($1) }
        }
    }

    private mutating func append(_ condition: Condition) {
        object { json in
            json.field("name", condition.name)
            json.field("value", condition.value)
            switch condition.form {
            case .atMost: json.field("at_most", condition.limit)
            case .above: json.field("above", condition.limit)
            default: json.field("at_least", condition.limit)
            }
            switch condition.form {
            case .atLeast, .above: json.field("unit", "count")
            case .share, .ratio: json.field("unit", "percent")
            case .atMost: json.field("unit", "hundredths")
            }
            if case .share(let part, let whole) = condition.form {
                json.field("part", part)
                json.field("whole", whole)
            }
            json.name("met")
            json.value(condition.isMet)
        }
    }
}
