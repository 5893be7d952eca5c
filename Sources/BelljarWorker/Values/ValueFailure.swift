/// Why a value cannot cross, and which part of it.
struct ValueFailure: Error {
  /// The part, as Python would write it: `["a"][3]`.
  let path: String
  let reason: String

  /// The sentence for the host, with the name of the whole.
  func sentence(root: String) -> String { "\(root)\(path): \(reason)" }
}
