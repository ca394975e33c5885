// swift-tools-version: 6.2
import PackageDescription

/// The language as the product's own package has it; code coverage for libFuzzer and the address sanitizer come with the
/// command line. Overflow, bounds and exclusivity are all checked.
let language: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
    .unsafeFlags(["-enforce-exclusivity=checked"]),
]

// The modules are links to the product's own folders, so that they are compiled with coverage here and without it there.
let package = Package(
    name: "abuse-scan-fuzz",
    products: [.executable(name: "fuzz", targets: ["fuzz"])],
    dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")],
    targets: [
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CBytes"),
        .systemLibrary(name: "CMemory"),
        .target(name: "CFuzzer"),
        .target(name: "AccessLog", dependencies: ["CBytes", "CZlib"], swiftSettings: language),
        .target(name: "Detection", dependencies: ["AccessLog", "CMemory"], swiftSettings: language),
        .target(
            name: "Cases", dependencies: ["AccessLog", "Detection"],
            // What policies are read into; letters and their delivery need more packages.
            sources: [
                "Agreement", "Calendar", "NoticeOptions.swift", "Partner.swift", "Ladder/LetterKind.swift",
                "Delivery/DeliveryChannel.swift",
            ],
            swiftSettings: language),
        .target(
            name: "Policy", dependencies: ["AccessLog", "Cases", "Detection", .product(name: "Yams", package: "Yams")],
            resources: [.embedInCode("Profiles")], swiftSettings: language),
        .target(name: "ReferenceModel", swiftSettings: language),
        .executableTarget(
            name: "fuzz", dependencies: ["AccessLog", "CFuzzer", "Detection", "Policy", "ReferenceModel"],
            swiftSettings: language),
    ],
    swiftLanguageModes: [.v6]
)
