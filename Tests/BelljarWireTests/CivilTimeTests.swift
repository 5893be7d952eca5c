import BelljarWire
import Testing

@Suite("Times of day")
struct CivilTimeTests {
  @Test(
    "A time comes back from its text",
    arguments: [
      "00:00:00", "23:59:59", "12:30:00.000001", "12:30:00.999999", "12:30:00.100000", "12:00:00+00:00",
      "12:00:00-00:01", "12:00:00+23:59", "12:00:00-23:59:59", "12:00:00.500000+05:45", "12:00:00+00:00:01",
    ])
  func text(text: String) throws { #expect(try #require(CivilTime(utf8: text.utf8)).text == text) }

  @Test(
    "A text that is no time, or not in the one form, is refused",
    arguments: [
      "", "12:00", "24:00:00", "12:60:00", "12:00:60", "1:00:00", "12:00:00.", "12:00:00.5", "12:00:00.000000",
      "12:00:00.0000001", "12:00:00Z", "12:00:00-00:00", "12:00:00-00:00:00", "12:00:00+01:00:00", "12:00:00+24:00",
      "12:00:00+01:60", "12:00:00+01:00:60", "12:00:00+1:00", "12:00:00+0100", "12:00:00 +01:00", "12:00:00+01:00 ",
      "T12:00:00",
    ])
  func refused(text: String) { #expect(CivilTime(utf8: text.utf8) == nil) }

  @Test("An offset is less than a day either way")
  func offsets() {
    for offset in [-86_399, -1, 0, 1, 86_399] {
      #expect(CivilTime(hour: 0, minute: 0, second: 0, offset: offset)?.offset == offset)
    }
    for offset in [Int.min, -86_400, 86_400, .max] {
      #expect(CivilTime(hour: 0, minute: 0, second: 0, offset: offset) == nil)
    }
  }

  @Test("A date and a time are joined by a T")
  func dateTimes() throws {
    let text = "2024-02-29T23:59:59.000001-03:30"
    let dateTime = try #require(CivilDateTime(utf8: text.utf8))
    #expect(dateTime.text == text)
    #expect(dateTime.isRFC3339)
    for other in ["2024-02-29 23:59:59", "2024-02-29t23:59:59", "2024-02-30T00:00:00", "2024-02-29T", "2024-02-29"] {
      #expect(CivilDateTime(utf8: other.utf8) == nil)
    }
    for other in ["2024-02-29T00:00:00", "2024-02-29T00:00:00+00:00:01"] {
      #expect(CivilDateTime(utf8: other.utf8)?.isRFC3339 == false)
    }
  }
}
