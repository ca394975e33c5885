import Detection

extension JSONText {
    /// How one line was read.
    mutating func append(_ account: LineAccount, showIP: Bool) {
        object { json in
            json.field("schema_version", 1)
            json.field("place", account.place)
            json.field("format", account.format)
            json.field("format_reason", account.formatReason)
            json.field("outcome", account.outcome.rawValue)
            json.field("reason", account.reason)
            json.field("time", time: account.time)
            json.field("stamp", time: account.stamp)
            json.field("moved_ms", account.moved)
            json.name("fields")
            json.object { json in
                for field in account.shownFields(showIP: showIP) {
                    switch field.name {
                    case "status", "bytes", "duration_ms": json.field(field.name, Int64(field.value))
                    default: json.field(field.name, field.value)
                    }
                }
            }
            json.name("request")
            guard let reading = account.reading else { return json.value(Int64?.none) }
            json.append(reading, account)
        }
    }

    private mutating func append(_ reading: RequestReading, _ account: LineAccount) {
        object { json in
            json.name("key")
            if let key = reading.key {
                json.object { json in
                    json.field("login", key.login)
                    json.field("installation", key.installation)
                }
            } else {
                json.value(Int64?.none)
                json.field("unidentified", account.whyUnidentified)
            }
            json.field("resource", Redaction.target(reading.resource))
            json.field("template", Redaction.route(reading.template))
            json.name("route")
            if let route = account.route {
                json.object { json in
                    json.field("match", route.match)
                    json.name("attributes")
                    json.array(route.attributes) { $0.value($1) }
                }
            } else {
                json.value(Int64?.none)
            }
            json.field("target", Redaction.target(reading.target))
            json.field("class", reading.isWrite ? "write" : "other")
            json.field("status_meaning", account.statusMeaning)
            json.field("delivery", reading.delivery?.rawValue)
            json.field("fetch", reading.isFetch)
            json.field("watched", account.isWatched)
            json.name("quotas")
            json.array(account.quotas) { $0.value($1) }
        }
    }

    private mutating func field(_ name: String, _ flag: Bool) {
        self.name(name)
        value(flag)
    }
}
