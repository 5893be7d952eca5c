import ArgumentParser

/// Where the program and its standard input come from.
struct ProgramSource: ParsableArguments {
  private static let maximumInput = 64 << 20

  @OptionGroup var text: ProgramText

  @Flag(
    name: .customLong("stdin"),
    help: "Read standard input to its end, 64 MiB at most, and give it to the program.")
  var readsStandardInput = false

  mutating func validate() throws {
    guard !(text.isStandardInput && readsStandardInput) else {
      throw ValidationError("standard input cannot be both the program (-) and its input (--stdin)")
    }
  }

  /// The program's bytes, which need not be UTF-8.
  func program() throws -> [UInt8] { try text.bytes() }

  /// What the program is to read, or nil if it is to read nothing.
  func standardInput() throws -> [UInt8]? {
    guard readsStandardInput else { return nil }
    return try ProgramText.read(StandardStream.input.rawValue, named: "standard input", atMost: Self.maximumInput)
  }
}
