internal import CPythonShim

/// The library's types that cross as values of their own kind, remembered before any program could replace them.
///
/// A type of a module that is not imported is not known: nothing can be of it, and no such value can be made.
struct ValueTypes {
  let decimal: BorrowedObject?
  let fraction: BorrowedObject?
  let uuid: BorrowedObject?
  let zoneInfo: BorrowedObject?

  init() {
    cpy_values_prepare()
    // Asked by methods of their own, which must be those of C: a type that can be changed is not taken.
    decimal = Self.type("Decimal", of: "decimal", isImmutable: true)
    zoneInfo = Self.type("ZoneInfo", of: "zoneinfo", isImmutable: true)
    // Of these only the slots are read.
    fraction = Self.type("Fraction", of: "fractions", isImmutable: false)
    uuid = Self.type("UUID", of: "uuid", isImmutable: false)
  }

  private static func type(_ name: String, of module: String, isImmutable: Bool) -> BorrowedObject? {
    defer { cpy_clear_exception() }
    guard let module = unsafe PythonObject(borrowed: cpy_imported_module(module)), let type = module.attribute(name),
      unsafe !isImmutable || cpy_type_is_immutable(type.pointer) == 1
    else { return nil }
    return unsafe BorrowedObject(type.release())  // Kept for ever.
  }
}
