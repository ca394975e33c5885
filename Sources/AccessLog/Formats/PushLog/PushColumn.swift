/// The columns of a push log and the names that they go by.
enum PushColumn: Int, CaseIterable {
    case time, login, installation, path, status

    /// The names, the surest first; a header line is told by them.
    var names: [String] {
        switch self {
        case .time:
            ["time", "timestamp", "@timestamp", "ts", "sent_at", "sentAt", "delivered_at", "deliveredAt", "date"]
        case .login: ["login", "user", "username", "partner", "remote_user"]
        case .installation: ["installation", "installationId", "installation_id", "base", "customer"]
        case .path:
            ["path", "object path", "object_path", "objectPath", "object", "resource", "target", "url", "uri"]
        case .status:
            [
                "status", "status_code", "statusCode", "http_status", "httpStatus", "result", "outcome", "code",
                "delivered",
                "success", "ok",
            ]
        }
    }

    /// The column of a name, whatever its case.
    init?(name: String) {
        let lower = name.lowercased()
        guard let column = Self.allCases.first(where: { $0.names.contains { $0.lowercased() == lower } }) else {
            return nil
        }
        self = column
    }
}

extension JSONFieldNames {
    /// The names in a push log. Installation and status stand where an access log has address and agent.
    static let pushLog = JSONFieldNames(names: [
        .time: PushColumn.time.names,
        .user: PushColumn.login.names,
        .address: PushColumn.installation.names,
        .target: PushColumn.path.names,
        .agent: PushColumn.status.names,
    ])
}
