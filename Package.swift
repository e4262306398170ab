// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled by the same strict rules.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .treatAllWarnings(as: .error),
]

/// Asterisk starts an AGI program for every `AGI()` step: in release it is one static, stripped file,
/// with the functions that a call runs side by side.
let standalone: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-executable", "-use-ld=lld",
      // scripts/bench order needs to know what ran.
      "-Xlinker", Context.environment["SWITCHBOARD_SYMBOLS"] == "keep" ? "--strip-debug" : "-s",
      "-Xlinker", "--symbol-ordering-file=\(Context.packageDirectory)/scripts/agi-order.txt",
      "-Xlinker", "--no-warn-symbol-ordering",
    ],
    .when(platforms: [.linux], configuration: .release)
  )
]

/// The tool and the daemon may need libraries, yet carry no symbols.
let stripped: [LinkerSetting] = [
  .unsafeFlags(["-Xlinker", "-s"], .when(platforms: [.linux], configuration: .release))
]

/// Sockets and their loops.
let network: [Target.Dependency] = [
  .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func agiProgram(_ name: String) -> Target {
  .executableTarget(
    name: name,
    dependencies: ["CallScripts"],
    swiftSettings: strict,
    linkerSettings: standalone
  )
}

/// A target that only the tests and the demo use; it lives below `Tests`.
func testSupport(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(
    name: name,
    dependencies: dependencies,
    path: "Tests/\(name)",
    swiftSettings: strict
  )
}

func tests(
  _ name: String,
  _ dependencies: [Target.Dependency],
  resources: [Resource] = []
) -> Target {
  .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// A program that `scripts/bench` measures, or measures with.
func bench(
  _ name: String,
  _ folder: String,
  _ dependencies: [Target.Dependency],
  linkerSettings: [LinkerSetting] = []
) -> Target {
  .executableTarget(
    name: name,
    dependencies: dependencies,
    path: "Tests/Bench/\(folder)",
    swiftSettings: strict,
    linkerSettings: linkerSettings
  )
}

let package = Package(
  name: "switchboard",
  products: [
    .library(name: "AGI", targets: ["AGI"]),
    .library(name: "AGITesting", targets: ["AGITesting"]),
    .library(name: "AMI", targets: ["AMI"]),
    .library(name: "AMITesting", targets: ["AMITesting"]),
    .executable(name: "agi-ivr", targets: ["agi-ivr"]),
    .executable(name: "agi-survey", targets: ["agi-survey"]),
    .executable(name: "agi-route", targets: ["agi-route"]),
    .executable(name: "agi-ended", targets: ["agi-ended"]),
    .executable(name: "agi-switch", targets: ["agi-switch"]),
    .executable(name: "agi-callback", targets: ["agi-callback"]),
    .executable(name: "switchboardd", targets: ["switchboardd"]),
    .executable(name: "switchboard", targets: ["switchboard"]),
  ],
  dependencies: [
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.6.0"),
  ],
  targets: [
    library("AGI"),
    library("AGITesting", ["AGI"]),
    library(
      "AMI",
      network + [
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    library("AMITesting", ["AMI"] + network),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
    library("Database", ["CSQLite"]),
    library("Records", ["Database", "CCrypt"]),
    library("Schema", ["Database"]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    library("Sheets", ["CZlib"]),
    library("CallScripts", ["AGI", "Records", "Database"]),
    .target(
      name: "Configuration",
      dependencies: ["Records", "Yams"],
      resources: [
        .embedInCode("Prompts/prompts.tsv"), .embedInCode("Prompts/core-prompts.tsv"),
        .embedInCode("Schemas/agents.schema.json"),
        .embedInCode("Schemas/calendar.schema.json"),
        .embedInCode("Schemas/ivr.schema.json"),
        .embedInCode("Schemas/queues.schema.json"),
        .embedInCode("Schemas/routing.schema.json"),
        .embedInCode("Schemas/surveys.schema.json"),
        .embedInCode("Schemas/switchboard.schema.json"),
        .embedInCode("Schemas/trunks.schema.json"),
      ],
      swiftSettings: strict
    ),
    library("Reports", ["Records"]),
    library("Control"),
    library("Operations", ["AMI", "Reports", "Records", "Database", "CZlib"]),
    library(
      "Daemon",
      [
        "AMI", "CallScripts", "Control", "Database", "Operations", "Records", "Schema",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]
    ),
    agiProgram("agi-ivr"),
    agiProgram("agi-survey"),
    agiProgram("agi-route"),
    agiProgram("agi-callback"),
    agiProgram("agi-ended"),
    agiProgram("agi-switch"),
    .executableTarget(
      name: "switchboardd",
      dependencies: [
        "AGI", "CallScripts", "Control", "Daemon", "Schema", "Records", "Database",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict,
      linkerSettings: stripped
    ),
    .executableTarget(
      name: "switchboard",
      dependencies: [
        "AGI", "AGITesting", "AMI", "CallScripts", "Configuration", "Control", "Daemon",
        "Operations", "Records", "Reports", "Schema", "Database", "Sheets",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict,
      linkerSettings: stripped
    ),
    testSupport("Scratch", ["Programs", "Records", "Schema"]),
    testSupport("Phone", []),
    testSupport("Laboratory", ["Phone"]),
    .executableTarget(
      name: "demo",
      dependencies: ["Laboratory"],
      path: "Tests/Demo",
      swiftSettings: strict
    ),
    testSupport("Programs", []),
    bench("agi-smallest", "Smallest", ["AGI"], linkerSettings: standalone),
    bench("fastagi-smallest", "SmallestServer", ["AGI"]),
    .target(
      name: "FloorTraffic",
      dependencies: ["AMI"],
      path: "Tests/FloorTraffic",
      resources: [.embedInCode("call.ami")],
      swiftSettings: strict
    ),
    bench(
      "bench",
      "Driver",
      [
        "AGI", "AMI", "AMITesting", "Control", "Database", "FloorTraffic", "Operations", "Programs",
        "Records",
      ]
    ),
    bench("ami-reader", "ManagerReader", ["AMI"], linkerSettings: stripped),
    bench(
      "board-reader",
      "BoardReader",
      ["AMI", "FloorTraffic", "Operations", "Records"],
      linkerSettings: stripped
    ),
    .executableTarget(
      name: "agi-sample",
      dependencies: ["AGI"],
      path: "Tests/AGISample",
      swiftSettings: strict
    ),
    tests(
      "AGITests",
      ["AGI", "AGITesting", "Programs", "agi-sample"],
      resources: [.copy("Fixtures")]
    ),
    tests("AGITestingTests", ["AGI", "AGITesting"]),
    tests(
      "AMITests",
      ["AMI", "AMITesting", .product(name: "InMemoryLogging", package: "swift-log")],
      resources: [.copy("Fixtures")]
    ),
    tests("AMITestingTests", ["AMI", "AMITesting"]),
    tests("DatabaseTests", ["CSQLite", "Database", "Records", "Schema", "Scratch"]),
    tests("RecordsTests", ["Records", "Schema", "Scratch"]),
    tests("CallScriptsTests", ["CallScripts", "AGITesting", "Schema", "Scratch"]),
    tests("ReportsTests", ["Reports", "Records"]),
    tests(
      "DaemonTests",
      [
        "AMI", "AMITesting", "Control", "Daemon", "Database", "Operations", "Programs", "Records",
        "Schema", "Scratch",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]
    ),
    .executableTarget(
      name: "floor-recorder",
      dependencies: ["Operations", "Records", "Database", "Schema"],
      path: "Tests/FloorRecorder",
      swiftSettings: strict
    ),
    tests(
      "OperationsTests",
      [
        "AMI", "Operations", "Programs", "Reports", "Records", "Database", "Schema", "Scratch",
        "floor-recorder",
      ],
      resources: [.copy("Fixtures")]
    ),
    tests("ConfigurationTests", ["Configuration", "Records", "Scratch"]),
    tests("SheetsTests", ["Sheets", "CZlib"]),
    tests(
      "ToolTests",
      [
        "AMI", "AMITesting", "Configuration", "switchboard", "Operations", "Programs", "Records",
        "Schema", "Scratch",
      ]
    ),
    .executableTarget(
      name: "agi-ear",
      dependencies: ["AGI"],
      path: "Tests/Ear",
      swiftSettings: strict
    ),
    tests("PhoneTests", ["Phone"]),
    tests(
      "ProgramTests",
      ["Control", "Database", "Operations", "Programs", "Records", "Scratch"]
    ),
    tests(
      "IntegrationTests",
      [
        "AGI", "AMI", "AMITesting", "CallScripts", "Control", "Database", "Laboratory",
        "Operations", "Programs", "Records", "agi-ear",
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)
