internal import Synchronization

/// Texts are the same if their code points are, as in Python. Swift takes `é` and `e` with an accent for the same, so that a
/// dictionary with both would seem to have a key twice; and as those are equal in their hash, a program could return a
/// million of them to keep the host busy.
extension PythonValue {
  /// Whether both have the same kind and content. NaN is not equal to itself.
  public static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.none, .none): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.bigInt(let left), .bigInt(let right)): left == right
    case (.float(let left), .float(let right)): left == right
    case (.complex(let left), .complex(let right)): left == right
    case (.str(let left), .str(let right)): left.utf8.elementsEqual(right.utf8)
    case (.bytes(let left), .bytes(let right)): left == right
    case (.list(let left), .list(let right)): left == right
    case (.tuple(let left), .tuple(let right)): left == right
    case (.dict(let left), .dict(let right)): left == right
    case (.set(let left), .set(let right)): left == right
    case (.frozenset(let left), .frozenset(let right)): left == right
    case (.decimal(let left), .decimal(let right)): left == right
    case (.fraction(let left), .fraction(let right)): left == right
    case (.date(let left), .date(let right)): left == right
    case (.time(let left), .time(let right)): left == right
    case (.datetime(let left), .datetime(let right)): left == right
    case (.timedelta(let left), .timedelta(let right)): left == right
    case (.uuid(let left), .uuid(let right)): left == right
    case (.record(let left), .record(let right)): left == right
    case (.opaque(let left), .opaque(let right)): left == right
    default: false
    }
  }

  /// Hashes the kind and the content.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .none: hasher.combine(0)
    case .bool(let value): Self.combine(1, value, &hasher)
    case .int(let value): Self.combine(2, value, &hasher)
    case .bigInt(let value): Self.combine(3, value, &hasher)
    case .float(let value): Self.combine(4, number: value, &hasher)
    case .complex(let value):
      Self.combine(5, number: value.real, &hasher)
      Self.combine(5, number: value.imaginary, &hasher)
    case .str(let value):
      hasher.combine(6)
      Self.combine(value, &hasher)
    case .bytes(let value): Self.combine(7, value, &hasher)
    case .list(let value): Self.combine(8, value, &hasher)
    case .tuple(let value): Self.combine(9, value, &hasher)
    case .dict(let value): Self.combine(10, value, &hasher)
    case .set(let value): Self.combine(11, value, &hasher)
    case .frozenset(let value): Self.combine(12, value, &hasher)
    case .decimal(let value): Self.combine(13, value, &hasher)
    case .fraction(let value): Self.combine(14, value, &hasher)
    case .date(let value): Self.combine(15, value, &hasher)
    case .time(let value): Self.combine(16, value, &hasher)
    case .datetime(let value): Self.combine(17, value, &hasher)
    case .timedelta(let value): Self.combine(18, value, &hasher)
    case .uuid(let value): Self.combine(19, value, &hasher)
    case .record(let value): Self.combine(20, value, &hasher)
    case .opaque(let value): Self.combine(21, value, &hasher)
    }
  }

  /// A program may return a set of a million NaNs, of which none is equal to another. Were they equal in their hash, each
  /// would be compared with all others; so each has another, as in Python.
  private static func combine(_ kind: Int, number: Double, _ hasher: inout Hasher) {
    guard number.isNaN else { return combine(kind, number, &hasher) }
    combine(kind, nextNaN.wrappingAdd(1, ordering: .relaxed).newValue, &hasher)
  }

  private static let nextNaN = Atomic<UInt64>(0)

  private static func combine(_ kind: Int, _ content: some Hashable, _ hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(content)
  }

  private static func combine(_ text: String, _ hasher: inout Hasher) {
    var text = text
    // The buffer is read within the call that lends it.
    text.withUTF8 { bytes in unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes)) }
    // What follows must not look like more of the text.
    hasher.combine(0xff as UInt8)
  }
}
