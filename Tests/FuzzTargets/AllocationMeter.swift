/// Counts what decoding allocates. A decoder that believed a length would be found out by no crash: memory that nobody
/// touches costs nothing.
package struct AllocationMeter: Sendable {
  private let bytesSoFar: @Sendable () -> Int

  /// A meter over a running count of the bytes that were allocated.
  package init(bytesSoFar: @escaping @Sendable () -> Int) { self.bytesSoFar = bytesSoFar }

  /// Where allocations are not counted, as in the ordinary tests.
  package static let none = AllocationMeter { 0 }

  /// What `body` allocates in all, freed or not, is bounded by the length of its input.
  ///
  /// The dearest items are arrays within arrays: one byte each, and each an allocation of its own.
  func expect<Result>(
    atMost bytesPerByte: Int, each inputLength: Int, _ body: () -> Result
  ) throws(Violation) -> Result {
    let before = bytesSoFar()
    let result = body()
    let allocated = bytesSoFar() - before
    try require(
      allocated <= bytesPerByte * inputLength + 4096, "\(inputLength) bytes made the decoder allocate \(allocated)")
    return result
  }
}
