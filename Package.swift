// swift-tools-version: 6.2
import PackageDescription

// Every target is in Swift 6 language mode; a caller sees only what a target names as public.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // Async functions stay on their caller's executor: each hop to another one is a thread to be woken.
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// Targets that touch memory or system calls must also mark every unsafe expression.
let memorySafe = strict + [.strictMemorySafety()]

// `make build` links CPython into the worker, which a package may not ask for by itself. Not position-independent: as such
// it would be as slow as the shared library. Its symbols are for the extension modules, all bound at the start.
let staticPython: [LinkerSetting] =
  Context.environment["BELLJAR_STATIC_PYTHON"].map { object in
    let options = ["--export-dynamic", "-z", "now", object].flatMap { ["-Xlinker", $0] }
    return [.unsafeFlags(["-Xclang-linker", "-no-pie"] + options)]
  } ?? []

let package = Package(
  name: "Belljar",
  products: [
    .library(name: "Belljar", targets: ["Belljar"]),
    .library(name: "BelljarPolicy", targets: ["BelljarPolicy"]),
    .executable(name: "belljar-worker", targets: ["belljar-worker"]),
    .executable(name: "belljar", targets: ["belljar"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // C. Nothing is decided here.
    .systemLibrary(
      name: "CPython", path: "shims/CPython", pkgConfig: "python3-embed",
      providers: [.apt(["libpython3-dev"])]),
    .systemLibrary(
      name: "CSeccomp", path: "shims/CSeccomp", pkgConfig: "libseccomp",
      providers: [.apt(["libseccomp-dev"])]),
    .systemLibrary(
      name: "CLibedit", path: "shims/CLibedit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .target(name: "CLineEditor", dependencies: ["CLibedit"], path: "shims/CLineEditor"),
    .target(name: "CPythonShim", dependencies: ["CPython"], path: "shims/CPythonShim"),
    .target(name: "CLinuxShim", path: "shims/CLinuxShim"),
    // For tests alone: makes system calls fail.
    .target(name: "CFaultShim", path: "shims/CFaultShim"),
    .target(name: "CBenchmarkShim", path: "shims/CBenchmarkShim"),

    // Both sides of the process boundary.
    .target(name: "BelljarWire", swiftSettings: memorySafe),
    .target(
      name: "LinuxIsolation", dependencies: ["CLinuxShim"], swiftSettings: memorySafe),
    .target(
      name: "SeccompCompiler", dependencies: ["CLinuxShim", "LinuxIsolation", "CSeccomp"],
      swiftSettings: memorySafe),

    // The host: what an app links. Never libpython, never libseccomp.
    .target(
      name: "Belljar", dependencies: ["BelljarWire", "LinuxIsolation"], swiftSettings: memorySafe),
    // Policy files: apart, so that an app without them does not link a YAML parser.
    .target(
      name: "BelljarPolicy",
      dependencies: ["Belljar", "LinuxIsolation", .product(name: "Yams", package: "Yams")], swiftSettings: memorySafe),
    // Why namespace sandboxes fail: exhibits, which are data, and what runs and judges them.
    .target(
      name: "BelljarMuseum", dependencies: ["Belljar", "BelljarPolicy", "LinuxIsolation"],
      resources: [.copy("Exhibits")], swiftSettings: memorySafe),
    .executableTarget(
      name: "belljar",
      dependencies: [
        "Belljar", "BelljarMuseum", "BelljarPolicy", "LinuxIsolation", "CLineEditor",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/CommandLineTool", swiftSettings: strict),

    .executableTarget(
      name: "belljar-bench",
      dependencies: [
        "Belljar", "BelljarMuseum", "BelljarWire", "LinuxIsolation", "CBenchmarkShim",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Benchmark", swiftSettings: strict),

    .executableTarget(
      name: "belljar-soak", dependencies: ["Belljar"], path: "Sources/Soak", swiftSettings: strict),

    .executableTarget(
      name: "belljar-compat",
      dependencies: ["Belljar", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      path: "Sources/Compatibility", exclude: ["Python"], swiftSettings: strict),

    // The worker: the only code that links libpython.
    .target(
      name: "BelljarWorker",
      dependencies: ["BelljarWire", "LinuxIsolation", "SeccompCompiler", "CPythonShim", "CLinuxShim"],
      swiftSettings: memorySafe),
    .executableTarget(
      name: "belljar-worker", dependencies: ["BelljarWorker"], path: "Sources/WorkerMain",
      swiftSettings: strict, linkerSettings: staticPython),

    // Fast: no process is started.
    .testTarget(name: "BelljarWireTests", dependencies: ["BelljarWire", "FuzzTargets"], swiftSettings: strict),
    .testTarget(
      name: "LinuxIsolationTests", dependencies: ["LinuxIsolation", "SeccompCompiler", "CLinuxShim"],
      swiftSettings: strict),

    // The properties of every decoder, and all inputs that are kept, replayed.
    .target(
      name: "FuzzTargets", dependencies: ["Belljar", "BelljarPolicy", "BelljarWire"], path: "Tests/FuzzTargets",
      swiftSettings: strict),
    .testTarget(
      name: "FuzzTests", dependencies: ["BelljarWire", "FuzzTargets"],
      resources: [.copy("Corpus"), .copy("Regressions")], swiftSettings: strict),

    // The real worker, the real kernel. No test target depends on the worker, which would link libpython
    // into the tests; building the tests builds every product, and they are found beside the test runner.
    .testTarget(
      name: "BelljarTests", dependencies: ["Belljar", "BelljarWire", "CFaultShim", "CLinuxShim", "LinuxIsolation"],
      swiftSettings: strict),
    .testTarget(
      name: "ContainmentTests", dependencies: ["Belljar", "LinuxIsolation"],
      resources: [.copy("Attacks")], swiftSettings: strict),
    .testTarget(
      name: "PolicyTests", dependencies: ["Belljar", "BelljarPolicy"], swiftSettings: strict),
    .testTarget(name: "MuseumTests", dependencies: ["Belljar", "BelljarMuseum"], swiftSettings: strict),
    .testTarget(name: "CommandTests", resources: [.copy("BadPolicies")], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// `make fuzz` alone builds libFuzzer's program: without -sanitize=fuzzer it has no main function.
if Context.environment["BELLJAR_FUZZ"] != nil {
  package.targets += [
    .target(name: "CFuzzShim", path: "shims/CFuzzShim"),
    .executableTarget(
      name: "belljar-fuzz", dependencies: ["CFuzzShim", "FuzzTargets"], path: "Tests/FuzzDriver", swiftSettings: strict),
  ]
}
