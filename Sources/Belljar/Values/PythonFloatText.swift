/// A float as Python's `repr()` writes it. Swift has the same digits, but changes to an exponent elsewhere.
enum PythonFloatText {
  static func text(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let sign = value.sign == .minus ? "-" : ""
    let parts = value.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let fraction = mantissa.count == 2 && mantissa[1] != "0" ? String(mantissa[1]) : ""
    let all = mantissa[0] + fraction
    let digits = all.drop { $0 == "0" }
    guard !digits.isEmpty else { return sign + "0.0" }
    /// The place of the point, counted from the first digit.
    let point = (parts.count == 2 ? Int(parts[1]) ?? 0 : 0) + mantissa[0].count - (all.count - digits.count)
    let kept = String(digits.reversed().drop { $0 == "0" }.reversed())
    return sign + plainOrScientific(kept, point)
  }

  /// A complex number's part has no `.0`.
  static func part(_ value: Double) -> String {
    let text = text(value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func plainOrScientific(_ digits: String, _ point: Int) -> String {
    guard -3...16 ~= point else {
      let exponent = abs(point - 1)
      let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
      return "\(digits.prefix(1))\(fraction)e\(point > 0 ? "+" : "-")\(exponent < 10 ? "0" : "")\(exponent)"
    }
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + digits }
    guard digits.count > point else { return digits + String(repeating: "0", count: point - digits.count) + ".0" }
    return "\(digits.prefix(point)).\(digits.dropFirst(point))"
  }
}
