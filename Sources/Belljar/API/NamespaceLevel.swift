/// How much of Python a program is shown. A convenience and a lesson, never a boundary: with this layer off every kernel
/// layer holds all the same.
///
/// Each level has what the one before has, and more. ``emptyBuiltins`` stands apart: it is history. What a level refuses is
/// listed in the outcome as a ``Denial``.
public enum NamespaceLevel: String, Sendable, Hashable, CaseIterable, Codable {
  /// All builtins, every import, `ctypes` included: the kernel layers stand alone. For tests and teaching. Breaks nothing.
  case unrestricted

  /// An emptied `__builtins__`, and nothing else: the oldest trick. Breaks nearly every program: there is no `print`, `len` or
  /// `ValueError`, and no `import`. Attributes of any value lead out of it.
  case emptyBuiltins

  /// Curated builtins and an import allowlist. Breaks programs that evaluate text as code, open files, or import what is not
  /// allowed.
  case allowlist

  /// Also a check of the program's syntax tree, never of a library's, before any of it runs. A violation is a `SyntaxError` with
  /// its line.
  ///
  /// Refused are attributes that begin with an underscore (`random._os`, `().__class__`), wherever they are written: behind
  /// a point, in `from … import`, in a class pattern, in a format text; attributes of frames, code and tracebacks; Python's own
  /// names (`__builtins__`); and `format` and `format_map` of a text that is not written at that place. `getattr`, `setattr`,
  /// `delattr` and `hasattr` refuse the same names, and `eval`, `exec` and `compile`, where a policy allows them, the same texts.
  /// Allowed are methods of any name that are defined, names of variables with one underscore, special methods that operators
  /// call (`super().__init__()`, `__len__`), `__name__`, `__doc__` and the like, and the public names of `namedtuple` and `Enum`.
  ///
  /// Breaks programs that keep private state as `self._state`, that ask for `self.__class__` or `vars(x).__dict__`, and that keep
  /// format texts in variables. `operator.attrgetter` goes around it.
  case restricted

  /// Also hides the attributes by which objects lead to code and frames, where the program's own code asks for them, not where
  /// the standard library does.
  ///
  /// Hidden are `__globals__`, `__code__`, `__closure__`, `__defaults__`, `__kwdefaults__` and `__builtins__` of functions, `__func__`
  /// of methods, `__self__` of built-in functions, `cell_contents`; `f_back`, `f_code`, `f_locals`, `f_globals` and `f_builtins` of
  /// frames; the frames and code of generators, coroutines and asynchronous generators; `tb_frame` and `tb_next`;
  /// `__subclasses__`; `replace` of code; and the constructors of functions and code.
  ///
  /// Breaks introspection and decorators that read `__code__` or `__defaults__`. Does not hide the modules that an allowed module
  /// has imported: `json.codecs`.
  case hardened

  /// Also an audit hook in C, which can never be removed. While a program runs it refuses what Python reports, with a
  /// `PermissionError`, whoever asks, save for a list of events that do no harm, and of events that the library needs.
  ///
  /// Breaks what a policy allows beyond the standard modules, if it opens files or sockets, starts processes, loads pickles, or
  /// uses `ctypes`, `gc`, tracing, or profiling.
  case audited
}
