internal import BelljarWire

/// A Python `datetime.time`: a time of day, naive or with a fixed offset from UTC.
public struct PythonTime: Sendable, Hashable, LosslessStringConvertible {
  let civil: CivilTime

  init(_ civil: CivilTime) { self.civil = civil }

  /// Creates a time; nil for one that no clock shows.
  ///
  /// - Parameters:
  ///   - hour: 0 to 23.
  ///   - minute: 0 to 59.
  ///   - second: 0 to 59; Python knows no leap seconds.
  ///   - microsecond: 0 to 999,999.
  ///   - utcOffset: Seconds east of UTC, less than a day either way; nil for a naive time.
  public init?(hour: Int, minute: Int = 0, second: Int = 0, microsecond: Int = 0, utcOffset: Int? = nil) {
    let civil = CivilTime(hour: hour, minute: minute, second: second, microsecond: microsecond, offset: utcOffset)
    guard let civil else { return nil }
    self.civil = civil
  }

  /// Creates a time from `HH:MM:SS[.ffffff][±HH:MM[:SS]]`; nil for anything else.
  public init?(_ text: String) {
    guard let civil = CivilTime(utf8: text.utf8) else { return nil }
    self.civil = civil
  }

  /// 0 to 23.
  public var hour: Int { civil.hour }
  /// 0 to 59.
  public var minute: Int { civil.minute }
  /// 0 to 59.
  public var second: Int { civil.second }
  /// 0 to 999,999.
  public var microsecond: Int { civil.microsecond }
  /// Seconds east of UTC; nil for a naive time.
  public var utcOffset: Int? { civil.offset }

  /// `HH:MM:SS[.ffffff][±HH:MM[:SS]]`
  public var description: String { civil.text }
}
