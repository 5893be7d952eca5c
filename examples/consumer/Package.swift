// swift-tools-version: 6.2
import PackageDescription

// A package as a user of Belljar would write it. Only the dependency's path differs.
let package = Package(
  name: "Consumer",
  dependencies: [.package(name: "belljar", path: "../..")],
  targets: [
    .executableTarget(
      name: "Consumer",
      dependencies: [
        .product(name: "Belljar", package: "belljar"),
        // Built and placed beside the app, and not linked into it.
        .product(name: "belljar-worker", package: "belljar"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
