import Foundation
import Testing

/// The version of the worker's Python, by its own account: for what legitimately differs between versions.
enum PythonVersion {
  /// Such as 12 for 3.12.
  static func minor() async throws -> Int {
    let result = try await Command.run(
      "run", "--quiet", "--namespace", "none", "-c", "import sys; print(sys.version_info[1])")
    guard let minor = Int(result.output.trimmingCharacters(in: .newlines)) else {
      throw NotAVersion(text: result.output)
    }
    return minor
  }

  struct NotAVersion: Error {
    var text: String
  }
}
