/// A time of day, as Python's `time` has it; with an offset from UTC where it is aware.
package struct CivilTime: Sendable, Hashable {
  // Small, so that a time lies within the value that holds it.
  private let packedHour: UInt8
  private let packedMinute: UInt8
  private let packedSecond: UInt8
  private let packedMicrosecond: Int32
  private let packedOffset: Int32?

  package var hour: Int { Int(packedHour) }
  package var minute: Int { Int(packedMinute) }
  package var second: Int { Int(packedSecond) }
  package var microsecond: Int { Int(packedMicrosecond) }
  /// Seconds east of UTC, less than a day either way; nil if naive.
  package var offset: Int? { packedOffset.map { Int($0) } }

  /// Nil for a time that no clock shows (Python knows no leap seconds), or an offset of a day or more.
  package init?(hour: Int, minute: Int, second: Int, microsecond: Int = 0, offset: Int? = nil) {
    guard 0..<24 ~= hour, 0..<60 ~= minute, 0..<60 ~= second, 0..<1_000_000 ~= microsecond,
      -86_399...86_399 ~= offset ?? 0
    else { return nil }
    packedHour = UInt8(hour)
    packedMinute = UInt8(minute)
    packedSecond = UInt8(second)
    packedMicrosecond = Int32(microsecond)
    packedOffset = offset.map { Int32($0) }
  }

  /// Exactly what ``text`` gives: a fraction or an offset's seconds that are zero are not written, nor is the offset
  /// `-00:00`.
  package init?(utf8 text: some Sequence<UInt8>) {
    var digits = DigitReader(text)
    guard let time = Self(&digits), digits.isAtEnd else { return nil }
    self = time
  }

  init?(_ digits: inout DigitReader) {
    guard let hour = digits.number(2), digits.take(":"), let minute = digits.number(2), digits.take(":"),
      let second = digits.number(2)
    else { return nil }
    var microsecond = 0
    if digits.take(".") {
      guard let fraction = digits.number(6), fraction > 0 else { return nil }
      microsecond = fraction
    }
    var offset: Int?
    if !digits.isAtEnd {
      guard let value = Self.offset(&digits) else { return nil }
      offset = value
    }
    self.init(hour: hour, minute: minute, second: second, microsecond: microsecond, offset: offset)
  }

  private static func offset(_ digits: inout DigitReader) -> Int? {
    let isNegative = digits.take("-")
    guard isNegative || digits.take("+"), let hours = digits.number(2), hours < 24, digits.take(":"),
      let minutes = digits.number(2), minutes < 60
    else { return nil }
    var seconds = 0
    if digits.take(":") {
      guard let value = digits.number(2), 1..<60 ~= value else { return nil }
      seconds = value
    }
    let total = hours * 3600 + minutes * 60 + seconds
    guard total > 0 || !isNegative else { return nil }
    return isNegative ? -total : total
  }

  /// `HH:MM:SS[.ffffff][±HH:MM[:SS]]`
  package var text: String {
    let clock = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
    let fraction = microsecond == 0 ? "" : ".\(padded(microsecond, 6))"
    guard let offset else { return clock + fraction }
    let size = abs(offset)
    let seconds = size % 60 == 0 ? "" : ":\(padded(size % 60, 2))"
    return
      "\(clock)\(fraction)\(offset < 0 ? "-" : "+")\(padded(size / 3600, 2)):\(padded(size / 60 % 60, 2))\(seconds)"
  }
}

/// A date and a time of day, as Python's `datetime` has it, without its zone's name.
package struct CivilDateTime: Sendable, Hashable {
  package let date: CivilDate
  package let time: CivilTime

  package init(date: CivilDate, time: CivilTime) {
    self.date = date
    self.time = time
  }

  /// Exactly what ``text`` gives.
  package init?(utf8 text: some Sequence<UInt8>) {
    let bytes = Array(text)
    guard bytes.count > 11, bytes[10] == UInt8(ascii: "T"), let date = CivilDate(utf8: bytes[..<10]),
      let time = CivilTime(utf8: bytes[11...])
    else { return nil }
    self.init(date: date, time: time)
  }

  /// `YYYY-MM-DDTHH:MM:SS[.ffffff][±HH:MM[:SS]]`
  package var text: String { "\(date.text)T\(time.text)" }

  /// Whether RFC 3339 can say it: it has an offset, of whole minutes.
  package var isRFC3339: Bool { time.offset.map { $0 % 60 == 0 } ?? false }
}
