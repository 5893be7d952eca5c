internal import BelljarWire

/// A Python `datetime.date`: a day of the proleptic Gregorian calendar.
public struct PythonDate: Sendable, Hashable, LosslessStringConvertible {
  let civil: CivilDate

  init(_ civil: CivilDate) { self.civil = civil }

  /// Creates a date; nil for a day that the calendar does not have.
  ///
  /// - Parameters:
  ///   - year: 1 to 9999.
  ///   - month: 1 to 12.
  ///   - day: 1 to the month's last.
  public init?(year: Int, month: Int, day: Int) {
    guard let civil = CivilDate(year: year, month: month, day: day) else { return nil }
    self.civil = civil
  }

  /// Creates a date from `YYYY-MM-DD`; nil for anything else.
  public init?(_ text: String) {
    guard let civil = CivilDate(utf8: text.utf8) else { return nil }
    self.civil = civil
  }

  /// 1 to 9999.
  public var year: Int { civil.year }
  /// 1 to 12.
  public var month: Int { civil.month }
  /// 1 to 31.
  public var day: Int { civil.day }

  /// `YYYY-MM-DD`
  public var description: String { civil.text }
}

extension PythonDate: Comparable {
  /// Whether one day is before another.
  public static func < (left: Self, right: Self) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}
