/// A property that an input broke.
package struct Violation: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

/// Fails the check of an input.
func require(_ condition: Bool, _ property: @autoclosure () -> String) throws(Violation) {
  guard condition else { throw Violation(property()) }
}
