import Glibc

/// The monotonic clock in microseconds.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
}

/// How long something took, in microseconds.
func measured(_ body: () async throws -> Void) async rethrows -> Double {
  let start = now()
  try await body()
  return now() - start
}

func measured(_ body: () throws -> Void) rethrows -> Double {
  let start = now()
  try body()
  return now() - start
}
