import Detection

extension JSONText {
    /// A diagnosis as one document.
    mutating func append(_ diagnosis: Diagnosis) {
        object { json in
            json.field("schema_version", 1)
            json.name("key")
            json.array(diagnosis.keyParts) { $0.value($1) }
            json.field("log_time", diagnosis.logTime?.rawValue)
            json.name("files")
            json.array(diagnosis.files) { json, file in json.append(file, diagnosis) }
            json.name("overlaps")
            if let overlaps = diagnosis.overlaps {
                json.array(overlaps) { json, overlap in json.append(overlap) }
            } else {
                json.value(Int64?.none)
            }
            json.field("overlaps_not_looked_for", diagnosis.overlapReason)
        }
    }

    private mutating func append(_ overlap: Diagnosis.Overlap) {
        object { json in
            json.name("files")
            json.array(overlap.files) { $0.value($1) }
            json.field("shared", overlap.shared)
            json.field("lines", overlap.lines)
            json.field("from", time: overlap.from)
            json.field("to", time: overlap.to)
        }
    }

    private mutating func append(_ file: FileDiagnosis, _ diagnosis: Diagnosis) {
        object { json in
            json.field("file", file.name)
            json.field("problem", file.problem)
            json.field("same_as", file.sameAs)
            guard file.sameAs == nil else { return }
            json.flag("whole", file.isWhole)
            json.field("compression", file.compression)
            json.field("members", Int64(file.members))
            json.field("bytes", file.bytesRead)
            json.field("bytes_unpacked", file.bytesDecoded)
            json.appendFormat(file)
            json.appendLines(file)
            json.appendStamps(file)
            json.appendFields(file)
            json.appendUnreadable(file)
            json.name("rules")
            json.object { json in
                for support in RuleSupport.all(file, diagnosis) {
                    json.name(support.rule.rawValue)
                    json.object { json in
                        json.field("support", support.degree.rawValue)
                        json.field("reason", support.reason.isEmpty ? nil : support.reason)
                    }
                }
            }
            json.appendAdvice(file)
        }
    }

    private mutating func appendFormat(_ file: FileDiagnosis) {
        name("format")
        object { json in
            json.field("name", file.format.isEmpty ? nil : file.format)
            json.field("told_by", file.isFormatAsked ? "option" : file.isFormatGuessed ? "guess" : "content")
            json.flag("ambiguous", file.isAmbiguous)
            json.field("lines_tried", Int64(file.linesTried))
            json.name("candidates")
            json.array(file.candidates) { json, candidate in
                json.object { json in
                    json.field("name", candidate.name)
                    json.field("lines_read", Int64(candidate.linesRead))
                }
            }
        }
    }

    private mutating func appendLines(_ file: FileDiagnosis) {
        name("lines")
        object { json in
            json.field("all", file.lines)
            json.field("requests", file.requests)
            json.field("directives", file.directives)
            json.field("lf", file.feeds)
            json.field("crlf", file.returns)
            json.flag("last_lacks_end", file.lacksEnd)
        }
    }

    private mutating func appendStamps(_ file: FileDiagnosis) {
        name("stamps")
        object { json in
            json.field("first", time: file.first)
            json.field("last", time: file.last)
            let zone: String? =
                switch file.zone {
                case .stamps?: "stamps"
                case .assumed?: "assumed"
                case .missing?: "missing"
                case .mixed?: "mixed"
                case nil: nil
                }
            json.field("zone", zone)
            if case .assumed(let name)? = file.zone { json.field("assumed_zone", name) }
            json.field("fraction_digits", Int64(file.fractionDigits))
            json.field("out_of_order", file.disordered)
            json.field("max_lateness_ms", file.maxLateness)
            json.field("late", file.late)
            json.field("moment", file.moment.rawValue)
            json.field("moment_of_format", file.formatMoment.rawValue)
        }
    }

    private mutating func appendFields(_ file: FileDiagnosis) {
        name("fields")
        object { json in
            json.field("user", file.fields.user)
            json.field("status", file.fields.status)
            json.field("bytes", file.fields.bytes)
            json.field("duration", file.fields.duration)
            json.field("etag", file.fields.entityTag)
            json.field("agent", file.fields.agent)
            json.field("address", file.fields.address)
            json.field("query", file.queries)
        }
        name("keys")
        object { json in
            json.field("requests", file.identified)
            json.field("different", Int64(file.keys))
            json.flag("more", file.keys == FileDiagnosis.mostKeys)
            json.field("refused_logins", file.refusedLogins)
            json.field("answers", file.answers)
            json.field("answers_with_etag", file.taggedAnswers)
        }
    }

    private mutating func appendUnreadable(_ file: FileDiagnosis) {
        name("unreadable")
        array(file.unreadable) { json, entry in
            json.object { json in
                json.field("reason", entry.reason)
                json.field("lines", entry.lines)
                json.name("samples")
                json.array(entry.samples) { json, sample in
                    json.object { json in
                        json.field("line", sample.line)
                        json.field("shape", sample.shape)
                    }
                }
            }
        }
    }

    private mutating func appendAdvice(_ file: FileDiagnosis) {
        let missing = LoggingAdvice.missing(in: file)
        name("missing")
        array(missing) { $0.value($1.rawValue) }
        name("add")
        array(missing.isEmpty ? [] : LoggingAdvice.servers(of: file.format)) { json, server in
            let advice = LoggingAdvice.advice(for: server)
            json.object { json in
                json.field("server", server.rawValue)
                json.name("lines")
                json.array(advice.lines) { $0.value($1) }
                json.field("option", advice.option)
                json.field("note", advice.note)
            }
        }
    }

    private mutating func flag(_ name: String, _ flag: Bool) {
        self.name(name)
        value(flag)
    }
}
