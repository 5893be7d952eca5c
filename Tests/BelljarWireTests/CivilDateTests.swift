import BelljarWire
import Testing

@Suite("Days of the calendar")
struct CivilDateTests {
  @Test("Days are numbered without a gap, and come back from their numbers")
  func everyDay() throws {
    var expected = -719_162
    for year in 1...9999 {
      // The calendar repeats itself after 400 years.
      for month in year <= 400 ? Array(1...12) : [2] {
        for day in year <= 400 ? Array(1...31) : [28, 29] {
          guard let date = CivilDate(year: year, month: month, day: day) else { continue }
          if year > 400 { expected = date.daysSinceEpoch }
          guard date.daysSinceEpoch == expected, CivilDate(daysSinceEpoch: expected) == date else {
            Issue.record("\(date.text) is not day \(expected)")
            return
          }
          expected += 1
        }
      }
    }
    #expect(CivilDate(year: 9999, month: 12, day: 31)?.daysSinceEpoch == 2_932_896)
    #expect(CivilDate(daysSinceEpoch: 2_932_896)?.text == "9999-12-31")
    #expect(CivilDate(daysSinceEpoch: 2_932_897) == nil)
    #expect(CivilDate(daysSinceEpoch: -719_162)?.text == "0001-01-01")
    #expect(CivilDate(daysSinceEpoch: -719_163) == nil)
    #expect(CivilDate(daysSinceEpoch: .max) == nil)
    #expect(CivilDate(daysSinceEpoch: .min) == nil)
    #expect(CivilDate(year: 1970, month: 1, day: 1)?.daysSinceEpoch == 0)
  }

  @Test(
    "February has 29 days in leap years alone", arguments: [(2024, true), (2000, true), (1900, false), (2023, false)])
  func leapYears(year: Int, isLeap: Bool) {
    #expect((CivilDate(year: year, month: 2, day: 29) != nil) == isLeap)
    #expect(CivilDate(year: year, month: 2, day: 30) == nil)
  }

  @Test(
    "A text that is no date, or not in the one form, is refused",
    arguments: [
      "", "2024-01-0", "2024-1-01", "24-01-01", "2024-13-01", "2024-00-10", "2024-01-00", "2024-01-32", "2024-04-31",
      "0000-01-01", "2024/01/01", "2024-01-01 ", " 2024-01-01", "12024-01-01", "2024-01-01T", "+024-01-01",
      "2024-01-0\u{661}",
    ])
  func refused(text: String) { #expect(CivilDate(utf8: text.utf8) == nil) }

  @Test("A date's text has all its zeros", arguments: ["0001-01-01", "0999-10-09", "2024-02-29", "9999-12-31"])
  func text(text: String) throws { #expect(try #require(CivilDate(utf8: text.utf8)).text == text) }
}
