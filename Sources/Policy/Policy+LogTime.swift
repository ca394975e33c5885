public import Detection

extension Policy {
    /// What stamps are by the policy's own word, `nil` where it leaves that to the formats.
    public var saidLogTime: LogTime? { origin(of: "log_time") == .standard ? nil : detection.logTime }
}
