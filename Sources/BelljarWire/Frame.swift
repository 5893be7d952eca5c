/// A frame is a length (four bytes, big-endian) and that many bytes of CBOR.
package enum Frame {
  package static let headerLength = 4

  package static func encode(_ payload: [UInt8]) -> [UInt8] {
    let length = UInt32(payload.count)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(headerLength + payload.count)
    for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
    return bytes + payload
  }

  /// The payload's length as four header bytes claim it.
  package static func length(of header: ArraySlice<UInt8>) -> Int {
    header.reduce(0) { $0 << 8 | Int($1) }
  }
}

/// Cuts a byte stream into frames.
///
/// What is kept never exceeds one frame of `maximumLength` and what one read delivered, whatever the peer claims.
package struct FrameAssembler: Sendable {
  /// Bytes of one frame's payload.
  package var maximumLength: Int
  private var buffer: [UInt8] = []
  private var position = 0

  package init(maximumLength: Int) {
    self.maximumLength = maximumLength
  }

  /// Whether much of a frame has come that is not whole.
  package var isLong: Bool { buffer.count - position > 1 << 12 }

  package mutating func append(_ bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
  }

  /// The next whole frame's payload, or nil while it is incomplete.
  package mutating func next() throws(WireError) -> [UInt8]? {
    guard buffer.count - position >= Frame.headerLength else {
      compact()
      return nil
    }
    let length = Frame.length(of: buffer[position..<position + Frame.headerLength])
    guard length > 0 else { throw .emptyFrame }
    guard length <= maximumLength else {
      throw .frameTooLong(claimed: length, maximum: maximumLength)
    }
    let start = position + Frame.headerLength
    guard buffer.count - start >= length else {
      compact()
      // Once, instead of by doubling. What is never filled costs addresses, not memory.
      if buffer.count > 1 << 16 { buffer.reserveCapacity(Frame.headerLength + length) }
      return nil
    }
    position = start + length
    guard position == buffer.count, length > 1 << 16 else { return Array(buffer[start..<position]) }
    // The whole buffer becomes the payload.
    buffer.removeFirst(start)
    position = 0
    defer { buffer = [] }
    return buffer
  }

  private mutating func compact() {
    buffer.removeFirst(position)
    position = 0
  }
}
