/// Texts as Python's `repr()` writes them, so that no control character comes through.
enum PythonText {
  /// With quotes: single ones, unless only those stand in it.
  static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let quote: Unicode.Scalar = scalars.contains("'") && !scalars.contains("\"") ? "\"" : "'"
    var result = String(quote)
    for scalar in scalars {
      if scalar == quote || scalar == "\\" {
        result += "\\\(scalar)"
      } else {
        append(scalar, to: &result)
      }
    }
    return result + String(quote)
  }

  /// The same without quotes: a type's name, which may hold anything.
  static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars { append(scalar, to: &result) }
    return result
  }

  static func quoted(_ bytes: [UInt8]) -> String {
    let quote = bytes.contains(UInt8(ascii: "'")) && !bytes.contains(UInt8(ascii: "\"")) ? "\"" : "'"
    var result = "b" + quote
    for byte in bytes {
      let scalar = Unicode.Scalar(byte)
      if scalar == "\\" || String(scalar) == quote {
        result += "\\\(scalar)"
      } else if scalar.isASCII {
        append(scalar, to: &result)
      } else {
        result += "\\x" + hexadecimal(UInt32(byte), 2)
      }
    }
    return result + quote
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar {
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    case " "..."~": text.unicodeScalars.append(scalar)
    case _ where isPrintable(scalar): text.unicodeScalars.append(scalar)
    case _ where scalar.value <= 0xff: text += "\\x" + hexadecimal(scalar.value, 2)
    case _ where scalar.value <= 0xffff: text += "\\u" + hexadecimal(scalar.value, 4)
    default: text += "\\U" + hexadecimal(scalar.value, 8)
    }
  }

  /// As Python defines it.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      false
    default: true
    }
  }

  private static func hexadecimal(_ value: UInt32, _ digitCount: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digitCount - digits.count)) + digits
  }
}
