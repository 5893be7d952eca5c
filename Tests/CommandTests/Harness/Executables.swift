import Foundation

/// What was built beside the test runner, or copied there with it.
enum Executables {
  static var command: String { get throws { try path("belljar") } }
  static var worker: String { get throws { try path("belljar-worker") } }

  private static func path(_ name: String) throws -> String {
    let runner = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let path = URL(fileURLWithPath: runner).deletingLastPathComponent().appendingPathComponent(name).path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw HarnessFailure(because: "no \(name) beside the test runner: \(path)")
    }
    return path
  }
}
