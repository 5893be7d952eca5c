import Belljar

/// A program, and what each namespace level makes of it.
struct LevelRow: Sendable, CustomStringConvertible {
  struct Refusal: Sendable {
    let exception: String
    let kind: Denial.Kind
    let name: String
  }

  let description: String
  let source: String
  /// What it prints at the levels that let it.
  let printed: String
  /// By the levels from which on they hold.
  let refusals: [NamespaceLevel: Refusal]

  /// What a level refuses, if it does.
  func refusal(at level: NamespaceLevel) -> Refusal? {
    NamespaceLevel.ladder.prefix { $0 != level }.reversed().reduce(refusals[level]) { $0 ?? refusals[$1] }
  }

  /// An attribute of an object, in plain sight, so that the syntax check sees it.
  static func written(_ name: String, _ source: String, prints printed: String) -> LevelRow {
    LevelRow(
      description: source, source: source, printed: printed,
      refusals: [.restricted: Refusal(exception: "SyntaxError", kind: .syntax, name: name)])
  }

  /// An attribute that C code asks for in the program's name; the syntax check does not see it.
  static func asked(
    _ label: String, of expression: String, prints printed: String, audited event: String? = nil
  ) -> LevelRow {
    let attribute = label.split(separator: ".").last.map(String.init) ?? label
    var refusals = [NamespaceLevel.hardened: Refusal(exception: "AttributeError", kind: .attribute, name: label)]
    if let event { refusals[.audited] = Refusal(exception: "PermissionError", kind: .auditEvent, name: event) }
    return LevelRow(
      description: label,
      source: setting + "print(type(operator.attrgetter('\(attribute)')(\(expression))).__name__)", printed: printed,
      refusals: refusals)
  }

  /// What Python reports to an audit hook.
  static func audited(_ event: String, _ statement: String, prints printed: String) -> LevelRow {
    LevelRow(
      description: event, source: setting + statement, printed: printed,
      refusals: [.audited: Refusal(exception: "PermissionError", kind: .auditEvent, name: event)])
  }

  /// Objects that lead to code and frames.
  static let setting = """
    import functools, json, operator, string, sys, types, typing
    getframe = operator.attrgetter("_getframe")(sys)
    builtins = sys.modules["builtins"]
    class Box:
        def method(self): pass
    def function(number=1, *, other=2): return lambda: number
    def generator(): yield
    async def routine(): pass
    async def generators(): yield
    def raised():
        def deeper(): 1 / 0
        try: deeper()
        except ZeroDivisionError as error: return operator.attrgetter("__traceback__")(error)

    """
}
