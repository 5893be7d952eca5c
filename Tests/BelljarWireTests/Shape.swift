import BelljarWire

/// What a field may be: the messages' layout, written down a second time.
indirect enum Shape {
  case integer, optionalInteger, identifier, text, optionalText, bytes, bool, texts, integers
  /// One of these texts.
  case name(Set<String>)
  /// An array of exactly these fields.
  case record([Shape])
  /// Any number of such records.
  case records([Shape])
  /// Nothing, a value, why there is none, an exit status, or an exception.
  case result
  /// A value or an exception.
  case answer
  /// One of these numbers.
  case number(Set<UInt64>)

  func accepts(_ item: CBOR) -> Bool {
    switch (self, item) {
    case (.integer, .unsigned(let value)), (.integer, .negative(let value)): value <= UInt64(Int.max)
    case (.optionalInteger, .null): true
    case (.optionalInteger, _): Shape.integer.accepts(item)
    case (.optionalText, .null), (.optionalText, .text): true
    case (.identifier, .unsigned), (.text, .text), (.bytes, .bytes), (.bool, .bool): true
    case (.texts, .array(let items)): items.allSatisfy(Shape.text.accepts)
    case (.integers, .array(let items)): items.allSatisfy(Shape.integer.accepts)
    case (.name(let names), .text(let name)): names.contains(name)
    case (.record(let shapes), .array(let items)):
      shapes.count == items.count && zip(shapes, items).allSatisfy { $0.accepts($1) }
    case (.records(let shapes), .array(let items)): items.allSatisfy(Shape.record(shapes).accepts)
    case (.result, .array): Shape.record([.text, .text, .text]).accepts(item)
    case (.result, .bytes), (.result, .text): true
    case (.result, _): Shape.optionalInteger.accepts(item)
    case (.answer, .array): Shape.record([.text, .text]).accepts(item)
    case (.answer, .bytes): true
    case (.number(let numbers), .unsigned(let number)): numbers.contains(number)
    default: false
    }
  }
}

extension Shape {
  static let failure: [Shape] = [.text, .integer, .text]

  static let serverOrders: [String: [Shape]] = [
    "prepare": [
      .records([.text, .bool, .texts]), .texts, .text, .name(["subinterpreter", "main"]), .bool,
      .records([.text, .name(["required", "preferred", "off"])]), .integer, .integer, .integer,
      .integer, .texts, .texts, .text, .texts, .texts, .integers, .bool, .texts,
    ],
    "fork": [.identifier, .name(["run", "session", "template"])], "adopt": [.identifier, .integer],
    "endFamily": [.identifier],
    "measureForks": [.integer],
  ]

  static let serverReports: [String: [Shape]] = [
    "greeting": [.integer, .text, .text], "ready": [.texts, .records([.text] + failure)], "refused": failure,
    "forked": [.identifier, .integer], "forkFailed": [.identifier] + failure,
    "ended": [.identifier, .bool, .integer, .integer, .integer, .integer], "forksMeasured": [.integers, .integer],
  ]

  static let childOrders: [String: [Shape]] = [
    "limits": [.integer, .integer, .integer, .integer, .integer, .integer, .bool],
    "program": [
      .number([0, 1, 2]), .bytes, .text, .bytes, .bool, .integer, .text, .records([.text, .text]),
    ],
    "answer": [.answer], "copy": [],
  ]

  static let childReports: [String: [Shape]] = [
    "waiting": [.integer], "failed": failure, "called": [.text, .bytes],
    "listening": [], "copied": [.integer],
    "completed": [
      .result,
      .records([
        .name(["systemCall", "importing", "builtin", "attribute", "auditEvent", "syntax", "path", "fileMode"]), .text,
        .optionalInteger, .optionalText,
      ]),
    ],
  ]
}
