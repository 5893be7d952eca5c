import Foundation

/// What the build put beside the test runner.
enum BuiltProducts {
  static var worker: String { directory + "/belljar-worker" }
  static var command: String { directory + "/belljar" }

  private static var directory: String {
    let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return String(runner.prefix(upTo: runner.lastIndex(of: "/") ?? runner.startIndex))
  }
}
