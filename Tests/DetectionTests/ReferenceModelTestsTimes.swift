import ReferenceModel

/// Times of the model's tests: hour 0 of the rules' grid is 2 March 2026, 00:02:17 UTC.
enum ModelGrid {
    static let second: Int64 = 1_000
    static let minute: Int64 = 60_000
    static let hourLength: Int64 = 3_600_000

    /// The start of an hour of the grid.
    static func hour(_ number: Int64) -> Int64 { 1_772_409_737_000 + number * hourLength }
}

extension ModelLine {
    /// A line that belongs to nobody and only moves the clock.
    static func tick(_ time: Int64) -> ModelLine { ModelLine(time: time, target: "/", user: "-") }

    /// The same request again and again, `count` times.
    static func repeated(
        _ count: Int, from start: Int64, every step: Int64, target: String, bytes: Int64? = 1_000, etag: String? = nil
    ) -> [ModelLine] {
        (0..<Int64(count)).map {
            ModelLine(time: start + $0 * step, duration: 20, bytes: bytes, target: target, etag: etag)
        }
    }
}

extension ModelOptions {
    /// One route under every path of an installation's first level, with a push state.
    static func push(_ push: ModelRoute.Push) -> ModelOptions {
        var options = ModelOptions()
        options.routes = [ModelRoute("GET /{installation}/Estates", push: push)]
        return options
    }
}
