import ArgumentParser

@main
struct AbuseScan: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "abuse-scan")
}
