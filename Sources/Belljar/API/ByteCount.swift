/// An amount of memory or data, so that a bare number never has to be guessed at.
///
/// ```swift
/// policy.limits.memory = .mebibytes(64)
/// ```
public struct ByteCount: Sendable, Hashable, Comparable, Codable {
  /// The number of bytes.
  public let bytes: Int

  /// Creates an amount from a number of bytes.
  public init(bytes: Int) { self.bytes = bytes }

  /// An amount of `count` bytes.
  public static func bytes(_ count: Int) -> ByteCount { ByteCount(bytes: count) }

  /// An amount of `count` × 1024 bytes. An amount beyond `Int.max` bytes is `Int.max` bytes.
  public static func kibibytes(_ count: Int) -> ByteCount { ByteCount(count, times: 1 << 10) }

  /// An amount of `count` × 1024² bytes. An amount beyond `Int.max` bytes is `Int.max` bytes.
  public static func mebibytes(_ count: Int) -> ByteCount { ByteCount(count, times: 1 << 20) }

  /// An amount of `count` × 1024³ bytes. An amount beyond `Int.max` bytes is `Int.max` bytes.
  public static func gibibytes(_ count: Int) -> ByteCount { ByteCount(count, times: 1 << 30) }

  /// Whether one amount is smaller than another.
  public static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }

  private init(_ count: Int, times unit: Int) {
    let (product, overflow) = count.multipliedReportingOverflow(by: unit)
    bytes = overflow ? (count < 0 ? .min : .max) : product
  }
}

extension ByteCount: CustomStringConvertible {
  /// The amount in the largest unit that needs no more than one decimal: "64 MiB", "1.5 GiB", "512 bytes".
  public var description: String {
    for (unit, name) in [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")] where bytes >= unit {
      let tenths = Int((Double(bytes) / Double(unit) * 10).rounded())
      return tenths % 10 == 0 ? "\(tenths / 10) \(name)" : "\(tenths / 10).\(tenths % 10) \(name)"
    }
    return bytes == 1 ? "1 byte" : "\(bytes) bytes"
  }
}
