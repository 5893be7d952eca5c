internal import BelljarWire

/// A coding key that knows which step of a path it is.
struct ValueKey: CodingKey {
  let step: ValuePathStep

  init(_ step: ValuePathStep) { self.step = step }
  init?(stringValue: String) { step = .name(stringValue) }
  init?(intValue: Int) { step = .index(intValue) }

  var intValue: Int? { if case .index(let index) = step { index } else { nil } }

  var stringValue: String {
    switch step {
    case .name(let name), .key(.str(let name)), .field(let name): name
    default: step.text
    }
  }
}

extension ValuePath {
  var codingPath: [any CodingKey] { steps.map { ValueKey($0) } }

  init(root: String, codingPath: [any CodingKey]) {
    self = codingPath.reduce(.root(root)) { path, key in
      if let key = key as? ValueKey { return path.appending(key.step) }
      return path.appending(key.intValue.map { .index($0) } ?? .name(key.stringValue))
    }
  }
}

extension BelljarError {
  /// What is at the path is not what was asked for.
  static func mismatch(_ path: ValuePath, expected: String, found value: PythonValue) -> BelljarError {
    BelljarError(.valueMismatch, "\(path): expected \(expected), found \(ValueSummary.text(value))")
  }

  static func tooDeep(_ path: ValuePath, _ code: Code) -> BelljarError {
    BelljarError(
      code,
      "\(path): values nest deeper than \(ValueCost.maximumDepth) levels, which is as deep as they may; "
        + "references in a circle have no end")
  }

  /// The error that a type's own `init(from:)` found.
  init(_ error: DecodingError, root: String) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init(.valueMismatch, root, context.codingPath + [key], "found no such key")
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      self.init(.valueMismatch, root, context.codingPath, context.debugDescription)
    @unknown default: self.init(.valueMismatch, root, [], "\(error)")
    }
  }

  /// The error that a type's own `encode(to:)` found.
  init(_ error: EncodingError, root: String) {
    switch error {
    case .invalidValue(_, let context):
      self.init(.valueUnsupported, root, context.codingPath, context.debugDescription)
    @unknown default: self.init(.valueUnsupported, root, [], "\(error)")
    }
  }

  /// The reason may hold a program's text.
  private init(_ code: Code, _ root: String, _ codingPath: [any CodingKey], _ reason: String) {
    let start = PythonText.printable(String(reason.unicodeScalars.prefix(200)))
    self.init(code, "\(ValuePath(root: root, codingPath: codingPath)): \(start)")
  }
}
