/// Which names a checked program may write. Stricter than need be: an attribute's name says nothing of the object that it
/// will be asked of.
enum SyntaxRules {
  /// Why a name is refused; nil if it is not.
  static func objection(toAttribute name: String) -> String? {
    if inspection.contains(name) { return "it leads to frames and code" }
    guard name.hasPrefix("_"), name != "_", !specialNames.contains(name), !publicNames.contains(name) else {
      return nil
    }
    return "it begins with an underscore"
  }

  /// As `objection(toAttribute:)`, of a variable or a parameter. One underscore marks the program's own: there are no guards
  /// of these names to be shadowed, as RestrictedPython has.
  static func objection(toName name: String) -> String? {
    guard isSpecial(name), !specialNames.contains(name), !variableNames.contains(name), !moduleNames.contains(name)
    else { return nil }
    return "it is Python's own"
  }

  /// `__name__`.
  static func isSpecial(_ name: some StringProtocol) -> Bool {
    name.count > 4 && name.hasPrefix("__") && name.hasSuffix("__")
  }

  /// Whether the name is right wherever it stands, so that no tree need be made for it.
  static func isAlwaysRight(_ name: String) -> Bool {
    name == "_" || specialNames.contains(name) || publicNames.contains(name) || moduleNames.contains(name)
  }

  /// What RestrictedPython calls so, and its counterparts of asynchronous generators.
  static let inspection: Set<String> = [
    "ag_await", "ag_code", "ag_frame", "co_code", "co_consts", "co_names", "cr_await", "cr_code", "cr_frame",
    "cr_origin",
    "f_back", "f_builtins", "f_code", "f_generator", "f_globals", "f_locals", "f_trace", "gi_code", "gi_frame",
    "gi_yieldfrom", "tb_frame", "tb_next",
  ]

  /// Methods that format a text by fields that can have attributes: `"{0.__class__}".format(x)`.
  static let formatting: Set<String> = ["format", "format_map"]

  /// Special names that do no more than operators and statements do, or tell a name.
  private static let specialNames: Set<String> = {
    var names: Set<String> = []
    for word in """
    abs add aenter aexit aiter and anext await bool bytes call ceil complex contains copy deepcopy delitem divmod enter eq
    exit float floor floordiv format ge getitem gt hash iadd iand ifloordiv ilshift imatmul imod imul index init
    init_subclass int invert ior ipow irshift isub iter itruediv ixor le len length_hint lshift lt matmul missing mod mul
    ne neg new next or pos post_init pow radd rand rdivmod repr reversed rfloordiv rlshift rmatmul rmod rmul ror round rpow
    rrshift rshift rsub rtruediv rxor set_name setitem str sub truediv trunc xor
    cause context doc module name notes qualname slots match_args annotations all
    """.split(whereSeparator: \.isWhitespace) { names.insert("__\(word)__") }
    return names
  }()

  /// Special names that are no attributes of what leads anywhere, as variables.
  private static let variableNames: Set<String> = [
    "__author__", "__debug__", "__file__", "__version__",
  ]

  /// Names of modules, in imports and texts.
  private static let moduleNames: Set<String> = ["__future__", "__main__"]

  /// Names of public interfaces of the library that begin with an underscore.
  private static let publicNames: Set<String> = [
    "_asdict", "_field_defaults", "_fields", "_generate_next_value_", "_ignore_", "_make", "_missing_", "_name_",
    "_order_", "_replace", "_value_",
  ]
}
