import BelljarWire

/// One CBOR item: taken exactly if it is well formed, within its depth, and back from its own encoding.
enum ItemCheck {
  private static let maximumDepth = 16

  /// An array of one item costs an allocation for each of its bytes.
  static let bytesPerByte = 256

  static func run(_ input: [UInt8], _ meter: AllocationMeter) throws(Violation) {
    let decoded = try meter.expect(atMost: bytesPerByte, each: input.count) { try? CBOR(decoding: input) }
    let isWellFormed = WellFormedItem.fills(input, maximumDepth: maximumDepth)
    try require((decoded != nil) == isWellFormed, isWellFormed ? "a good item is refused" : "a bad item is taken")
    guard let item = decoded else { return }
    try require(depth(of: item) <= maximumDepth, "nested too deeply")
    let encoded = item.encoded()
    try require(encoded.count <= input.count, "the shortest form is longer than the input")
    // By bytes: NaN is not equal to itself.
    try require((try? CBOR(decoding: encoded))?.encoded() == encoded, "\(item) does not come back")
  }

  private static func depth(of item: CBOR) -> Int {
    switch item {
    case .array(let items), .tagged(_, let items): 1 + (items.map(depth).max() ?? 0)
    case .map(let entries): 1 + (entries.map { max(depth(of: $0.key), depth(of: $0.value)) }.max() ?? 0)
    default: 1
    }
  }

  /// What no message holds, and the messages.
  static let seeds: [[UInt8]] =
    items.map { $0.encoded() }
    // Longer forms than the shortest: legal, and never written.
    + [[0x18, 0x05], [0x39, 0, 1], [0x5a, 0, 0, 0, 1, 9], [0x9b, 0, 0, 0, 0, 0, 0, 0, 1, 0xf6]]
    + Samples.payloads

  private static let items: [CBOR] = [
    CBOR.map([.init(.text("key"), .double(1.5)), .init(.negative(.max), .bytes([0, 255]))]),
    .tagged(24, [.array([.map([]), .tagged(1, [.double(.nan)])])]), .unsigned(.max), .double(-.infinity),
    (0..<15).reduce(CBOR.null) { item, _ in .array([item]) },
    .array([CBOR](repeating: .array([]), count: 40)), .text(String(repeating: "\u{1F40D}", count: 9)),
    .bytes([UInt8](repeating: 7, count: 300)[...]),
  ]
}
