import ArgumentParser

/// `schedule`: ready files that run a scan each hour.
struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Prints ready files that run a scan each hour and a report each month.",
        discussion: """
            abuse-scan schedule systemd > abuse-scan.service       hardened
            abuse-scan schedule systemd --timer > abuse-scan.timer      each hour
            abuse-scan schedule systemd --report > abuse-scan-report.service
            abuse-scan schedule cron > /etc/cron.d/abuse-scan
            abuse-scan schedule kubernetes | kubectl apply -f -
            abuse-scan schedule logrotate > /etc/logrotate.d/hub
            """)

    /// What runs programs on the machine.
    enum Scheduler: String, ExpressibleByArgument, CaseIterable {
        case systemd, cron, kubernetes, logrotate
    }

    @Argument(help: "systemd, cron, kubernetes or logrotate.")
    var scheduler: Scheduler

    @Flag(name: .long, help: "The timer of the systemd service.")
    var timer = false

    @Flag(name: .long, help: "The systemd service of the monthly report; the others have it in the same file.")
    var report = false

    func validate() throws {
        if timer || report, scheduler != .systemd {
            throw ValidationError("--timer and --report belong to systemd; leave them out.")
        }
    }

    private var unit: [UInt8] {
        if report {
            return timer ? PackageResources.abuse_scan_report_timer : PackageResources.abuse_scan_report_service
        }
        return timer ? PackageResources.abuse_scan_timer : PackageResources.abuse_scan_service
    }

    func run() throws {
        let bytes: [UInt8] =
            switch scheduler {
            case .systemd: unit
            case .cron: PackageResources.cron
            case .kubernetes: PackageResources.kubernetes_yaml
            case .logrotate: PackageResources.logrotate
            }
        try Terminal.write(bytes.span, to: 1, named: "standard output")
    }
}
