// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled with these: unsafe code must be spelled out, existential types and imports must be explicit,
/// and a warning is an error.
let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
]

/// The two core modules keep exclusivity in copies of state, not in run-time checks: the checks in detector loops cost
/// two to three times the work they guard.
let core: [SwiftSetting] = strict + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

/// What tests compare with is slow by its algorithm; unoptimised generic code would make it ten times slower still.
/// Overflow and bounds are checked as everywhere.
let slowModel: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "abuse-scan",
    products: [
        .executable(name: "abuse-scan", targets: ["abuse-scan"])
    ],
    traits: [
        .trait(name: "ISAL", description: "Inflates with ISA-L (libisal-dev) instead of zlib alone.")
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CISAL", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "CBytes"),
        .systemLibrary(name: "CMemory"),
        .target(
            name: "AccessLog",
            dependencies: ["CBytes", "CZlib", .target(name: "CISAL", condition: .when(traits: ["ISAL"]))],
            swiftSettings: core),
        .target(name: "Detection", dependencies: ["AccessLog", "CMemory"], swiftSettings: core),
        .target(
            name: "Cases",
            dependencies: [
                "AccessLog", "Detection", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            resources: [.embedInCode("Letters/Texts")],
            swiftSettings: strict
        ),
        .target(
            name: "Policy",
            dependencies: ["AccessLog", "Cases", "Detection", .product(name: "Yams", package: "Yams")],
            resources: [.embedInCode("Profiles")],
            swiftSettings: strict
        ),
        .target(
            name: "Ledger",
            dependencies: [
                "AccessLog", "Detection", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Reports",
            dependencies: ["AccessLog", "Cases", "Detection", .product(name: "Crypto", package: "swift-crypto")],
            resources: [.embedInCode("Report/Texts")],
            swiftSettings: strict
        ),
        .target(
            name: "Scanning",
            dependencies: ["AccessLog", "CMemory", "Cases", "Detection", "Ledger", "Policy", "Reports"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "abuse-scan",
            dependencies: [
                "AccessLog", "CMemory", "Cases", "Scanning", "Ledger", "Reports", "Policy",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            resources: [.embedInCode("Recipes"), .embedInCode("Schedules")],
            swiftSettings: strict,
            // What --version names the build by.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--build-id=sha1"], .when(platforms: [.linux]))]
        ),
        .target(name: "ReferenceModel", path: "Tests/ReferenceModel", swiftSettings: slowModel),
        .target(
            name: "ModelComparison", dependencies: ["AccessLog", "Detection", "ReferenceModel"],
            path: "Tests/ModelComparison", swiftSettings: slowModel),
        .testTarget(name: "AccessLogTests", dependencies: ["AccessLog"], swiftSettings: strict),
        .testTarget(
            name: "DetectionTests", dependencies: ["AccessLog", "Detection", "ModelComparison", "ReferenceModel"],
            swiftSettings: strict),
        .testTarget(
            name: "CasesTests", dependencies: ["AccessLog", "Cases", "Detection", "ReferenceModel", "Reports"],
            swiftSettings: strict),
        .testTarget(name: "PolicyTests", dependencies: ["Cases", "Policy", "Detection"], swiftSettings: strict),
        .testTarget(
            name: "LedgerTests", dependencies: ["AccessLog", "Detection", "Ledger"], swiftSettings: strict),
        .testTarget(
            name: "ReportsTests", dependencies: ["AccessLog", "Cases", "Detection", "Reports"], swiftSettings: strict),
        .testTarget(
            name: "ScanningTests",
            dependencies: [
                "AccessLog", "Cases", "Detection", "Ledger", "Policy", "Reports", "Scanning", "ModelComparison",
                "ReferenceModel",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CommandTests",
            dependencies: ["abuse-scan", "Ledger", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
