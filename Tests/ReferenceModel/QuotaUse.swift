/// A request that a quota counts.
struct QuotaUse {
    var time: Int64
    var units: Int64
    var bytes: Int64
    var duration: Int64
}

/// Whose use of a quota is summed: the scope's part of the key and the value of the group.
struct QuotaUser: Hashable {
    var login: LogText?
    var installation: LogText?
    var group: LogText?
}

extension ReferenceModel {
    /// D: everything that the API accepted and the pattern matches, by user.
    ///
    /// Silent on the page: a line whose unit is no whole number of at most fifteen digits counts nothing, and so does one
    /// without bytes where bytes are the unit; a 401 counts for nobody, an installation either. A line without the field of the group is of no group.
    static func uses(of quota: ModelQuota, _ requests: [ModelRequest]) -> [QuotaUser: [QuotaUse]] {
        let table = RouteTable([ModelRoute(quota.match)])
        var uses: [QuotaUser: [QuotaUse]] = [:]
        for request in requests {
            let line = request.line
            guard table.route(method: line.method, segments: request.url.segments) != nil else { continue }
            guard line.status != 401, line.status != 429, line.status < 500 else { continue }
            guard line.method != "HEAD", line.method != "OPTIONS" else { continue }
            guard var user = user(quota.scope, request) else { continue }
            user.group = quota.group.map { line.fields[$0] }
            if user.group == [] { continue }
            let units = units(quota.unit, line)
            guard units > 0 else { continue }
            uses[user, default: []].append(
                QuotaUse(
                    time: line.time, units: units, bytes: max(0, line.bytes ?? 0), duration: max(0, line.duration ?? 0))
            )
        }
        return uses
    }

    /// Ruling 28: the part of the key outside the scope is null; scope installation needs no login.
    private static func user(_ scope: ModelQuota.Scope, _ request: ModelRequest) -> QuotaUser? {
        switch scope {
        case .key: request.key.map { QuotaUser(login: $0.login, installation: $0.installation) }
        case .login: request.key.map { QuotaUser(login: $0.login, installation: nil) }
        case .installation:
            request.url.segments.first.flatMap {
                isInstallation($0) ? QuotaUser(login: nil, installation: $0) : nil
            }
        }
    }

    private static func units(_ unit: ModelQuota.Unit, _ line: ModelLine) -> Int64 {
        switch unit {
        case .requests: return 1
        case .bytes: return line.bytes ?? 0
        case .field(let place):
            let text = line.fields[place]
            guard !text.isEmpty, text.count <= 15, text.allSatisfy(isDigit) else { return 0 }
            return Int64(String(log: text)) ?? 0
        }
    }
}
