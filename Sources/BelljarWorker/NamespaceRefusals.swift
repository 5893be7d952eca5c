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

  /// In bytes; of a longer name the end is kept, which tells more of a path.
  private static let maximumFileName = 256

  /// Where the standard library lies, with a slash at its end.
  nonisolated(unsafe) private(set) static var library = ""

  /// Takes hold of what tells the standard library's files from others, while no program has run.
  static func prepare() {
    let file = PythonObject.imported("os")?.attribute("__file__")?.swiftText() ?? ""
    unsafe library = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    cpy_clear_exception()
  }

  /// Notes a refusal, with the place that asked: not the standard library, of which the program made use.
  static func note(_ kind: Refusal.Kind, _ name: String) {
    guard unsafe list.count < maximum else { return }
    var file: OpaquePointer?
    let line = unsafe Int(cpy_asking_place(library, &file))
    let text = unsafe PythonObject(new: file)?.swiftText()
    note(kind, name, line: line > 0 ? line : nil, file: text)
  }

  static func note(_ kind: Refusal.Kind, _ name: String, line: Int?, file: String?) {
    guard unsafe list.count < maximum else { return }
    let other =
      file == ProgramRun.fileName ? nil : file.map { String(decoding: $0.utf8.suffix(maximumFileName), as: UTF8.self) }
    unsafe list.append(Refusal(kind: kind, name: name, line: line, file: other))
  }
}
