import BelljarWire

extension CBOR {
  /// One item of every type, and integers beyond what an `Int` holds.
  static let palette: [CBOR] = [
    .unsigned(0), .unsigned(UInt64(Int.max)), .unsigned(UInt64(Int.max) + 1), .unsigned(.max), .negative(0),
    .negative(UInt64(Int.max)), .negative(UInt64(Int.max) + 1), .negative(.max), .bytes([]), .text(""),
    .text("unknown"), .text("main"), .array([]), .array([.null]), .array([.array([])]), .array([.text("a")]), .map([]),
    .map([Entry(.text("a"), .null)]), .tagged(0, [.unsigned(0)]), .tagged(1, [.text("a")]), .bool(false), .bool(true),
    .null, .double(0), .double(1),
  ]

  /// Everything that is one change away: an item replaced by one of another type, left out or added, at every depth.
  var neighbours: [CBOR] {
    guard case .array(let items) = self else { return Self.palette }
    var result = Self.palette
    for index in items.indices {
      var shortened = items
      shortened.remove(at: index)
      result.append(.array(shortened))
      for replacement in items[index].neighbours {
        var changed = items
        changed[index] = replacement
        result.append(.array(changed))
      }
    }
    for extra in Self.palette {
      result.append(.array(items + [extra]))
      result.append(.array([extra] + items))
    }
    return result
  }
}
