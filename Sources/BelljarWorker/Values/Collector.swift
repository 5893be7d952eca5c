internal import CPythonShim

/// CPython's cyclic garbage collector.
enum Collector {
  /// Does something while nothing is collected: up to 3.11 any new container may set off a collection, and what is collected
  /// has finalisers, which are the program's code.
  static func paused<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) {
    let wasEnabled = cpy_disable_collector() == 1
    defer { if wasEnabled { cpy_enable_collector() } }
    try body()
  }
}
