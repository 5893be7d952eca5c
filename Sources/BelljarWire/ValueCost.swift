/// What a value costs of the bytes that it may have, whoever encodes or decodes it.
///
/// A bound on the wire's bytes alone is no bound on memory: one byte on the wire is an object of some thirty bytes on either
/// side. So each value costs ``item`` (an element, a key and its value, a field's name, a numerator), and its text, bytes or
/// big integer as much as it is long. What has a fixed size (a float, a complex number, a date, a UUID…) costs the item only.
/// A type's name and a zone's name cost their length.
package enum ValueCost {
  /// Bytes for each value, besides its content. The host's and CPython's smallest are about as large.
  package static let item = 32

  /// The containers that may lie within each other. A tagged array (a tuple, a record…) is one container.
  package static let maximumDepth = 128
}

/// How much more a value may cost, and how much deeper it may go. Asked **before** anything is allocated.
package struct ValueBudget: Sendable {
  /// Bytes in the sense of ``ValueCost``.
  package let maximum: Int
  package private(set) var remaining: Int

  package init(maximum: Int) {
    self.maximum = maximum
    remaining = maximum
  }

  /// Takes the cost of so many items; false if that is too much, and then nothing is taken.
  package mutating func take(items count: Int) -> Bool {
    let (cost, overflow) = count.multipliedReportingOverflow(by: ValueCost.item)
    return !overflow && take(bytes: cost)
  }

  /// Takes the cost of so many bytes of content; false if that is too much, and then nothing is taken.
  package mutating func take(bytes count: Int) -> Bool {
    guard count >= 0, count <= remaining else { return false }
    remaining -= count
    return true
  }
}
