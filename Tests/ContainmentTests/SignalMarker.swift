/// A random set of real-time signals that a program blocks, by which the host finds the program's process in `/proc`:
/// whatever namespaces it is in, its `SigBlk` is there for all to see.
struct SignalMarker: Sendable {
  private let signals: [Int]

  /// Real-time signals, without the two that the C library keeps for itself.
  private static let realTime = 34...64

  init() {
    signals = Self.realTime.shuffled().prefix(15).sorted()
  }

  /// The set as `/proc/PID/status` shows it.
  private var mask: UInt64 { signals.reduce(0) { $0 | 1 << UInt64($1 - 1) } }

  /// Whether a process blocks this set.
  ///
  /// It may block others, but no further real-time ones.
  func matches(_ blocked: UInt64) -> Bool {
    let realTimeMask = Self.realTime.reduce(UInt64(0)) { $0 | 1 << UInt64($1 - 1) }
    return blocked & realTimeMask == mask
  }

  /// Writes its own pid, puts the marker up and sleeps until it is killed.
  var program: String {
    """
    import os, signal, time

    print(os.getpid(), flush=True)
    signal.pthread_sigmask(signal.SIG_BLOCK, \(signals))
    while True:
        time.sleep(1)
    """
  }
}
