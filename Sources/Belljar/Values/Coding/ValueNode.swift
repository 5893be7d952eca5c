/// What an encoder is building: shared by the containers that it hands out, which may be used in any order.
final class ValueNode {
  private enum Kind {
    case empty, value, list, dict, contradictory
  }

  private enum Slot {
    case value(PythonValue)
    /// A nested container's or a superclass's, filled until the end.
    case node(ValueNode)
  }

  private var kind = Kind.empty
  private var slots: [Slot] = []
  private var names: [String] = []
  private var places: [String: Int] = [:]

  var count: Int { slots.count }

  func becomeList() { become(.list) }
  func becomeDict() { become(.dict) }

  func setValue(_ value: PythonValue) {
    become(.value)
    slots = [.value(value)]
  }

  func append(_ value: PythonValue) { slots.append(.value(value)) }
  func append(_ node: ValueNode) { slots.append(.node(node)) }
  func set(_ name: String, _ value: PythonValue) { set(name, .value(value)) }
  func set(_ name: String, _ node: ValueNode) { set(name, .node(node)) }

  /// The value, once everything has been encoded.
  func finished(_ path: ValuePath) throws -> PythonValue {
    switch kind {
    case .empty: return .dict([:])
    case .value: return try slots.first.map { try value(of: $0, path) } ?? PythonValue.none
    case .list:
      return .list(try slots.enumerated().map { index, slot in try value(of: slot, path.appending(.index(index))) })
    case .dict:
      return .dict(
        PythonDictionary(
          distinct: try zip(names, slots).map { name, slot in
            PythonDictionary.Entry(key: .str(name), value: try value(of: slot, path.appending(.name(name))))
          }))
    case .contradictory:
      throw BelljarError(
        .valueUnsupported,
        "\(path): its encode(to:) asks for more than one kind of container, and a value is of one kind")
    }
  }

  private func become(_ wanted: Kind) {
    if kind == .empty { kind = wanted } else if kind != wanted { kind = .contradictory }
  }

  private func set(_ name: String, _ slot: Slot) {
    if let place = places[name] {
      slots[place] = slot
    } else {
      places[name] = slots.count
      names.append(name)
      slots.append(slot)
    }
  }

  private func value(of slot: Slot, _ path: @autoclosure () -> ValuePath) throws -> PythonValue {
    switch slot {
    case .value(let value): value
    case .node(let node): try node.finished(path())
    }
  }
}
