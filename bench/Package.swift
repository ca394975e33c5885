// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "abuse-scan-bench",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "make-logs", targets: ["make-logs"]),
        .executable(name: "judge", targets: ["judge"]),
    ],
    targets: [
        .executableTarget(name: "make-logs"),
        .target(name: "Workloads"),
        .target(name: "Judging", dependencies: ["Workloads"]),
        .executableTarget(name: "judge", dependencies: ["Workloads", "Judging"]),
        .testTarget(name: "JudgingTests", dependencies: ["Workloads", "Judging"]),
    ],
    swiftLanguageModes: [.v6]
)
