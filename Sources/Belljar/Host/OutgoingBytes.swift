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

  /// Sends what the socket takes. A peer that is gone takes everything: nobody is left to miss it.
  mutating func flush(to socket: borrowing Descriptor) {
    while !isEmpty {
      switch socket.send(bytes[position...]) {
      case .bytes(let count): position += count
      case .wouldBlock: return
      case .ended, .reset: position = bytes.count
      }
    }
    bytes = []
    position = 0
  }
}
