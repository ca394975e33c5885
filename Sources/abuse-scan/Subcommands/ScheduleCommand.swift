import ArgumentParser

/// `schedule`: ready files that run a scan each hour.
struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Prints ready files that run a scan each hour.",
        discussion: """
            abuse-scan schedule systemd > abuse-scan.service       hardened
            abuse-scan schedule systemd --timer > abuse-scan.timer      each hour
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

    func validate() throws {
        if timer, scheduler != .systemd {
            throw ValidationError("--timer belongs to systemd; leave it out.")
        }
    }

    func run() throws {
        let bytes: [UInt8] =
            switch scheduler {
            case .systemd: timer ? PackageResources.abuse_scan_timer : PackageResources.abuse_scan_service
            case .cron: PackageResources.cron
            case .kubernetes: PackageResources.kubernetes_yaml
            case .logrotate: PackageResources.logrotate
            }
        try Terminal.write(bytes.span, to: 1, named: "standard output")
    }
}
