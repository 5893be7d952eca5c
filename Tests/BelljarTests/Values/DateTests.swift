import Belljar
import FoundationEssentials
import Testing

@Suite("Dates")
struct DateTests {
  @Test(
    "A Foundation date and an aware datetime are the same instant",
    arguments: [
      (0.0, "1970-01-01T00:00:00+00:00"), (-0.000001, "1969-12-31T23:59:59.999999+00:00"),
      (951_827_696.25, "2000-02-29T12:34:56.250000+00:00"),
      (-62_135_596_800, "0001-01-01T00:00:00+00:00"), (253_402_300_799, "9999-12-31T23:59:59+00:00"),
      (1_700_000_000.123456, "2023-11-14T22:13:20.123456+00:00"),
    ])
  func instants(seconds: Double, text: String) throws {
    let date = Date(timeIntervalSince1970: seconds)
    let dateTime = try #require(PythonDateTime(date))
    #expect(dateTime.description == text)
    let back = try #require(dateTime.instant)
    #expect(abs(back.timeIntervalSince1970 - seconds) < 0.000_02)
    #expect(PythonDateTime(back) == dateTime)
  }

  @Test("An offset changes how an instant is shown, and not which it is")
  func offsets() throws {
    let date = Date(timeIntervalSince1970: 0)
    let dateTime = try #require(PythonDateTime(date, utcOffset: -5400))
    #expect(dateTime.description == "1969-12-31T22:30:00-01:30")
    #expect(dateTime.instant == date)
    #expect(PythonDateTime(date, utcOffset: 86_400) == nil)
  }

  @Test(
    "A date beyond Python's years is nil",
    arguments: [-62_135_596_801, 253_402_300_800, .infinity, -.infinity, .nan, 1e300])
  func beyond(seconds: Double) { #expect(PythonDateTime(Date(timeIntervalSince1970: seconds)) == nil) }

  @Test("A naive datetime is no instant")
  func naive() throws {
    let date = try #require(PythonDate("2024-01-01"))
    #expect(PythonDateTime(date: date, time: try #require(PythonTime(hour: 1))).instant == nil)
    #expect(PythonDate(year: 2024, month: 1, day: 32) == nil)
    #expect(PythonTime(hour: 24) == nil)
    #expect(try #require(PythonDate("2024-01-01")) < #require(PythonDate("2024-01-02")))
  }
}
