/// A frame is a length (four bytes, big-endian) and that many bytes of CBOR.
package enum Frame {
  package static let headerLength = 4

  /// The four bytes that say a payload's length.
  package static func header(of length: Int) -> [UInt8] {
    ([24, 16, 8, 0] as [UInt32]).map { UInt8(truncatingIfNeeded: UInt32(length) >> $0) }
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
  /// The payload of a large frame that is not whole, and how much of it has come.
  private var large: (payload: [UInt8], count: Int)?

  private static let large = 1 << 16

  package init(maximumLength: Int) {
    self.maximumLength = maximumLength
  }

  /// Whether a large frame is on its way, which ``fill(_:)`` takes without a copy.
  package var isFilling: Bool { large != nil }

  /// Reads more of a large frame: `read` is given the payload and where in it to go on, and says how many bytes it has put
  /// there.
  package mutating func fill(_ read: (inout [UInt8], Int) -> Int) {
    // Taken out, or the read would be into a copy.
    guard var (payload, count) = large.take() else { return }
    count += min(read(&payload, count), payload.count - count)
    large = (payload, count)
  }

  package mutating func append(_ bytes: [UInt8]) { append(bytes[...]) }

  package mutating func append(_ bytes: ArraySlice<UInt8>) {
    var bytes = bytes
    fill { payload, count in
      let part = bytes.prefix(payload.count - count)
      payload.replaceSubrange(count..<count + part.count, with: part)
      bytes = bytes.dropFirst(part.count)
      return part.count
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next whole frame's payload, or nil while it is incomplete.
  package mutating func next() throws(WireError) -> [UInt8]? {
    if let (payload, count) = large {
      guard count == payload.count else { return nil }
      large = nil
      return payload
    }
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
      // Not for a mere claim: a peer that says much is to have sent much.
      if buffer.count > Self.large { beginLarge(length) }
      return nil
    }
    position = start + length
    return Array(buffer[start..<position])
  }

  /// What is never filled costs addresses, not memory. Nothing that has not been written is read: a payload is given out when
  /// its last byte has come.
  private mutating func beginLarge(_ length: Int) {
    let part = buffer.dropFirst(Frame.headerLength)
    var payload = [UInt8].room(for: length)
    payload.replaceSubrange(..<part.count, with: part)
    large = (payload, part.count)
    buffer = []
  }

  private mutating func compact() {
    buffer.removeFirst(position)
    position = 0
  }
}
