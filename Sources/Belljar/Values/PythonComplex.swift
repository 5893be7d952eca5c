/// A Python `complex`.
public struct PythonComplex: Sendable, Hashable {
  /// The real part.
  public var real: Double
  /// The imaginary part.
  public var imaginary: Double

  /// Creates a complex number.
  public init(real: Double, imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
  }
}
