internal import AccessLog

/// All counts of the policy's quotas, found by quota, scope and group.
struct QuotaCounts: ~Copyable {
    private let quotas: [Quota]
    private let zone: TimeZoneRules
    private var places = FlatTable<NumberedHash>()
    private var counts: [QuotaCount] = []
    private let secrets: KeySecrets

    init(_ quotas: [Quota], zone: TimeZoneRules, _ secrets: KeySecrets) {
        self.secrets = secrets
        self.quotas = quotas
        self.zone = zone
    }

    /// Counts one request for every quota whose bit it carries; `url` is for reading the key where a count is new.
    mutating func count(
        _ event: RequestEvent, _ block: Span<UInt8>, file: Int32, _ url: inout CanonicalURL,
        into findings: inout FindingSink
    ) {
        var bits = event.quotas
        while bits != 0 {
            let index = bits.trailingZeroBitCount
            bits &= bits - 1
            let quota = quotas[index]
            guard let scope = Self.scope(quota.scope, event, block) else { continue }
            let units = Self.units(quota.unit, event, block)
            guard units > 0 else { continue }
            let value = quota.group.map { event.custom[$0].range }
            // A line that does not say its group belongs to none; together they would accuse whoever has many groups.
            if value?.isEmpty ?? false { continue }
            let group = value.map { StableHash.hash(block.extracting($0), seed: 1) } ?? 0
            let hash = StableHash.join(StableHash.join(scope, UInt64(index)), group) | 1
            places.makeRoom { _ in true }
            let (slot, isNew) = places.findOrInsert(hash)
            if isNew {
                places[slot].value = Int64(counts.count)
                let group = value.map { Text.string(block, $0) }
                let key = PartnerKey(event, block, &url, secrets)
                counts.append(QuotaCount(quota, label: Self.label(quota, key, group), zone: zone))
            }
            counts[Int(places[slot].value)].count(event, block, file: file, units: units, into: &findings)
        }
    }

    /// Whom a request counts for, `nil` where it names nobody.
    private static func scope(_ scope: Quota.Scope, _ event: RequestEvent, _ block: Span<UInt8>) -> UInt64? {
        switch scope {
        case .key: return event.key == 0 ? nil : event.key
        case .installation: return event.flags.contains(.hasInstallation) ? event.base : nil
        case .login:
            guard event.key != 0 else { return nil }
            let first = StableHash.hash(block.extracting(event.login.range))
            return StableHash.hash(block.extracting(event.secondLogin.range), seed: first)
        }
    }

    private static func units(_ unit: Quota.Unit, _ event: RequestEvent, _ block: Span<UInt8>) -> Int64 {
        switch unit {
        case .requests: 1
        case .bytes: event.bytes
        case .field(let place): WholeNumber.read(block.extracting(event.custom[place].range)) ?? 0
        }
    }

    private static func label(_ quota: Quota, _ key: PartnerKey, _ group: String?) -> EpisodeLabel {
        let scoped =
            switch quota.scope {
            case .key: key
            case .login: PartnerKey(login: key.login, installation: nil)
            case .installation: PartnerKey(login: nil, installation: key.installation)
            }
        return EpisodeLabel(key: scoped, route: quota.match, target: group.map { "\(quota.name)/\($0)" } ?? quota.name)
    }

    /// Forgets the counts of some keys.
    mutating func forget(_ isMeant: (PartnerKey) -> Bool) {
        let isGone = counts.map { isMeant($0.key) }
        guard isGone.contains(true) else { return }
        var numbers = [Int64](repeating: -1, count: counts.count)
        var next: Int64 = 0
        for number in counts.indices where !isGone[number] {
            numbers[number] = next
            next += 1
        }
        var left = FlatTable<NumberedHash>()
        places.forEach { place in
            guard !isGone[Int(place.value)] else { return }
            left.makeRoom { _ in true }
            left[left.findOrInsert(place.hash).slot].value = numbers[Int(place.value)]
        }
        places = left
        counts = counts.indices.filter { !isGone[$0] }.map { counts[$0] }
    }

    /// Settles what happened before an instant.
    func advance(to time: Int64, into findings: inout FindingSink) {
        for count in counts { count.advance(to: time, into: &findings) }
    }

    /// Ends with the log.
    func finish(at last: Int64, into findings: inout FindingSink) {
        for count in counts { count.finish(at: last, into: &findings) }
    }
}

extension QuotaCounts {
    /// Writes every count with the place of its quota in the policy, or fills none.
    mutating func code(_ coder: inout StateCoder) {
        places.code(&coder, keeping: { _ in true }) { $1.code(&$0.value) }
        var owners = counts.map { count in quotas.firstIndex(of: count.rule.quota) ?? -1 }
        coder.code(&owners)
        for (number, owner) in owners.enumerated() {
            guard quotas.indices.contains(owner) else { return coder.fail() }
            if coder.isReading { counts.append(QuotaCount(quotas[owner], label: .blank, zone: zone)) }
            counts[number].code(&coder)
        }
    }
}
