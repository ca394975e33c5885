import Foundation
import Reports
import Scanning

#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The state of a followed run as one line of JSON.
enum FollowStateText {
    static func line(_ state: FollowState) -> String {
        let inputs = state.inputs.map { input in
            JSONObject([
                "name": .string(input.name), "position": .number(input.position),
                "unfinished_bytes": .number(Int64(input.unfinished)), "lines": .number(input.lines),
                "newest": .string(time(input.newest)), "silent_seconds": .number(input.silent / 1000),
                "replaced": .flag(input.isReplaced),
            ])
        }
        return JSONObject([
            "type": .string("state"), "watermark": .string(time(state.watermark)),
            "newest": .string(time(state.newest)),
            "lines": .number(state.lines), "identified": .number(state.identified),
            "unidentified": .number(state.unidentified), "unreadable": .number(state.unreadable),
            "late": .number(state.late), "out_of_period": .number(state.outOfPeriod),
            "keys": .number(Int64(state.keys)), "open_findings": .number(Int64(state.openFindings)),
            "open_observations": .number(Int64(state.openObservations)),
            "waiting_bytes": .number(Int64(state.heldBytes)), "resident_bytes": .number(residentBytes),
            "commits": .number(Int64(state.commits)), "inputs": .objects(inputs),
        ]).text
    }

    private static func time(_ milliseconds: Int64?) -> String? {
        milliseconds.map { CivilTime(milliseconds: $0).rfc3339 }
    }

    /// Memory of the process, `nil` where the system does not say.
    private static var residentBytes: Int64? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int64($0) }
        return pages.map { $0 * Int64(sysconf(Int32(_SC_PAGESIZE))) }
    }
}
