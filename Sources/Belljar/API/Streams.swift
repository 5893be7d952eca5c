/// The standard streams that programs have. One that they have not leads nowhere: reading gives the end, writing is forgotten.
public struct Streams: Sendable, Hashable {
  /// Whether the run's input reaches the program.
  public var input: Bool
  /// Whether what it writes to stdout is kept.
  public var output: Bool
  /// Whether what it writes to stderr is kept.
  public var errorOutput: Bool

  /// Creates a choice of streams.
  public init(input: Bool = true, output: Bool = true, errorOutput: Bool = true) {
    self.input = input
    self.output = output
    self.errorOutput = errorOutput
  }
}
