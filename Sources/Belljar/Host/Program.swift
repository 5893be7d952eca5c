/// One run as it was asked for.
struct Program: Sendable {
  var source: [UInt8]
  var limits: Limits
  var standardInput: StandardInput
  var onOutput: (@Sendable (OutputStream, [UInt8]) -> Void)?
}
