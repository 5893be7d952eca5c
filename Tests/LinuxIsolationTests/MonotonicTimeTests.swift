import Testing

@testable import LinuxIsolation

@Suite("Moments and durations")
struct MonotonicTimeTests {
  @Test(
    "A duration is whole nanoseconds, not below zero and not beyond some 290 years",
    arguments: [
      (.zero, 0), (.nanoseconds(1), 1), (.seconds(1), 1_000_000_000), (.milliseconds(1500), 1_500_000_000),
      (.nanoseconds(-1), 0), (.seconds(-1), 0), (.milliseconds(-1500), 0), (.seconds(Int64.min), 0),
      (Duration(secondsComponent: 0, attosecondsComponent: 999_999_999), 0),
      (Duration(secondsComponent: 0, attosecondsComponent: 1_000_000_000), 1),
      (Duration(secondsComponent: 3, attosecondsComponent: 999_999_999_999_999_999), 3_999_999_999),
      (.nanoseconds(Int64.max), UInt64(Int64.max)),
      (.seconds(9_223_372_036), 9_223_372_036_000_000_000),
      (.seconds(9_223_372_037), UInt64(Int64.max)), (.seconds(Int64.max), UInt64(Int64.max)),
    ] as [(Duration, UInt64)])
  func clamped(duration: Duration, nanoseconds: UInt64) {
    #expect(duration.clampedNanoseconds == nanoseconds)
  }

  @Test("A longer duration never clamps to less")
  func growing() {
    let seconds: [Int64] = [-1, 0, 1, 9_223_372_035, 9_223_372_036, 9_223_372_037, 9_223_372_038, .max]
    let clamped = seconds.map { Duration.seconds($0).clampedNanoseconds }
    #expect(clamped == clamped.sorted())
    let last = Duration(secondsComponent: 9_223_372_036, attosecondsComponent: 999_999_999_000_000_000)
    #expect(last.clampedNanoseconds <= Duration.seconds(9_223_372_037).clampedNanoseconds)
  }

  @Test("A moment moves by a duration, and by an absurd one to the end of time")
  func advanced() {
    let moment = MonotonicTime(nanoseconds: 1_000)
    #expect(moment.advanced(by: .nanoseconds(5)).nanoseconds == 1_005)
    #expect(moment.advanced(by: .seconds(-5)) == moment)
    #expect(moment.advanced(by: .seconds(Int64.max)).nanoseconds == 1_000 + UInt64(Int64.max))
    #expect(MonotonicTime(nanoseconds: .max).advanced(by: .nanoseconds(1)).nanoseconds == .max)
    #expect(MonotonicTime(nanoseconds: .max - 5).advanced(by: .nanoseconds(5)).nanoseconds == .max)
  }

  @Test("The duration between moments has a sign and does not trap at the ends")
  func between() {
    let early = MonotonicTime(nanoseconds: 10)
    let late = MonotonicTime(nanoseconds: 30)
    let never = MonotonicTime(nanoseconds: .max)
    #expect(early.duration(to: late) == .nanoseconds(20))
    #expect(late.duration(to: early) == .nanoseconds(-20))
    #expect(MonotonicTime(nanoseconds: 0).duration(to: never) == .nanoseconds(Int64.max))
    #expect(never.duration(to: MonotonicTime(nanoseconds: 0)) == .nanoseconds(-Int64.max))
    #expect(never.duration(to: never) == .zero)
  }

  @Test("The clock does not run backwards")
  func clock() {
    var last = MonotonicTime.now
    #expect(last.nanoseconds > 0)
    for _ in 0..<1_000 {
      let now = MonotonicTime.now
      #expect(now >= last)
      last = now
    }
  }
}
