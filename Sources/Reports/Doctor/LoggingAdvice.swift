/// What to write into a server's configuration so that the rules get what they need.
struct LoggingAdvice: Equatable {
    /// A server whose log format can be chosen.
    enum Server: String, CaseIterable {
        case nginx
        case apache = "Apache"
        case iis = "IIS"
        case haproxy = "HAProxy"
    }

    /// A field that a log lacks, and what for.
    enum Field: String, CaseIterable {
        case user, status, bytes, duration, entityTag = "etag", agent

        /// `entity tag, which proves that an answer is the same`.
        var text: String {
            switch self {
            case .user: "the login, without which nobody can be told anything"
            case .status: "the status"
            case .bytes: "the bytes of the answer, which tell contents apart"
            case .duration: "the request time, which tells server time and overload"
            case .entityTag: "the entity tag, which proves that an answer is the same"
            case .agent: "the user agent, which helps to find the program"
            }
        }
    }

    let server: Server
    /// The lines of the configuration.
    let lines: [String]
    /// How the log is then read, `nil` where it is told by content.
    let option: String?
    /// What else must be known.
    let note: String?

    /// The fields that no request of a file has.
    static func missing(in file: FileDiagnosis) -> [Field] {
        guard file.requests > 0 else { return [] }
        let fields = file.fields
        var missing: [Field] = []
        if fields.user == 0 { missing.append(.user) }
        if fields.status == 0 { missing.append(.status) }
        if fields.bytes == 0 { missing.append(.bytes) }
        if fields.duration == 0 { missing.append(.duration) }
        if fields.entityTag == 0 { missing.append(.entityTag) }
        if fields.agent == 0 { missing.append(.agent) }
        return missing
    }

    /// The servers that may have written a format; all where the format does not tell, none where nobody can change it.
    static func servers(of format: String) -> [Server] {
        let name = format.prefix { $0 != ":" }
        switch name {
        case "nginx", "nginx-json": return [.nginx]
        case "apache": return [.apache]
        case "common", "combined", "vhost": return [.nginx, .apache]
        case "w3c", "aspnet-w3c": return [.iis]
        case "haproxy": return [.haproxy]
        case "alb", "elb", "cloudfront", "azure-appgw", "azure-apim", "envoy", "traefik", "caddy": return []
        default: return Server.allCases
        }
    }

    /// What makes a server log everything.
    static func advice(for server: Server) -> LoggingAdvice {
        switch server {
        case .nginx: nginx
        case .apache: apache
        case .iis: iis
        case .haproxy: haproxy
        }
    }

    static let nginxFormat =
        #"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "#
        + #""$http_user_agent" $request_time "$sent_http_etag""#
    static let apacheFormat =
        #"%h %l %u %t \"%r\" %>s %B \"%{Referer}i\" \"%{User-Agent}i\" %{ms}T \"%{ETag}o\""#

    private static let nginx = LoggingAdvice(
        server: .nginx,
        lines: [
            "log_format abuse_scan '\(nginxFormat)';",
            "access_log /var/log/nginx/access.log abuse_scan;",
        ],
        option: "--log-format 'nginx:\(nginxFormat)'", note: nil)

    private static let apache = LoggingAdvice(
        server: .apache,
        lines: [
            "LogFormat \"\(apacheFormat)\" abuse_scan",
            "CustomLog ${APACHE_LOG_DIR}/access.log abuse_scan",
        ],
        option: "--log-format 'apache:\(apacheFormat)'",
        note: "%t is the start of a request; write log_time: start into the policy")

    private static let iis = LoggingAdvice(
        server: .iis,
        lines: [
            "appcmd set config -section:system.applicationHost/sites "
                + "/siteDefaults.logFile.logFormat:W3C "
                + "/siteDefaults.logFile.logExtFileFlags:Date,Time,ClientIP,UserName,Method,UriStem,UriQuery,"
                + "HttpStatus,BytesSent,TimeTaken,UserAgent /commit:apphost",
            "appcmd set config -section:system.applicationHost/sites "
                + "/+\"siteDefaults.logFile.customFields.[logFieldName='sc(ETag)',sourceName='ETag',"
                + "sourceType='ResponseHeader']\" /commit:apphost",
        ],
        option: nil, note: "the second line needs IIS 8.5 or later, which then writes to files with _x in their names")

    private static let haproxy = LoggingAdvice(
        server: .haproxy,
        lines: [
            "http-request set-var(txn.user) http_auth_user",
            "http-request set-var(txn.agent) req.fhdr(User-Agent)",
            "http-response set-var(txn.etag) res.fhdr(ETag)",
            #"log-format '{"time":"%trg","remote_addr":"%ci","remote_user":"%[var(txn.user),json(utf8s)]","#
                + #""method":"%HM","request_uri":"%[capture.req.uri,json(utf8s)]","status":%ST,"bytes":%B,"#
                + #""duration_ms":%Ta,"user_agent":"%[var(txn.agent),json(utf8s)]","etag":"%[var(txn.etag),json(utf8s)]"}'"#,
        ],
        option: nil, note: "%trg is the start of a request; write log_time: start into the policy")
}
