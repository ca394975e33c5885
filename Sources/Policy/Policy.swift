public import Detection

/// The policy of a run: typed options, read from YAML, every value with the place that it comes from.
public struct Policy: Sendable {
    public var detection = DetectionOptions()
}
