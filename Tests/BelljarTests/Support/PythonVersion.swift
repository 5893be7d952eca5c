import Belljar

/// The version of the worker's Python, by its own account: for what legitimately differs between versions.
struct PythonVersion: Comparable {
  var major: Int
  var minor: Int

  static let v3_12 = PythonVersion(major: 3, minor: 12)
  static let v3_13 = PythonVersion(major: 3, minor: 13)

  static func ofWorker() async throws -> PythonVersion {
    let outcome = try await SharedSandbox.unrestricted.value.run("import sys; print(*sys.version_info[:2])")
    let numbers = outcome.standardOutput.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    guard numbers.count == 2 else { throw NotAVersion(text: outcome.standardOutput) }
    return PythonVersion(major: numbers[0], minor: numbers[1])
  }

  static func < (left: PythonVersion, right: PythonVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }

  struct NotAVersion: Error {
    var text: String
  }
}
