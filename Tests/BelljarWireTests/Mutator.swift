/// Breaks payloads in ways that a decoder might not expect.
struct Mutator {
  private var random: SplitMix64
  private let seeds: [[UInt8]]

  /// Heads that claim much, nest, or are not spoken.
  private static let heads: [[UInt8]] = [
    [0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x3b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    [0x3b, 0x80, 0, 0, 0, 0, 0, 0, 0], [0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    [0x7a, 0xff, 0xff, 0xff, 0xff], [0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    [0xbb, 0x80, 0, 0, 0, 0, 0, 0, 0], [0x81, 0x81, 0x81, 0x81, 0x81], [0x9f], [0xbf], [0xff], [0xf6], [0xf5], [0xf4],
    [0x80], [0x60], [0x40], [0xa0], [0xf9, 0, 0], [0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0], [0xc1], [0x20], [0x00],
  ]

  init(seed: UInt64, payloads: [[UInt8]]) {
    random = SplitMix64(seed: seed)
    seeds = payloads
  }

  mutating func next() -> [UInt8] {
    var payload = seeds[random.index(below: seeds.count)]
    for _ in 0...random.index(below: 3) { mutate(&payload) }
    return payload
  }

  private mutating func mutate(_ payload: inout [UInt8]) {
    guard !payload.isEmpty else {
      payload = random.bytes(count: random.index(below: 32))
      return
    }
    let position = random.index(below: payload.count)
    let end = min(payload.count, position + random.index(below: 8) + 1)
    switch random.index(below: 9) {
    case 0: payload[position] ^= 1 << UInt8(random.index(below: 8))
    case 1: payload[position] = UInt8(truncatingIfNeeded: random.next())
    case 2: payload[position] &+= random.index(below: 2) == 0 ? 1 : 255
    case 3: payload.insert(contentsOf: Self.heads[random.index(below: Self.heads.count)], at: position)
    case 4: payload.replaceSubrange(position..<end, with: Self.heads[random.index(below: Self.heads.count)])
    case 5: payload.removeSubrange(position..<end)
    case 6: payload.insert(contentsOf: payload[position..<end], at: random.index(below: payload.count))
    case 7: payload.removeSubrange(position...)
    default:
      let other = seeds[random.index(below: seeds.count)]
      payload.replaceSubrange(position..., with: other[min(position, other.count)...])
    }
  }
}
