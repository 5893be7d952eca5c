import Glibc

/// Where the library finds the worker, by its documented order: `BELLJAR_WORKER`, then beside the executable.
enum WorkerPlace {
  static var description: String {
    if let value = getenv("BELLJAR_WORKER"), case let path = String(cString: value), !path.isEmpty {
      "by BELLJAR_WORKER: \(path.escapedOnOneLine())"
    } else {
      "beside this command"
    }
  }
}
