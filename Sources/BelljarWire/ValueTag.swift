/// The CBOR tags by which a value that is no plain CBOR item crosses between Python and Swift.
///
/// Each value has one form, and each form one value: whatever else arrives was not written by the other side's codec. Where
/// IANA's registry has a tag for exactly such a value, that one is used, in one of the forms that it leaves open.
package enum ValueTag {
  /// An aware datetime whose offset is whole minutes and whose zone has no name: a text of RFC 3339 (RFC 8949, 3.4.1).
  ///
  /// Always with an offset in digits, never `Z`; with six digits of a second's fraction, or with none if that is zero.
  package static let dateTime: UInt64 = 0
  /// An int above 64 bits: its magnitude, big-endian, without leading zeros (RFC 8949, 3.4.3).
  package static let positiveInteger: UInt64 = 2
  /// The int `-1 - n` below 64 bits: `n` in the same way.
  package static let negativeInteger: UInt64 = 3
  /// A fraction: an array of numerator and denominator, the latter positive.
  package static let fraction: UInt64 = 30
  /// A UUID: its 16 bytes.
  package static let uuid: UInt64 = 37
  /// A set: an array of its elements, in any order, none of them twice.
  package static let set: UInt64 = 258
  /// A timedelta (RFC 9581): a map of the seconds, rounded down, under 1, and the microseconds beyond them under -6, in this
  /// order.
  package static let timeDelta: UInt64 = 1002
  /// A date: the text `YYYY-MM-DD` (RFC 8943).
  package static let date: UInt64 = 1004
  /// A complex number: an array of the real and the imaginary part.
  package static let complex: UInt64 = 43000

  /// What the registry has no tag for, or none that tells it from its neighbours, has Belljar's own: `PY` and a number.
  private static let own: UInt64 = 0x5059_0000

  /// A tuple: an array. A plain array is a list.
  package static let tuple = own
  /// A frozenset: an array, as that of a set.
  package static let frozenSet = own + 1
  /// A Decimal: the text that `str()` gives. Tag 4 has neither NaN, infinities nor a negative zero.
  package static let decimal = own + 2
  /// A time: the text of ``CivilTime``.
  package static let time = own + 3
  /// A datetime that ``dateTime`` cannot say (naive, with seconds in its offset, or of a named zone): an array of the text
  /// of ``CivilDateTime`` and of the zone's IANA name or null.
  package static let otherDateTime = own + 4
  /// A dataclass instance or a namedtuple: an array of its ``RecordKind``, the type's name as `module.Class`, the array of
  /// its fields' names and the array of their values.
  package static let record = own + 5
  /// An object that crosses by its type's name alone: the text `module.Class`.
  package static let opaque = own + 6

  /// The keys of a ``timeDelta``.
  package enum TimeDeltaKey {
    package static let seconds = 1
    package static let microseconds = -6
  }

  /// The first item of a ``record``.
  package enum RecordKind: UInt64, Sendable {
    case dataclass = 0
    case namedTuple = 1
  }
}
