/// A day of the proleptic Gregorian calendar, as Python's `date` has it: the years 1 to 9999.
package struct CivilDate: Sendable, Hashable {
  // Small, so that a date lies within the value that holds it.
  private let packedYear: Int16
  private let packedMonth: UInt8
  private let packedDay: UInt8

  package var year: Int { Int(packedYear) }
  package var month: Int { Int(packedMonth) }
  package var day: Int { Int(packedDay) }

  /// Nil for a day that no calendar has.
  package init?(year: Int, month: Int, day: Int) {
    guard 1...9999 ~= year, 1...12 ~= month, day >= 1, day <= Self.days(inMonth: month, of: year) else { return nil }
    packedYear = Int16(year)
    packedMonth = UInt8(month)
    packedDay = UInt8(day)
  }

  /// Exactly `YYYY-MM-DD`.
  package init?(utf8 text: some Sequence<UInt8>) {
    var digits = DigitReader(text)
    guard let year = digits.number(4), digits.take("-"), let month = digits.number(2), digits.take("-"),
      let day = digits.number(2), digits.isAtEnd
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// `YYYY-MM-DD`
  package var text: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CivilDate {
  /// Days since 1970-01-01.
  package var daysSinceEpoch: Int {
    // The year begins in March, so that the leap day is its last; 400 such years have 146,097 days.
    let year = month > 2 ? self.year : self.year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    // Year 0 has a March of its own, and no year is negative.
    return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
  }

  /// Nil beyond the years 1 to 9999.
  package init?(daysSinceEpoch days: Int) {
    guard -719_162...2_932_896 ~= days else { return nil }
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
