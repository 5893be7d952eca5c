import Glibc

/// Microseconds of single trials of one kind.
struct Series {
  let name: String
  private(set) var samples: [Double] = []

  init(_ name: String) { self.name = name }

  mutating func add(_ microseconds: Double) { samples.append(microseconds) }

  /// A quantile of the samples; 0 if there are none.
  func quantile(_ fraction: Double) -> Double {
    guard !samples.isEmpty else { return 0 }
    let sorted = samples.sorted()
    return sorted[Int(Double(sorted.count - 1) * fraction)]
  }

  var median: Double { quantile(0.5) }
}

/// The monotonic clock in microseconds.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
}

func measured(
  isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Void
) async rethrows -> Double {
  let start = now()
  try await body()
  return now() - start
}

func measured(_ body: () -> Void) -> Double {
  let start = now()
  body()
  return now() - start
}
