// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "abuse-scan-bench",
    platforms: [.macOS(.v15)],
    targets: [
        .executableTarget(name: "make-logs")
    ],
    swiftLanguageModes: [.v6]
)
