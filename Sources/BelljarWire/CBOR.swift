/// A data item of RFC 8949, as far as the host and the worker speak it.
///
/// Indefinite lengths, half and single floats and simple values other than true, false and null are refused: neither
/// side writes them, so their presence means that the bytes come from somebody else.
package enum CBOR: Sendable, Equatable {
  case unsigned(UInt64)
  /// The value `-1 - n`.
  case negative(UInt64)
  /// A slice: what was decoded shares the frame's memory.
  case bytes(ArraySlice<UInt8>)
  case text(String)
  case array([CBOR])
  case map([Entry])
  case tagged(UInt64, [CBOR])
  case bool(Bool)
  case null
  case double(Double)

  package struct Entry: Sendable, Equatable {
    package var key: CBOR
    package var value: CBOR

    package init(_ key: CBOR, _ value: CBOR) {
      self.key = key
      self.value = value
    }
  }

  /// The high three bits of an item's first byte.
  enum MajorType: UInt8 {
    case unsigned, negative, bytes, text, array, map, tag, simple
  }
}

extension CBOR {
  package init(_ value: Int) {
    self = value >= 0 ? .unsigned(UInt64(value)) : .negative(UInt64(-1 - value))
  }

  package init(_ value: Int?) {
    self = value.map { CBOR($0) } ?? .null
  }

  package init(_ texts: [String]) {
    self = .array(texts.map { .text($0) })
  }
}
