// swift-tools-version: 6.2
import PackageDescription

// What a package of yours would name, but for the path.
let belljar: [Target.Dependency] = [
  .product(name: "Belljar", package: "belljar"),
  // Built and placed beside the app, and not linked into it.
  .product(name: "belljar-worker", package: "belljar"),
]

func example(_ name: String, resources: [Resource] = []) -> Target {
  .executableTarget(
    name: name, dependencies: belljar, path: name,
    exclude: ["README.md", "expected-output.txt"], resources: resources)
}

// One package for all, so that Belljar is built once.
let package = Package(
  name: "Examples",
  dependencies: [.package(name: "belljar", path: "..")],
  targets: [
    example("consumer"),
    example("calculator"),
    example("agent-tool", resources: [.copy("Programs")]),
    example("console"),
    example("grader", resources: [.copy("Submissions")]),
    // The code of the articles in Sources/Belljar/Belljar.docc.
    example("articles"),
  ],
  swiftLanguageModes: [.v6]
)
