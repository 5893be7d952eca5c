internal import LinuxIsolation

/// Bytes on their way into a socket that may not take them all at once.
struct OutgoingBytes {
  private var bytes: [UInt8] = []
  private var position = 0

  var isEmpty: Bool { position == bytes.count }

  mutating func append(_ more: [UInt8]) {
    if isEmpty {
      bytes = more
      position = 0
    } else {
      bytes += more
    }
  }

  /// Sends what the socket takes. False if the peer is gone; then nothing is kept, for nobody is left to miss it.
  @discardableResult
  mutating func flush(to socket: borrowing Descriptor) -> Bool {
    var isPeerThere = true
    while !isEmpty {
      switch socket.send(bytes[position...]) {
      case .bytes(let count): position += count
      case .wouldBlock: return true
      case .ended, .reset:
        position = bytes.count
        isPeerThere = false
      }
    }
    bytes = []
    position = 0
    return isPeerThere
  }
}
