internal import Glibc
internal import LinuxIsolation

/// Finds the worker's executable: an explicit path, then `BELLJAR_WORKER`, then beside the running executable, which
/// is where SwiftPM puts it, under `swift test` too.
package enum WorkerLocator {
  static let variable = "BELLJAR_WORKER"
  static let name = "belljar-worker"

  package static func locate(explicit: String?) throws(BelljarError) -> String {
    if let explicit { return try check(explicit, from: "the configuration's workerPath") }
    if let path = WorkerSpawn.secureEnvironment(variable), !path.isEmpty {
      return try check(path, from: variable)
    }
    guard let directory = executableDirectory() else {
      throw BelljarError(.workerNotFound, "The running executable's path cannot be read; set \(variable).")
    }
    let beside = "\(directory)/\(name)"
    guard unsafe access(beside, X_OK) == 0 else {
      throw BelljarError(
        .workerNotFound,
        """
        No worker at \(beside): add .product(name: "\(name)", package: "belljar") to your target's dependencies and \
        build, or set \(variable) to its path.
        """)
    }
    return beside
  }

  private static func check(_ path: String, from origin: String) throws(BelljarError) -> String {
    guard unsafe access(path, X_OK) == 0 else {
      let number = errno
      throw BelljarError(
        .workerNotFound,
        "No worker at \(path), which \(origin) names (\(ErrorNumber.text(number))); give the path of \(name).",
        errorNumber: number)
    }
    return path
  }

  /// The running executable's own.
  package static func executableDirectory() -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return -1 }
      return unsafe readlink("/proc/self/exe", start.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    guard count > 0, count < buffer.count else { return nil }
    let path = String(decoding: buffer[..<count], as: UTF8.self)
    return path.lastIndex(of: "/").map { String(path[..<$0]) }
  }
}
