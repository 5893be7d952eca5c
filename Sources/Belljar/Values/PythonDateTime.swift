internal import BelljarWire
public import FoundationEssentials

/// A Python `datetime.datetime`: naive, with a fixed offset from UTC, or of a named zone.
///
/// ```swift
/// let now = PythonDateTime(Date())                  // in UTC; nil beyond the years 1 to 9999
/// let date = now?.instant                           // a Foundation Date again
/// ```
public struct PythonDateTime: Sendable, Hashable {
  /// The date.
  public var date: PythonDate
  /// The time of day, with the offset from UTC at that time; that is nil if naive.
  public var time: PythonTime
  /// The zone's IANA name (`Europe/Oslo`), where Python has a `ZoneInfo`. With one, and without an offset, Python finds the
  /// offset.
  public var zone: String?

  /// Creates a datetime.
  public init(date: PythonDate, time: PythonTime, zone: String? = nil) {
    self.date = date
    self.time = time
    self.zone = zone
  }

  /// Seconds east of UTC; nil for a naive datetime.
  public var utcOffset: Int? { time.utcOffset }

  /// The instant as a Foundation `Date`; nil without an offset. A `Date` near the present is exact to the microsecond, one
  /// in the year 1 or 9999 to some 10 µs.
  public var instant: Date? {
    guard let utcOffset else { return nil }
    let seconds = date.civil.daysSinceEpoch * 86_400 + time.hour * 3600 + time.minute * 60 + time.second - utcOffset
    // In one step, so that it is rounded once.
    return Date(
      timeIntervalSinceReferenceDate: Double((seconds - Self.referenceDate) * 1_000_000 + time.microsecond) / 1e6)
  }

  /// Creates an aware datetime from a Foundation `Date`, rounded to the microsecond; nil beyond the years 1 to 9999.
  ///
  /// - Parameters:
  ///   - instant: The instant.
  ///   - utcOffset: Seconds east of UTC, less than a day either way, in which it is to be shown.
  public init?(_ instant: Date, utcOffset: Int = 0) {
    let scaled = (instant.timeIntervalSinceReferenceDate * 1e6).rounded()
    // No year that Python has is as far away, and no sum below overflows.
    guard abs(scaled) < 1e18, -86_399...86_399 ~= utcOffset else { return nil }
    let microseconds = Int(scaled) + (Self.referenceDate + utcOffset) * 1_000_000
    let (days, rest) = microseconds.flooringQuotientAndRemainder(by: 86_400_000_000)
    let second = rest / 1_000_000
    guard let date = CivilDate(daysSinceEpoch: days),
      let time = CivilTime(
        hour: second / 3600, minute: second / 60 % 60, second: second % 60, microsecond: rest % 1_000_000,
        offset: utcOffset)
    else { return nil }
    self.init(date: PythonDate(date), time: PythonTime(time))
  }

  /// Foundation counts from 2001; in seconds since 1970.
  private static let referenceDate = 978_307_200
}

extension PythonDateTime: CustomStringConvertible {
  /// `YYYY-MM-DDTHH:MM:SS[.ffffff][±HH:MM[:SS]]`, and the zone's name in brackets where there is one.
  public var description: String { "\(date)T\(time)" + (zone.map { "[\($0)]" } ?? "") }
}

extension Int {
  /// The quotient rounded down, and a remainder that is not negative.
  func flooringQuotientAndRemainder(by divisor: Int) -> (Int, Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
