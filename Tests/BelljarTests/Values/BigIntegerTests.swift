import Belljar
import Testing

@Suite("Integers of any size")
struct BigIntegerTests {
  @Test("A number comes back from its decimal text, and is what the standard library makes of it")
  func decimal() throws {
    var random = SplitMix64(seed: 1)
    for _ in 0..<500 {
      let value =
        Int128(truncatingIfNeeded: random.next()) << Int128(random.index(below: 64)) | Int128(random.index(below: 1000))
      for value in [value, -value] {
        let big = BigInteger(value)
        #expect(big.description == value.description)
        #expect(BigInteger(value.description) == big)
        #expect(Int128(exactly: big) == value)
      }
    }
  }

  @Test("A number of many digits comes back from its text", arguments: [1, 8, 9, 10, 100, 4299, 4300])
  func manyDigits(count: Int) throws {
    var random = SplitMix64(seed: UInt64(count))
    let text =
      "-" + String(1 + random.index(below: 9)) + (1..<count).map { _ in String(random.index(below: 10)) }.joined()
    #expect(try #require(BigInteger(text)).description == text)
    let zeros = "1" + String(repeating: "0", count: count - 1)
    #expect(try #require(BigInteger(zeros)).description == zeros)
  }

  @Test("Beyond 4300 digits a number is hexadecimal, at once, and comes back")
  func hexadecimal() throws {
    #expect(BigInteger(String(repeating: "9", count: 4301)) == nil)
    let large = BigInteger(isNegative: true, magnitude: [1] + [UInt8](repeating: 0xab, count: 1 << 20))
    #expect(large.description.hasPrefix("-0x1abab"))
    #expect(BigInteger(large.description) == large)
    #expect(BigInteger("0x1F") == 31)
    #expect(BigInteger("-0x100") == -256)
  }

  @Test(
    "What is no integer is nil",
    arguments: ["", "-", "+", "1.0", " 1", "1 ", "1_000", "0x", "0xg", "--1", "\u{661}", "1\u{301}", "0x\u{ff11}"])
  func noInteger(text: String) { #expect(BigInteger(text) == nil) }

  @Test("Zero has one form")
  func zero() {
    #expect(BigInteger("-0") == 0)
    #expect(BigInteger(isNegative: true, magnitude: [0, 0]) == BigInteger(0))
    #expect(BigInteger("000") == 0)
    #expect(BigInteger(0).description == "0")
    #expect(BigInteger(isNegative: false, magnitude: [0, 0, 7]).magnitude == [7])
  }

  @Test("A number fits exactly where its type's bounds are")
  func fitting() {
    #expect(Int8(exactly: BigInteger(-128)) == -128)
    #expect(Int8(exactly: BigInteger(-129)) == nil)
    #expect(Int8(exactly: BigInteger(127)) == 127)
    #expect(Int8(exactly: BigInteger(128)) == nil)
    #expect(UInt8(exactly: BigInteger(255)) == 255)
    #expect(UInt8(exactly: BigInteger(-1)) == nil)
    #expect(UInt8(exactly: BigInteger(256)) == nil)
    #expect(Int(exactly: BigInteger(Int.min)) == .min)
    #expect(Int(exactly: BigInteger(-9_223_372_036_854_775_809)) == nil)
    #expect(UInt64(exactly: BigInteger(UInt64.max)) == .max)
    #expect(UInt64(exactly: BigInteger(18_446_744_073_709_551_616)) == nil)
  }

  @Test("A Double is exact or not at all")
  func doubles() {
    #expect(Double(exactly: BigInteger(1 << 53)) == 9_007_199_254_740_992)
    #expect(Double(exactly: BigInteger((1 << 53) + 1)) == nil)
    #expect(Double(exactly: BigInteger(-36_893_488_147_419_103_232)) == -36_893_488_147_419_103_232)
    #expect(Double(exactly: BigInteger(0)) == 0)
    let largest = BigInteger(
      magnitude: [UInt8]([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xf8]) + [UInt8](repeating: 0, count: 121))
    #expect(Double(exactly: largest) == .greatestFiniteMagnitude)
    #expect(Double(exactly: BigInteger(magnitude: [1] + [UInt8](repeating: 0, count: 128))) == nil)
  }

  @Test("Numbers are in order")
  func order() {
    let numbers: [BigInteger] = [
      -36_893_488_147_419_103_232, -257, -256, -1, 0, 1, 255, 256, 18_446_744_073_709_551_616,
    ]
    for (index, number) in numbers.enumerated() {
      for (other, second) in numbers.enumerated() { #expect((number < second) == (index < other)) }
    }
  }

  @Test("A literal is the number that it says")
  func literals() throws {
    for text in [
      "170141183460469231731687303715884105728", "-170141183460469231731687303715884105728", "-18446744073709551616",
    ] {
      #expect(try #require(BigInteger(text)).description == text)
    }
    #expect(
      (170_141_183_460_469_231_731_687_303_715_884_105_728 as BigInteger).description
        == "170141183460469231731687303715884105728")
    #expect((-18_446_744_073_709_551_616 as BigInteger).description == "-18446744073709551616")
    #expect((-1 as BigInteger) == BigInteger(-1))
  }
}
