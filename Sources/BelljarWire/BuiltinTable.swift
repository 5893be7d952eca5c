/// What becomes of each of Python's builtins in a curated namespace. A test compares it with the builtins of the Python that
/// it runs on, so that a new one is decided on before it is offered.
package enum BuiltinTable {
  package enum Treatment: String, Sendable {
    /// Offered as it is.
    case kept
    /// Offered in a form of Belljar's.
    case replaced
    /// Not offered; a call says why.
    case absent
  }

  package struct Entry: Sendable {
    package let name: String
    package let treatment: Treatment
    package let reason: String
  }

  /// Sorted by name; exceptions and warnings are in ``isException(_:)``.
  package static let entries: [Entry] =
    kept.map { Entry(name: $0, treatment: .kept, reason: "computes, or makes a value") }
    + [
      Entry(name: "__build_class__", treatment: .kept, reason: "the class statement calls it"),
      Entry(name: "__debug__", treatment: .kept, reason: "a constant of the compiler's"),
      Entry(name: "__doc__", treatment: .kept, reason: "a text"),
      Entry(name: "__name__", treatment: .kept, reason: "a text"),
      Entry(name: "__package__", treatment: .kept, reason: "a text"),
      Entry(name: "dir", treatment: .kept, reason: "lists names, and gives none of what they name"),
      Entry(name: "globals", treatment: .kept, reason: "the program's own names; of no use against the kernel layers"),
      Entry(name: "locals", treatment: .kept, reason: "the program's own names"),
      Entry(name: "vars", treatment: .kept, reason: "the same names as attributes give"),
      Entry(name: "print", treatment: .kept, reason: "writes to the run's output, which is counted"),
      Entry(name: "input", treatment: .kept, reason: "reads the run's input"),
      Entry(name: "getattr", treatment: .kept, reason: "a check of the source is as good as without it"),
      Entry(name: "setattr", treatment: .kept, reason: "the same as an assignment"),
      Entry(name: "delattr", treatment: .kept, reason: "the same as del"),
      Entry(name: "hasattr", treatment: .kept, reason: "asks what getattr would give"),
      Entry(name: "__import__", treatment: .replaced, reason: "obeys the allowlist"),
      Entry(name: "help", treatment: .replaced, reason: "Python's own is made by site and needs files"),
      Entry(name: "open", treatment: .absent, reason: "there is no file to open"),
      Entry(name: "eval", treatment: .absent, reason: "code made of text hides what a program does"),
      Entry(name: "exec", treatment: .absent, reason: "code made of text hides what a program does"),
      Entry(name: "compile", treatment: .absent, reason: "it makes code objects of text"),
      Entry(name: "breakpoint", treatment: .absent, reason: "there is no debugger"),
      Entry(name: "exit", treatment: .replaced, reason: "Python's own is made by site, and closes stdin"),
      Entry(name: "quit", treatment: .replaced, reason: "Python's own is made by site, and closes stdin"),
      Entry(name: "copyright", treatment: .absent, reason: "it is the prompt's, and reads files"),
      Entry(name: "credits", treatment: .absent, reason: "it is the prompt's, and reads files"),
      Entry(name: "license", treatment: .absent, reason: "it is the prompt's, and reads files"),
      Entry(name: "__loader__", treatment: .absent, reason: "it imports past the allowlist"),
      Entry(name: "__spec__", treatment: .absent, reason: "it leads to what imports past the allowlist"),
    ]

  private static let kept = [
    "Ellipsis", "False", "None", "NotImplemented", "True", "abs", "aiter", "all", "anext", "any", "ascii", "bin",
    "bool",
    "bytearray", "bytes", "callable", "chr", "classmethod", "complex", "dict", "divmod", "enumerate", "filter", "float",
    "format", "frozenset", "hash", "hex", "id", "int", "isinstance", "issubclass", "iter", "len", "list", "map", "max",
    "memoryview", "min", "next", "object", "oct", "ord", "pow", "property", "range", "repr", "reversed", "round", "set",
    "slice", "sorted", "staticmethod", "str", "sum", "super", "tuple", "type", "zip",
  ]

  /// Exceptions and warnings are kept, all of them: a program cannot catch what it cannot name. Of each version, so that what
  /// is new is noticed.
  package static let exceptions: Set<String> = [
    "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BaseExceptionGroup", "BlockingIOError",
    "BrokenPipeError", "BufferError", "BytesWarning", "ChildProcessError", "ConnectionAbortedError", "ConnectionError",
    "ConnectionRefusedError", "ConnectionResetError", "DeprecationWarning", "EOFError", "EncodingWarning",
    "EnvironmentError", "Exception", "ExceptionGroup", "FileExistsError", "FileNotFoundError", "FloatingPointError",
    "FutureWarning", "GeneratorExit", "IOError", "ImportError", "ImportWarning", "IndentationError", "IndexError",
    "InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt", "LookupError", "MemoryError",
    "ModuleNotFoundError", "NameError", "NotADirectoryError", "NotImplementedError", "OSError", "OverflowError",
    "PendingDeprecationWarning", "PermissionError", "ProcessLookupError", "PythonFinalizationError", "RecursionError",
    "ReferenceError", "ResourceWarning", "RuntimeError", "RuntimeWarning", "StopAsyncIteration", "StopIteration",
    "SyntaxError", "SyntaxWarning", "SystemError", "SystemExit", "TabError", "TimeoutError", "TypeError",
    "UnboundLocalError", "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError", "UnicodeTranslateError",
    "UnicodeWarning", "UserWarning", "ValueError", "Warning", "ZeroDivisionError", "_IncompleteInputError",
  ]

  /// What a program may find, without what is between underscores.
  package static let offered = names.filter { !$0.hasPrefix("_") && treatment(of: $0) != .absent }.sorted()

  /// Every name that a policy can speak of.
  package static let names = Set(entries.map(\.name)).union(exceptions)

  package static func treatment(of name: String) -> Treatment? {
    if exceptions.contains(name) { return .kept }
    return entries.first { $0.name == name }?.treatment
  }

  package static func reason(_ name: String) -> String? { entries.first { $0.name == name }?.reason }
}
