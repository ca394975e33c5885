/// How far overload could be judged, and who loads the API most.
public struct OverloadCoverage: Sendable, Equatable {
    /// A key's part of the load of the whole log.
    public struct Load: Sendable, Equatable {
        /// The key.
        public var key: PartnerKey
        /// Its requests.
        public var requests: Int64
        /// Its server time, milliseconds.
        public var serverMilliseconds: Int64
        /// Its share of all server time (of all requests where the log has no request times), rounded down.
        public var sharePercent: Int64

        /// Makes a part.
        public init(key: PartnerKey, requests: Int64, serverMilliseconds: Int64, sharePercent: Int64) {
            self.key = key
            self.requests = requests
            self.serverMilliseconds = serverMilliseconds
            self.sharePercent = sharePercent
        }
    }

    /// Keys that are listed.
    static let most = 3

    /// Whether the policy knows the capacity.
    public var isCapacityKnown = false
    /// Minutes in which the API was overloaded, whoever did it.
    public var minutes: Int64 = 0
    /// Whether shares are shares of server time; else of requests.
    public var isServerTime = false
    /// The keys with the largest shares.
    public var largest: [Load] = []

    /// Nothing is known.
    public init() {}

    /// Whether keys could only be ranked: no capacity is known, and no errors showed an overloaded minute.
    public var isOnlyRanking: Bool { !isCapacityKnown && minutes == 0 }

    init(_ keys: [DetectionResult.KeyCount], others: Waste, isCapacityKnown: Bool, minutes: Int64) {
        self.isCapacityKnown = isCapacityKnown
        self.minutes = minutes
        let time = keys.reduce(others.serverMilliseconds) { $0 + $1.milliseconds }
        let isServerTime = time > 0
        self.isServerTime = isServerTime
        let whole = isServerTime ? time : keys.reduce(others.requests) { $0 + $1.requests }
        func part(_ key: DetectionResult.KeyCount) -> Int64 { isServerTime ? key.milliseconds : key.requests }
        let places = keys.indices.sorted { left, right in
            let (one, other) = (part(keys[left]), part(keys[right]))
            return one != other ? one > other : left < right
        }
        largest = places.prefix(Self.most).map { place in
            let key = keys[place]
            return Load(
                key: key.key, requests: key.requests, serverMilliseconds: key.milliseconds,
                sharePercent: part(key).percent(of: whole))
        }
    }
}

extension Int64 {
    /// ⌊100 · self / whole⌋, 0 of nothing.
    func percent(of whole: Int64) -> Int64 {
        guard whole > 0, self > 0 else { return 0 }
        let product = magnitude.multipliedFullWidth(by: 100)
        guard product.high < whole.magnitude else { return .max }
        return Int64(clamping: whole.magnitude.dividingFullWidth(product).quotient)
    }
}
