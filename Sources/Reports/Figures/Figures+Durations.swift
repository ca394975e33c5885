extension Figures {
    /// An amount of time: `0.4 s`, `59 s`, `38 min`, `5 h 20 min`, `3 d 4 h`; rounded down.
    static func duration(milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        let minutes = seconds / 60
        switch seconds {
        case ..<10: return "\(seconds).\(milliseconds % 1000 / 100) s"
        case ..<120: return "\(seconds) s"
        case ..<7200: return "\(minutes) min"
        case ..<172_800: return pair(minutes / 60, "h", minutes % 60, "min")
        default: return pair(minutes / 1440, "d", minutes / 60 % 24, "h")
        }
    }

    /// A length that policies and clocks have, exactly: `60 s`, `150 s`, `5 min`, `2 h`.
    static func interval(seconds: Int64) -> String {
        switch seconds {
        case 7200... where seconds % 3600 == 0: "\(grouped(seconds / 3600)) h"
        case 120... where seconds % 60 == 0: "\(grouped(seconds / 60)) min"
        default: "\(grouped(seconds)) s"
        }
    }

    /// A length as the command line takes it, `15s`, `47m`, `1h`; rounded up to whole seconds.
    static func option(milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000 + (milliseconds % 1000 > 0 ? 1 : 0)
        switch seconds {
        case 3600... where seconds % 3600 == 0: return "\(seconds / 3600)h"
        case 120... where seconds % 60 == 0: return "\(seconds / 60)m"
        default: return "\(seconds)s"
        }
    }

    private static func pair(_ large: Int64, _ largeUnit: String, _ small: Int64, _ smallUnit: String) -> String {
        "\(grouped(large)) \(largeUnit)" + (small == 0 ? "" : " \(small) \(smallUnit)")
    }
}
