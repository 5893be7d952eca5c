import Belljar
import FoundationEssentials
import Testing

@Suite("Decimals and fractions")
struct DecimalTests {
  // CPython 3.11 has written the right column.
  @Test(
    "A decimal is written as Python's str() does",
    arguments: [
      ("1E+5", "1E+5"), ("1.50e3", "1.50E+3"), ("0E+2", "0E+2"), ("0.000001", "0.000001"), ("0.0000001", "1E-7"),
      ("0E-7", "0E-7"), ("00.10", "0.10"), ("123E-10", "1.23E-8"), ("-0", "-0"), ("-0.00", "-0.00"), ("+7", "7"),
      (".5", "0.5"),
      ("5.", "5"), ("nan00012", "NaN12"), ("sNaN", "sNaN"), ("-nan", "-NaN"), ("inf", "Infinity"),
      ("-iNfinity", "-Infinity"),
      ("1e-1999999999999999997", "1E-1999999999999999997"), ("1e999999999999999999", "1E+999999999999999999"),
      ("0.0e1000000000000000000", "0E+999999999999999999"), ("1e00000000000000000000000007", "1E+7"),
      ("12345678901234567890123456789012345678901234567890.5", "12345678901234567890123456789012345678901234567890.5"),
    ])
  func text(input: String, text: String) { #expect(PythonDecimal(input)?.description == text) }

  @Test(
    "What Python takes for no decimal is nil",
    arguments: [
      "", "-", ".", "e5", "1e", "1e+", "1.2.3", "1 ", " 1", "1_0", "nanx", "infinit", "inf1", "0x1", "\u{661}",
      "1\u{301}",
      "1e1000000000000000000", "12e999999999999999999", "1e-1999999999999999998", "0e1000000000000000000",
      "1e99999999999999999999", "1e9223372036854775807", "1e-9223372036854775808", "--1", "1e+-1",
    ])
  func refused(text: String) { #expect(PythonDecimal(text) == nil) }

  @Test(
    "A Foundation decimal crosses and comes back",
    arguments: [
      "0", "-1.5", "19.90", "1E+127", "1E-127", "99999999999999999999999999999999999999",
      "-0.000000000000000000000000000000000000001",
    ])
  func foundation(text: String) throws {
    let value = try #require(Decimal(string: text))
    let decimal = PythonDecimal(value)
    #expect(Decimal(exactly: decimal) == value)
    #expect(Decimal(exactly: try #require(PythonDecimal(text))) == value)
  }

  @Test(
    "What Foundation cannot hold is nil, not rounded",
    arguments: [
      "1E+200", "1E-200", "Infinity", "-Infinity", "123456789012345678901234567890123456789", "1E+999999999999999999",
      "1E-1999999999999999997",
    ])
  func beyondFoundation(text: String) throws {
    #expect(Decimal(exactly: try #require(PythonDecimal(text))) == nil)
  }

  @Test("Zeros that do not count, and zero's exponent, are no obstacle")
  func zeros() throws {
    #expect(
      Decimal(exactly: try #require(PythonDecimal("1.5" + String(repeating: "0", count: 100))))
        == Decimal(string: "1.5"))
    #expect(Decimal(exactly: try #require(PythonDecimal("-0E+999"))) == 0)
    #expect(Decimal(exactly: try #require(PythonDecimal("NaN")))?.isNaN == true)
    #expect(PythonDecimal(Decimal.nan).description == "NaN")
  }

  @Test("A fraction is in lowest terms, its denominator above zero")
  func fractions() throws {
    #expect(PythonFraction(numerator: 6, denominator: -4) == PythonFraction("-3/2"))
    #expect(PythonFraction("0/-7")?.description == "0")
    #expect(PythonFraction("14/7")?.description == "2")
    #expect(PythonFraction("-3/2")?.description == "-3/2")
    #expect(PythonFraction(numerator: 1, denominator: 0) == nil)
    for text in ["", "/", "1/", "/2", "1/2/3", "1/0", "a"] { #expect(PythonFraction(text) == nil) }
    let large = try #require(BigInteger("36893488147419103232"))
    #expect(PythonFraction(numerator: large, denominator: -1)?.description == "-36893488147419103232")
    #expect(PythonFraction(numerator: BigInteger(Int.min), denominator: BigInteger(Int.min))?.description == "1")
  }
}
