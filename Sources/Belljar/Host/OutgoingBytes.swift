internal import LinuxIsolation

/// Bytes on their way into a socket that may not take them all at once.
struct OutgoingBytes {
  private var pieces: [ArraySlice<UInt8>] = []

  var isEmpty: Bool { pieces.isEmpty }

  mutating func append(_ more: [ArraySlice<UInt8>]) {
    for piece in more { append(piece) }
  }

  mutating func append(_ more: ArraySlice<UInt8>) {
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
      switch socket.send(piece) {
      case .bytes(let count):
        if count < piece.count { pieces[0] = piece.dropFirst(count) } else { pieces.removeFirst() }
      case .wouldBlock: return true
      case .ended, .reset:
        pieces = []
        return false
      }
    }
    return true
  }
}
