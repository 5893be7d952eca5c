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
    return "no lib/\(name) lies beside or above \(library), so install that Python's standard library there"
  }

  /// libpython lies in `<home>/lib`, in `<home>/lib/<architecture>`, or, for a Python that travels with the worker, in
  /// `<home>` itself.
  private static func home(of library: String, holding name: String) -> String? {
    var directory = resolved(library)[...]
    for _ in 0..<3 {
      guard let slash = directory.lastIndex(of: "/") else { return nil }
      directory = directory[..<slash]
      let found = ["lib", "lib64"].contains { unsafe access("\(directory)/\($0)/\(name)/os.py", R_OK) == 0 }
      if found { return directory.isEmpty ? "/" : String(directory) }
    }
    return nil
  }

  /// The path without symbolic links: by a link, the library would seem to be alone.
  private static func resolved(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
