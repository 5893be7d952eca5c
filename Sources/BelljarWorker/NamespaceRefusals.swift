internal import BelljarWire
internal import CPythonShim

/// What the namespace layer refused, for the completion record.
///
/// State is global because CPython calls a C function, which carries no context; a child has one program at a time.
enum NamespaceRefusals {
  nonisolated(unsafe) private static var list: [Refusal] = []

  static var noted: [Refusal] { unsafe list }

  private static let maximum = 64

  static func forget() { unsafe list = [] }

  /// Notes a refusal, with the line of the program that is at it.
  static func note(_ kind: Refusal.Kind, _ name: String) {
    let line = unsafe Int(cpy_current_line(ProgramRun.fileName))
    note(kind, name, line: line > 0 ? line : nil)
  }

  static func note(_ kind: Refusal.Kind, _ name: String, line: Int?) {
    guard unsafe list.count < maximum else { return }
    unsafe list.append(Refusal(kind: kind, name: name, line: line))
  }
}
