/// What an item may look like, written down a second time and in another way: with a stack of what is still to come
/// instead of recursion, and without a value being made.
enum WellFormedItem {
  static func fills(_ bytes: [UInt8], maximumDepth: Int) -> Bool {
    var rest = bytes[...]
    /// The number of items still to come at each level.
    var open: [UInt64] = [1]
    while let level = open.last {
      guard level > 0 else {
        open.removeLast()
        continue
      }
      open[open.count - 1] -= 1
      guard open.count <= maximumDepth, let first = rest.popFirst() else { return false }
      let isSimple = first >> 5 == 7
      if isSimple && [0xf4, 0xf5, 0xf6].contains(first) { continue }
      guard !isSimple || first == 0xfb, let argument = argument(first & 31, &rest) else { return false }
      switch first >> 5 {
      case 2, 3:
        guard argument <= UInt64(rest.count) else { return false }
        let content = rest.prefix(Int(argument))
        rest = rest.dropFirst(Int(argument))
        if first >> 5 == 3, String(validating: content, as: UTF8.self) == nil { return false }
      case 4: open.append(argument)
      case 5:
        guard argument <= UInt64(rest.count) else { return false }
        open.append(2 * argument)
      case 6: open.append(1)
      default: break
      }
    }
    return rest.isEmpty
  }

  private static func argument(_ low: UInt8, _ rest: inout ArraySlice<UInt8>) -> UInt64? {
    if low < 24 { return UInt64(low) }
    let count =
      switch low {
      case 24: 1
      case 25: 2
      case 26: 4
      case 27: 8
      default: Int.max
      }
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count).reduce(0) { $0 * 256 + UInt64($1) }
  }
}
