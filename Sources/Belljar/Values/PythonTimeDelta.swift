/// A `timedelta`'s whole microseconds, and what of a `Duration` is one.
struct PythonTimeDelta {
  /// Rounded down.
  let seconds: Int
  /// 0 to 999,999.
  let microseconds: Int

  /// CPython's bounds: 999,999,999 days back, and forth but for a microsecond of the next.
  private static let secondBounds = -86_399_999_913_600...86_399_999_999_999

  var duration: Duration { .seconds(seconds) + .microseconds(microseconds) }

  /// Nil beyond Python's bounds.
  init?(seconds: Int, microseconds: Int) {
    guard Self.secondBounds ~= seconds, 0..<1_000_000 ~= microseconds else { return nil }
    self.seconds = seconds
    self.microseconds = microseconds
  }

  enum Failure: Error {
    case tooFine, tooLong

    func reason(for duration: Duration) -> String {
      switch self {
      case .tooFine: "a timedelta has whole microseconds, and \(duration) has a fraction of one; round it"
      case .tooLong: "a timedelta has at most 999999999 days either way, and \(duration) is beyond them"
      }
    }
  }

  init(_ duration: Duration) throws(Failure) {
    // Before it is taken apart: a Duration's seconds may exceed an Int64, which ends the process.
    guard .seconds(Self.secondBounds.lowerBound)..<(.seconds(Self.secondBounds.upperBound) + .seconds(1)) ~= duration
    else { throw .tooLong }
    let (whole, attoseconds) = duration.components
    let (microseconds, finer) = attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000_000)
    guard finer == 0 else { throw .tooFine }
    seconds = Int(microseconds < 0 ? whole - 1 : whole)
    self.microseconds = Int(microseconds < 0 ? microseconds + 1_000_000 : microseconds)
  }

  /// As Python's `repr()` has it: days, which have the sign, then seconds and microseconds, which have none.
  var arguments: String {
    let (days, rest) = seconds.flooringQuotientAndRemainder(by: 86_400)
    let parts = [("days", days), ("seconds", rest), ("microseconds", microseconds)].filter { $0.1 != 0 }
    return parts.isEmpty ? "0" : parts.map { "\($0)=\($1)" }.joined(separator: ", ")
  }
}
