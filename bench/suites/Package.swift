// swift-tools-version: 6.1
import PackageDescription

/// The language as the product's own package has it. Suites look inside the modules, so that one part can be measured alone.
let language: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
    .unsafeFlags(["-enable-testing", "-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// One suite for each place that costs time a line, named after it.
let suites = ["Inflate", "Lines", "Parse", "CanonicalURLs", "KeyTable", "Merging", "RuleA", "RuleB", "WholeScan"]

// The modules are links to the product's own folders: the product depends on nothing here, and nothing here builds what
// the suites do not measure.
let package = Package(
    name: "abuse-scan-suites",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: [])
    ],
    targets: [
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CBytes"),
        .systemLibrary(name: "CMemory"),
        .target(name: "AccessLog", dependencies: ["CBytes", "CZlib"], swiftSettings: language),
        .target(name: "Detection", dependencies: ["AccessLog", "CMemory"], swiftSettings: language),
        .target(name: "Scanning", dependencies: ["AccessLog", "CMemory", "Detection"], swiftSettings: language),
        // The traffic of make-logs, without its command.
        .target(
            name: "Traffic", exclude: ["main.swift", "Hostile.swift"],
            swiftSettings: [.unsafeFlags(["-enable-testing"], .when(configuration: .release))]),
        .target(
            name: "Samples",
            dependencies: ["AccessLog", "Detection", "Traffic", .product(name: "Benchmark", package: "benchmark")],
            swiftSettings: language),
    ]
        + suites.map { suite in
            .executableTarget(
                name: suite,
                dependencies: [
                    "AccessLog", "Detection", "Samples", "Scanning", .product(name: "Benchmark", package: "benchmark"),
                ],
                path: "Benchmarks/\(suite)",
                swiftSettings: language,
                plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
        },
    swiftLanguageModes: [.v6]
)
