internal import LinuxIsolation

/// Bytes on their way into a socket that may not take them all at once.
struct OutgoingBytes {
  private var pieces: [[UInt8]] = []
  /// How much of the first piece has gone.
  private var position = 0

  var isEmpty: Bool { pieces.isEmpty }

  mutating func append(_ more: [UInt8]) {
    guard !more.isEmpty else { return }
    // Small pieces go by one call; large ones are not to be copied.
    if let last = pieces.last, last.count + more.count <= 1 << 14 {
      pieces[pieces.count - 1] += more
    } else {
      pieces.append(more)
    }
  }

  /// Sends what the socket takes. False if the peer is gone; then nothing is kept, for nobody is left to miss it.
  @discardableResult
  mutating func flush(to socket: borrowing Descriptor) -> Bool {
    while let piece = pieces.first {
      switch socket.send(piece[position...]) {
      case .bytes(let count):
        position += count
        guard position == piece.count else { continue }
        pieces.removeFirst()
        position = 0
      case .wouldBlock: return true
      case .ended, .reset:
        pieces = []
        position = 0
        return false
      }
    }
    return true
  }
}
