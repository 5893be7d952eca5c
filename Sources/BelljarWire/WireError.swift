/// Why bytes from the other process were refused.
package enum WireError: Error, Equatable, CustomStringConvertible {
  case lengthBeyondEnd
  case trailingBytes(Int)
  case tooDeep
  case tooManyItems
  case invalidText
  case unsupportedItem(UInt8)
  case frameTooLong(claimed: Int, maximum: Int)
  case emptyFrame
  case unknownMessage
  case malformedMessage(String)
  case illegalInPhase(message: String, phase: String)
  /// A report of somebody who cannot have read the orders yet.
  case reportBeforeOrders
  /// A value in a form that no codec of Belljar's writes.
  case malformedValue(String)
  /// A value that costs more than it may, in the sense of ``ValueCost``.
  case valueTooLarge(maximum: Int)

  package var description: String {
    switch self {
    case .lengthBeyondEnd: "an item claims to be longer than its frame"
    case .trailingBytes(let count): "\(count) bytes follow the frame's item"
    case .tooDeep: "items are nested too deeply"
    case .tooManyItems: "a message has too many items"
    case .invalidText: "a text is not UTF-8"
    case .unsupportedItem(let byte): "unsupported CBOR item, first byte \(byte)"
    case .frameTooLong(let claimed, let maximum): "a frame of \(claimed) bytes exceeds \(maximum)"
    case .emptyFrame: "a frame is empty"
    case .unknownMessage: "unknown message"
    case .malformedMessage(let name): "malformed message '\(name)'"
    case .illegalInPhase(let message, let phase): "message '\(message)' is not legal while \(phase)"
    case .reportBeforeOrders: "a report came before its orders were read"
    case .malformedValue(let reason): "malformed value: \(reason)"
    case .valueTooLarge(let maximum): "a value costs more than \(maximum) bytes"
    }
  }
}
