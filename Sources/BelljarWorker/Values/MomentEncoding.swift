internal import BelljarWire
internal import CPythonShim

/// The types of `datetime`, read from their structures.
extension ValueEncoder {
  mutating func moment(_ object: BorrowedObject, _ types: ValueTypes) throws(ValueFailure) {
    let kind = object.kind
    switch kind {
    case cpy_kind_timedelta: timeDelta(object)
    case cpy_kind_date:
      writer.tag(ValueTag.date)
      writer.text(try date(object.moment(kind)).text)
    case cpy_kind_time:
      writer.tag(ValueTag.time)
      writer.text(try time(object, kind, types).time.text)
    default: try dateTime(object, kind, types)
    }
  }

  private mutating func timeDelta(_ object: BorrowedObject) {
    let (seconds, microseconds) = object.timeDelta
    writer.tag(ValueTag.timeDelta)
    writer.map(2)
    writer.integer(ValueTag.TimeDeltaKey.seconds)
    writer.integer(seconds)
    writer.integer(ValueTag.TimeDeltaKey.microseconds)
    writer.integer(microseconds)
  }

  private mutating func dateTime(
    _ object: BorrowedObject, _ kind: cpy_kind, _ types: ValueTypes
  ) throws(ValueFailure) {
    let (time, zone) = try time(object, kind, types)
    let moment = CivilDateTime(date: try date(object.moment(kind)), time: time)
    if moment.isRFC3339 && zone == nil {
      writer.tag(ValueTag.dateTime)
      return writer.text(moment.text)
    }
    writer.tag(ValueTag.otherDateTime)
    writer.array(2)
    writer.text(moment.text)
    if let zone { try name(zone) } else { writer.null() }
  }

  private func date(_ parts: cpy_moment) throws(ValueFailure) -> CivilDate {
    guard let date = CivilDate(year: Int(parts.year), month: Int(parts.month), day: Int(parts.day)) else {
      throw path.failure("the date is none")
    }
    return date
  }

  /// The time of day, with the offset that its zone has then, and the zone's name.
  private func time(
    _ object: BorrowedObject, _ kind: cpy_kind, _ types: ValueTypes
  ) throws(ValueFailure) -> (time: CivilTime, zone: String?) {
    let parts = object.moment(kind)
    let (offset, zone) = try zone(of: object, kind, types)
    guard
      let time = CivilTime(
        hour: Int(parts.hour), minute: Int(parts.minute), second: Int(parts.second),
        microsecond: Int(parts.microsecond), offset: offset)
    else { throw path.failure("the time is none") }
    return (time, zone)
  }

  private func zone(
    of object: BorrowedObject, _ kind: cpy_kind, _ types: ValueTypes
  ) throws(ValueFailure) -> (offset: Int?, name: String?) {
    guard let zone = object.zone(kind) else { return (nil, nil) }
    let isNamed = zone.type == types.zoneInfo
    // Any other class answers by a method of its own, which may be the program's.
    guard isNamed || zone.kind == cpy_kind_timezone else {
      throw path.failure("the time zone is of a class of the program's own; use datetime.timezone or zoneinfo.ZoneInfo")
    }
    // A ZoneInfo has an offset only at a date; a `timezone` always has the same.
    guard let moment = kind == cpy_kind_datetime ? object : BorrowedObject.none, let offset = zone.offset(at: moment),
      let difference = offset.borrowed, difference.isNone || difference.kind == cpy_kind_timedelta
    else { throw unread() }
    let name = isNamed ? zone.stored("key")?.borrowed?.text(limit: 256) : nil
    if difference.isNone { return (nil, name) }
    guard difference.timeDelta.microseconds == 0 else {
      throw path.failure("the time zone's offset has fractions of a second")
    }
    return (difference.timeDelta.seconds, name)
  }
}
