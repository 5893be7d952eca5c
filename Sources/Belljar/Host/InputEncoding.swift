internal import BelljarWire

extension Inputs {
  /// The wire's form: nothing, or a dict of the names.
  ///
  /// - Throws: ``BelljarError``: a name that is none, or a value that cannot cross, by its path.
  func encoded(maximumSize: Int, reserved: String?) throws(BelljarError) -> [UInt8] {
    guard !values.isEmpty else { return [] }
    var writer = CBORWriter()
    var budget = ValueBudget(maximum: maximumSize)
    writer.map(values.count)
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      try PythonName.validate(name, as: "input")
      if name == reserved {
        throw BelljarError(
          .invalidInput,
          "The input '\(name)' would hide the module of the host's functions; give one of them another name.")
      }
      writer.text(name)
      guard budget.take(items: 1), budget.take(bytes: name.utf8.count) else {
        throw BelljarError(.valueTooLarge, "The inputs take more than \(maximumSize) bytes; raise limits.valueSize.")
      }
      try value.write(to: &writer, budget: &budget, root: "inputs[\"\(name)\"]")
    }
    return writer.bytes
  }
}

/// The arguments of a call of a function of the program's.
enum CallArguments {
  static func encoded(
    _ positional: [PythonValue], _ named: [(name: String, value: PythonValue)], maximumSize: Int
  ) throws(BelljarError) -> [UInt8] {
    var writer = CBORWriter()
    var budget = ValueBudget(maximum: maximumSize)
    writer.tag(ValueTag.tuple)
    writer.array(2)
    writer.tag(ValueTag.tuple)
    writer.array(positional.count)
    for (index, value) in positional.enumerated() {
      try value.write(to: &writer, budget: &budget, root: "arguments[\(index)]")
    }
    writer.map(named.count)
    for (name, value) in named {
      try PythonName.validate(name, as: "argument")
      writer.text(name)
      try value.write(to: &writer, budget: &budget, root: "arguments[\"\(name)\"]")
    }
    return writer.bytes
  }
}

/// Names that Python source can say.
enum PythonName {
  static func validate(_ name: String, as what: String) throws(BelljarError) {
    guard isIdentifier(name), !keywords.contains(name) else {
      throw BelljarError(
        .invalidInput,
        "The \(what) name '\(name)' is no Python identifier; use letters, digits and underscores, and no keyword.")
    }
    guard !(name.hasPrefix("__") && name.hasSuffix("__")) else {
      throw BelljarError(
        .invalidInput, "The \(what) name '\(name)' is reserved by Python; leave out the double underscores.")
    }
  }

  /// ASCII alone: Python normalises other letters (NFKC), so that two names here could be one there.
  static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else { return false }
    return name.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "_") || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
        || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }
  }

  private static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
    "pass", "raise", "return", "try", "while", "with", "yield",
  ]
}
