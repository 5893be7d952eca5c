internal import CPythonShim
internal import Glibc

/// Where the standard library that belongs to the loaded libpython lies.
///
/// CPython itself looks where it was installed when it was built, and where variables of the environment say. The
/// worker has no environment, and a Python that was copied would not find its own library, or find another's.
struct StandardLibrary {
  /// The prefix to give to CPython; nil if nothing is found near libpython, and CPython's own search must do.
  let home: String?
  private let library: String
  private let name: String

  init(version: String) {
    name = "python" + version.split(separator: ".").prefix(2).joined(separator: ".")
    library = unsafe cpy_library_path().map { unsafe String(cString: $0) } ?? "libpython"
    home = Self.home(of: library, holding: name)
  }

  /// A part of a sentence: what to do if CPython does not start.
  var advice: String {
    if let home {
      return "its standard library was looked for below \(home), so see that lib/\(name) there is complete"
    }
    return """
      no \(name) lies in a lib beside \(library) or around it, so install that Python's standard library there
      """
  }

  /// The standard library lies in `lib` beside libpython (a Python that travels with the worker), in the `lib` that holds
  /// libpython, or in the one that holds its architecture's directory. No other directory above is trusted: a worker in
  /// `/tmp/mine` must not take `/tmp/lib`, which anybody may have made.
  private static func home(of library: String, holding name: String) -> String? {
    let directory = parent(of: resolved(library))
    if holds(directory, "lib/\(name)") { return directory }
    for place in [directory, parent(of: directory)] where place.hasSuffix("/lib") || place.hasSuffix("/lib64") {
      if holds(place, name) { return parent(of: place) }
    }
    return nil
  }

  private static func holds(_ directory: String, _ library: String) -> Bool {
    unsafe access("\(directory)/\(library)/os.py", R_OK) == 0
  }

  private static func parent(of path: String) -> String {
    let directory = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
    return directory.isEmpty ? "/" : String(directory)
  }

  /// The path without symbolic links: by a link, the library would seem to be alone.
  private static func resolved(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
