/// The columns of a load balancer's line that the policy asks for by name.
struct BalancerColumns: Sendable {
    /// One bit for each of the four custom fields, column by column.
    private var custom: [UInt8]
    /// The last column that is asked for, -1 for none.
    let last: Int

    init(isClassic: Bool, customFields: [String]) {
        let names = isClassic ? BalancerColumns.classic : BalancerColumns.application
        var custom = [UInt8](repeating: 0, count: names.count)
        for (index, wanted) in customFields.prefix(4).enumerated() {
            if let column = names.firstIndex(of: wanted.lowercased()) { custom[column] |= 1 << UInt8(index) }
        }
        self.custom = custom
        last = custom.lastIndex { $0 != 0 } ?? -1
    }

    /// Puts the fields of a line into the record.
    func take(_ line: Range<Int>, _ bytes: Span<UInt8>, _ record: inout AccessRecord) {
        var cursor = FieldCursor(line)
        for column in 0..<last + 1 {
            guard let field = cursor.any(bytes) else { return }
            if custom[column] != 0 { record.setCustom(custom[column], FieldValues.text(bytes, field)) }
        }
    }

    /// The names that Amazon's documentation gives them.
    private static let application = [
        "type", "time", "elb", "client:port", "target:port", "request_processing_time", "target_processing_time",
        "response_processing_time", "elb_status_code", "target_status_code", "received_bytes", "sent_bytes", "request",
        "user_agent", "ssl_cipher", "ssl_protocol", "target_group_arn", "trace_id", "domain_name", "chosen_cert_arn",
        "matched_rule_priority", "request_creation_time", "actions_executed", "redirect_url", "error_reason",
        "target:port_list", "target_status_code_list", "classification", "classification_reason", "conn_trace_id",
    ]

    private static let classic = [
        "time", "elb", "client:port", "backend:port", "request_processing_time", "backend_processing_time",
        "response_processing_time", "elb_status_code", "backend_status_code", "received_bytes", "sent_bytes", "request",
        "user_agent", "ssl_cipher", "ssl_protocol",
    ]
}
