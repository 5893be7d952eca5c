import BelljarWire

/// A byte stream: in whatever pieces it arrives, the same frames come out, and the same refusal.
///
/// The input's first byte chooses the longest frame, the second the pieces; the rest is the stream.
enum FrameCheck {
  private struct Heard: Equatable {
    var frames: [[UInt8]] = []
    var refusal: WireError?
  }

  private static let maximumLengths = [8, 32, 100, WireProtocol.maximumReport]

  static func run(_ input: [UInt8], _ meter: AllocationMeter) throws(Violation) {
    guard input.count >= 2 else { return }
    let maximumLength = maximumLengths[Int(input[0] & 3)]
    let stream = input[2...]
    let expected = cut(stream, maximumLength)
    let whole = try meter.expect(atMost: 32, each: stream.count) {
      hear([stream], maximumLength, drainingEach: true)
    }
    try require(whole == expected, "in one piece: \(whole), not \(expected)")
    let pieces = pieces(of: stream, pattern: input[1])
    try require(hear(pieces, maximumLength, drainingEach: true) == expected, "in pieces \(pieces.map(\.count))")
    try require(hear(pieces, maximumLength, drainingEach: false) == expected, "in pieces that wait")
    // What long streams have beyond short ones does not show byte by byte, and would take most of the time.
    guard stream.count <= 32 else { return }
    let single = stream.indices.map { stream[$0...$0] }
    try require(hear(single, maximumLength, drainingEach: true) == expected, "byte by byte")
  }

  private static func hear(
    _ pieces: [ArraySlice<UInt8>], _ maximumLength: Int, drainingEach: Bool
  ) -> Heard {
    var assembler = FrameAssembler(maximumLength: maximumLength)
    var heard = Heard()
    for (index, piece) in pieces.enumerated() {
      assembler.append(piece)
      guard drainingEach || index == pieces.count - 1 else { continue }
      do throws(WireError) {
        while let frame = try assembler.next() { heard.frames.append(frame) }
      } catch {
        heard.refusal = error
        return heard
      }
    }
    return heard
  }

  /// The frames of a whole stream, as the format's one sentence has it.
  private static func cut(_ stream: ArraySlice<UInt8>, _ maximumLength: Int) -> Heard {
    var rest = stream
    var heard = Heard()
    while rest.count >= 4 {
      let length = rest.prefix(4).reduce(0) { $0 * 256 + Int($1) }
      if length == 0 { heard.refusal = .emptyFrame }
      if length > maximumLength { heard.refusal = .frameTooLong(claimed: length, maximum: maximumLength) }
      guard heard.refusal == nil, rest.count >= 4 + length else { return heard }
      heard.frames.append(Array(rest.dropFirst(4).prefix(length)))
      rest = rest.dropFirst(4 + length)
    }
    return heard
  }

  private static func pieces(of stream: ArraySlice<UInt8>, pattern: UInt8) -> [ArraySlice<UInt8>] {
    var rest = stream
    var state = pattern
    var pieces: [ArraySlice<UInt8>] = []
    while !rest.isEmpty {
      state = state &* 5 &+ 113
      let piece = rest.prefix(Int(state >> 3) + 1)
      pieces.append(piece)
      rest = rest.dropFirst(piece.count)
    }
    return pieces
  }

  static let seeds: [[UInt8]] = [
    [0, 0] + Frame.encode([1, 2, 3]) + Frame.encode([UInt8](repeating: 4, count: 8)) + [0, 0],
    [0, 1] + Frame.encode([UInt8](repeating: 4, count: 9)), [1, 2] + Frame.encode([5]) + [0, 0, 0, 0, 1],
    [1, 3] + (1...9).flatMap { Frame.encode([UInt8](repeating: $0, count: Int($0))) },
    [2, 4] + Frame.encode([UInt8](repeating: 9, count: 100)) + Frame.encode([1]),
    [2, 5] + Frame.encode([UInt8](repeating: 9, count: 101)), [3, 6, 0xff, 0xff, 0xff, 0xff],
    [3, 7, 0, 0x10, 0, 0, 1, 2, 3], [3, 8, 0, 0x10, 0, 1, 1, 2, 3], [0, 9], [0, 9, 0, 0, 0],
    [3, 10] + Samples.childReports.prefix(4).flatMap { $0.frame() },
  ]
}
