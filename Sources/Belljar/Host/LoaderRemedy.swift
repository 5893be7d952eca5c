/// What to do about a worker that the loader could not start.
enum LoaderRemedy {
  /// A part of a sentence; empty if the worker's last words are not of a missing libpython.
  ///
  /// The loader names it as "libpython3.13.so.1.0: cannot open shared object file".
  static func text(for words: some StringProtocol) -> String {
    guard words.contains("shared librar"), let name = words.firstRange(of: "libpython") else { return "" }
    let version = words[name.upperBound...].prefix { $0.isNumber || $0 == "." }.split(separator: ".").prefix(2)
      .joined(separator: ".")
    return """
      ; install that library (Debian: libpython\(version)), or, if it lies where the loader does not look, put it \
      beside the worker or build with make build PYTHON=\(version)
      """
  }
}
