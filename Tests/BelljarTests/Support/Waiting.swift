/// Waits until a condition holds. False if it does not within the time, which is for what must never be.
func waits(
  upTo time: Duration = .seconds(30), until condition: @Sendable () throws -> Bool
) async throws -> Bool {
  let clock = ContinuousClock()
  let deadline = clock.now.advanced(by: time)
  while true {
    if try condition() { return true }
    if clock.now >= deadline { return false }
    try await Task.sleep(for: .milliseconds(5))
  }
}
