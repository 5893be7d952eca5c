/// The same form as a policy file's, documented in `docs/policy.md`: `{"extends": "strict", "limits": {"wall-time": "2 s"}}`.
///
/// Keys that are missing are those of the preset that `extends` names, or of ``standard``. What is written is complete.
extension Policy: Codable {
  /// Reads a policy.
  ///
  /// - Parameter decoder: Where from.
  /// - Throws: `DecodingError.dataCorrupted` with the path of the first mistake and a sentence that says what is wrong.
  public init(from decoder: any Decoder) throws {
    let node = try PolicyNode(from: decoder)
    var reader = PolicyReader(preset: "standard", policy: .standard, trustsPrelude: true)
    if let base = node["extends"] { reader.startFromPreset(base) }
    reader.read(node)
    reader.finish()
    guard let mistake = reader.mistakes.first else {
      self = reader.policy
      return
    }
    throw DecodingError.dataCorrupted(
      DecodingError.Context(
        codingPath: decoder.codingPath + mistake.path.map { PolicyNode.Key(stringValue: $0) },
        debugDescription: mistake.sentence))
  }

  /// Writes the whole policy.
  ///
  /// - Parameter encoder: Where to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws { try written.encode(to: encoder) }
}

extension PolicyReader {
  /// Files are for who reads a file.
  fileprivate mutating func startFromPreset(_ node: PolicyNode) {
    guard let name = node.text else {
      return refuse(["extends"], node, "extends is \(node.kind); write a preset's name")
    }
    guard let preset = Policy.presets[name] else {
      return refuse(["extends"], node, name.isNotOne(of: Policy.presets.keys.sorted(), called: "a preset"))
    }
    start(from: preset, named: name)
  }
}

extension PolicyNode: Codable {
  package struct Key: CodingKey {
    package var stringValue: String
    package var intValue: Int? { nil }

    package init(stringValue: String) { self.stringValue = stringValue }
    package init?(intValue: Int) { nil }
  }

  /// Far above what a policy needs, and far below what a stack holds.
  private static let maximumDepth = 32

  package init(from decoder: any Decoder) throws {
    guard decoder.codingPath.count <= Self.maximumDepth else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "a policy is never nested so deeply"))
    }
    if let container = try? decoder.container(keyedBy: Key.self) {
      // A decoder may give the keys in any order; what is told of them has one.
      let keys = container.allKeys.sorted { $0.stringValue < $1.stringValue }
      self.init(.map(try keys.map { Member($0.stringValue, try container.decode(PolicyNode.self, forKey: $0)) }))
    } else if var container = try? decoder.unkeyedContainer() {
      var items: [PolicyNode] = []
      while !container.isAtEnd { items.append(try container.decode(PolicyNode.self)) }
      self.init(.list(items))
    } else {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self.init(.nothing)
      } else if let value = try? container.decode(Bool.self) {
        self.init(.bool(value))
      } else if let value = try? container.decode(Int.self) {
        self.init(.number(String(value)))
      } else if let value = try? container.decode(Double.self) {
        self.init(.number(String(value)))
      } else {
        self.init(.text(try container.decode(String.self)))
      }
    }
  }

  package func encode(to encoder: any Encoder) throws {
    switch content {
    case .nothing:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .bool(let value):
      var container = encoder.singleValueContainer()
      try container.encode(value)
    case .number(let text):
      var container = encoder.singleValueContainer()
      if let value = Int(text) { try container.encode(value) } else { try container.encode(text) }
    case .text(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
    case .list(let items):
      var container = encoder.unkeyedContainer()
      for item in items { try container.encode(item) }
    case .map(let members):
      var container = encoder.container(keyedBy: Key.self)
      for member in members { try container.encode(member.value, forKey: Key(stringValue: member.name)) }
    }
  }
}
