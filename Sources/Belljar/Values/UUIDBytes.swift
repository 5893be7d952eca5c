internal import FoundationEssentials

extension UUID {
  /// The 16 bytes, in the order in which they are written.
  var bytes: [UInt8] {
    let all = uuid
    return [
      all.0, all.1, all.2, all.3, all.4, all.5, all.6, all.7, all.8, all.9, all.10, all.11, all.12, all.13, all.14,
      all.15,
    ]
  }

  /// Nil unless there are 16 bytes.
  init?(bytes: ArraySlice<UInt8>) {
    guard bytes.count == 16 else { return nil }
    let all = Array(bytes)
    self.init(
      uuid: (
        all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7], all[8], all[9], all[10], all[11], all[12],
        all[13], all[14], all[15]
      ))
  }
}
