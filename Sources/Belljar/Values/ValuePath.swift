/// One step from a value to a part of it.
enum ValuePathStep {
  /// The value of a dictionary's key.
  case key(PythonValue)
  /// The value of a `str` key.
  case name(String)
  /// A record's field.
  case field(String)
  case index(Int)
  /// An element of a set, which has no place.
  case element
  /// A dictionary's key itself.
  case keyItself

  var text: String {
    switch self {
    case .key(.str(let name)), .name(let name): "[\"\(Self.shortened(name, quote: "\""))\"]"
    case .key(let key): "[\(ValueSummary.short(key))]"
    case .field(let name): ".\(Self.shortened(name, quote: nil))"
    case .index(let index): "[\(index)]"
    case .element: "{…}"
    case .keyItself: "{key}"
    }
  }

  private static func shortened(_ name: String, quote: Unicode.Scalar?) -> String {
    let start = name.unicodeScalars.prefix(ValueSummary.maximumLength)
    var text = ""
    for scalar in start {
      text += scalar == quote || (quote != nil && scalar == "\\") ? "\\\(scalar)" : PythonText.printable(String(scalar))
    }
    return start.endIndex == name.endIndex ? text : text + "…"
  }
}

/// Where in a value something is wrong, as Python would subscript it: `result["orders"][3].price`.
///
/// A chain from the part to the whole, so that going one deeper costs one link, and nothing where nothing is wrong.
indirect enum ValuePath {
  case root(String)
  case step(ValuePath, ValuePathStep)

  func appending(_ step: ValuePathStep) -> ValuePath { .step(self, step) }

  /// From the whole to the part.
  var steps: [ValuePathStep] {
    var steps: [ValuePathStep] = []
    var rest = self
    while case .step(let parent, let step) = rest {
      steps.append(step)
      rest = parent
    }
    return steps.reversed()
  }

  private var name: String {
    var rest = self
    while true {
      switch rest {
      case .root(let name): return name
      case .step(let parent, _): rest = parent
      }
    }
  }
}

extension ValuePath: CustomStringConvertible {
  /// Steps that are shown of a long path, at either end.
  private static let shown = 6

  var description: String {
    let steps = self.steps
    guard steps.count > 2 * Self.shown + 1 else { return name + steps.map(\.text).joined() }
    return name + steps.prefix(Self.shown).map(\.text).joined() + "…" + steps.suffix(Self.shown).map(\.text).joined()
  }
}
