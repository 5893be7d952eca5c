extension PolicyReader {
  mutating func readBool(_ path: [String], _ node: PolicyNode, _ set: (inout Policy, Bool) -> Void) {
    guard case .bool(let value) = node.content else {
      let advice =
        switch node.text?.lowercased() {
        case "true", "false": " without quotes"
        case "yes", "no", "on", "off": ", for this is a text in YAML 1.2"
        default: ""
        }
      return refuse(path, node, "\(path.written) is \(node.kind); write true or false\(advice)")
    }
    set(&policy, value)
    note(path, node)
  }

  /// One of some names.
  mutating func readName<Value>(
    _ path: [String], _ node: PolicyNode, _ names: KeyValuePairs<String, Value>, _ set: (inout Policy, Value) -> Void
  ) {
    let known = names.map(\.key)
    // `layers: {seccomp: off}` is a word in YAML 1.2 and a boolean in 1.1; what reads it as the latter means it all the same.
    let text = if case .bool(false) = node.content, known.contains("off") { "off" } else { node.text }
    guard let text else {
      return refuse(path, node, "\(path.written) is \(node.kind); write one of \(known.joined(separator: ", "))")
    }
    guard let value = names.first(where: { $0.key == text })?.value else {
      return refuse(path, node, text.isNotOne(of: known, called: "a value of \(path.written)"))
    }
    set(&policy, value)
    note(path, node)
  }

  mutating func readQuantities<Root>(
    _ path: [String], _ node: PolicyNode, _ keys: [QuantityKey<Root>],
    _ store: (inout PolicyReader, QuantityKey<Root>, QuantityKey<Root>.Value) -> Void
  ) {
    guard let members = readMap(path, node, "such as {\(keys[0].name): \(keys[0].example)}") else { return }
    for member in members {
      let path = path + [member.name]
      guard let key = keys.first(where: { $0.name == member.name }) else {
        mistakes.append(
          PolicyFinding(
            path, at: member.place, member.name.isNotOne(of: keys.map(\.name), called: "a key of \(path[0])")))
        continue
      }
      do {
        store(&self, key, try key.read(member.value))
        note(path, member.value)
      } catch {
        refuse(path, member.value, "\(path.written) is \(member.value.kind): \(error.description)")
      }
    }
  }

  /// A map's members, or nil if it is none.
  mutating func readMap(_ path: [String], _ node: PolicyNode, _ example: String) -> [PolicyNode.Member]? {
    if let members = node.members { return members }
    refuse(path, node, "\(path.written) is \(node.kind); write a map, \(example)")
    return nil
  }

  mutating func readPreludeText(_ node: PolicyNode) {
    guard let text = node.text else {
      return refuse(["prelude"], node, "prelude is \(node.kind); write Python source")
    }
    setPrelude(text, ["prelude"], node)
  }

  mutating func readPreludeFile(_ node: PolicyNode) {
    guard let readPrelude else {
      return refuse(["prelude-file"], node, "prelude-file is for policy files alone; give the source itself as prelude")
    }
    guard trustsPrelude else { return refuseUntrusted(["prelude-file"], node) }
    do {
      setPrelude(try readPrelude(node), ["prelude-file"], node)
    } catch {
      mistakes.append(error)
    }
  }

  private mutating func setPrelude(_ text: String, _ path: [String], _ node: PolicyNode) {
    guard trustsPrelude || text.isEmpty else { return refuseUntrusted(path, node) }
    guard !text.utf8.contains(0) else {
      return refuse(path, node, "\(path.written) has a NUL, which no source may have")
    }
    policy.image.prelude = text
    note(["prelude"], node)
  }

  private mutating func refuseUntrusted(_ path: [String], _ node: PolicyNode) {
    refuse(
      path, node,
      "\(path.written) is code that every run would begin with; read it, then give --trust-prelude to accept it from a file"
    )
  }
}

extension QuantityKey {
  enum Value: Sendable {
    case time(Duration)
    case amount(ByteCount)
    case count(Int)
  }

  func read(_ node: PolicyNode) throws(Quantity.Malformed) -> Value {
    switch field {
    case .time(_, let range): .time(try Quantity.duration(try quantity(node), in: range))
    case .amount(_, let range): .amount(try Quantity.amount(try quantity(node), in: range))
    case .count(_, let range): .count(try count(node, in: range))
    }
  }

  func set(_ root: inout Root, _ value: Value) {
    switch (field, value) {
    case (.time(let path, _), .time(let value)): root[keyPath: path] = value
    case (.amount(let path, _), .amount(let value)): root[keyPath: path] = value
    case (.count(let path, _), .count(let value)): root[keyPath: path] = value
    // A key reads what it holds.
    default: break
    }
  }

  func written(_ root: Root) -> String {
    switch text(of: root) {
    case .text(let text), .number(let text): text
    default: ""
    }
  }

  var example: String {
    switch field {
    case .time: "5 s"
    case .amount: "64 MiB"
    case .count: "100"
    }
  }

  private func quantity(_ node: PolicyNode) throws(Quantity.Malformed) -> String {
    switch node.content {
    // Which is then refused for want of a unit.
    case .text(let text), .number(let text): text
    default: throw Quantity.Malformed("write a number and a unit, such as \(example)")
    }
  }

  private func count(_ node: PolicyNode, in range: ClosedRange<Int>) throws(Quantity.Malformed) -> Int {
    guard case .number(let text) = node.content, !text.contains(where: { ".eE".contains($0) }) else {
      throw Quantity.Malformed("write a whole number, such as \(example)")
    }
    guard let count = Int(text) else {
      throw Quantity.Malformed(
        text.hasPrefix("-") ? "the least is \(range.lowerBound)" : "the most is \(range.upperBound)")
    }
    guard count >= range.lowerBound else { throw Quantity.Malformed("the least is \(range.lowerBound)") }
    guard count <= range.upperBound else { throw Quantity.Malformed("the most is \(range.upperBound)") }
    return count
  }
}

extension [String] {
  /// The keys that lead to a value, as a sentence names it.
  var written: String { map(\.shortened).joined(separator: ".") }
}

extension NamespaceLevel {
  /// The levels by their names in policy files and options.
  package static let named: KeyValuePairs<String, NamespaceLevel> = [
    "unrestricted": .unrestricted, "empty-builtins": .emptyBuiltins, "allowlist": .allowlist,
    "restricted": .restricted, "hardened": .hardened, "audited": .audited,
  ]

  /// Its name in policy files and options.
  package var writtenName: String { Self.named.first { $0.value == self }?.key ?? rawValue }
}

extension Image.Interpreter {
  static let named: KeyValuePairs<String, Image.Interpreter> = ["subinterpreter": .subinterpreter, "main": .main]
}

extension Layer.Demand {
  static let named: KeyValuePairs<String, Layer.Demand> = [
    "required": .required, "preferred": .preferred, "off": .off,
  ]
}
