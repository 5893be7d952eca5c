/// A named step that failed, with the system's error number where there was one.
package struct StepFailure: Error, Sendable, Equatable, CustomStringConvertible {
  package var step: String
  package var code: Int
  package var detail: String

  /// What the steps that a readable path fails at begin with; the path follows.
  package static let readablePath = "give readable path "

  package init(step: String, code: Int, detail: String) {
    self.step = step
    self.code = code
    self.detail = detail
  }

  package var description: String { "\(step): \(detail)" }

  var fields: [CBOR] { [.text(step), CBOR(code), .text(detail)] }

  init(fields reader: inout FieldReader) throws(WireError) {
    step = try reader.text()
    code = try reader.integer()
    detail = try reader.text()
  }
}
