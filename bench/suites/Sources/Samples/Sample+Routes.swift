internal import AccessLog
public import Detection

extension Sample {
    /// The routes of the traffic, with what `change` makes of each.
    public static func options(_ change: (inout RouteRule) -> Void = { _ in }) -> DetectionOptions {
        var options = DetectionOptions()
        options.routes = [
            "GET /{installation}/Estates", "GET /{installation}/Estates/{id}",
            "GET /{installation}/Estates/{id}/ContactRelations", "GET /{installation}/Employees/{id}/Picture",
            "GET /{installation}/Contacts/{id}",
        ].map { match in
            var rule = RouteRule(match: match)
            rule.push = .available
            change(&rule)
            return rule
        }
        return options
    }

    /// Runs a detector over requests and gives what it found.
    public static func detect(_ blocks: [Requests], _ options: DetectionOptions) -> Int {
        var detector = Detector(options, zone: .utc)
        var batch = EventBatch(capacity: 2048)
        for block in blocks {
            var range = 0..<block.order.count
            while !range.isEmpty {
                let source = batch.addSource(block.events, order: block.order, block.bytes, file: 0)
                range = range.dropFirst(batch.add(range, of: source))
                detector.consume(batch)
                batch.clear()
            }
        }
        return detector.finish().findings.count
    }
}
