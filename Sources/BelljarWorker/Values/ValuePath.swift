internal import BelljarWire
internal import CPythonShim

/// The containers around the part of a value that is being encoded. It finds cycles, and names the part if it cannot
/// cross; until then nothing of it is put into words.
struct ValuePath {
  /// A step from a container to one of its parts.
  enum Step {
    case index(Int)
    /// A dict's key, which the dict holds.
    case key(BorrowedObject)
    case field(String)
    /// A member of a set, or a dict's key itself: no expression leads there.
    case member
  }

  private var containers: [BorrowedObject] = []
  private var steps: [Step] = []

  mutating func enter(_ container: BorrowedObject) throws(ValueFailure) {
    guard containers.count < ValueCost.maximumDepth else {
      throw failure("containers are nested more than \(ValueCost.maximumDepth) deep")
    }
    guard !containers.contains(container) else { throw failure("the value contains itself") }
    containers.append(container)
    steps.append(.member)
  }

  mutating func leave() {
    containers.removeLast()
    steps.removeLast()
  }

  /// Says which part of the innermost container comes now.
  mutating func step(_ step: Step) { steps[steps.count - 1] = step }

  func failure(_ reason: String) -> ValueFailure {
    var words = steps.map(Self.words)
    // A deep one would be all path.
    if words.count > 16 { words.replaceSubrange(8..<words.count - 8, with: ["…"]) }
    return ValueFailure(path: words.joined(), reason: reason)
  }

  private static func words(_ step: Step) -> String {
    switch step {
    case .index(let index): return "[\(index)]"
    case .field(let name): return ".\(name)"
    case .member: return "{…}"
    case .key(let key):
      if let text = key.text(limit: 64) { return "[\(quoted(text))]" }
      if key.kind == cpy_kind_int, let number = key.int64 { return "[\(number)]" }
      return "[…]"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f: result += "\\x" + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
