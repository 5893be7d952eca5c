/// The entries of a Python `dict`, in order, with keys of any kind.
///
/// As in Python the order is kept, and two dictionaries are equal if they have the same entries in whatever order.
///
/// ```swift
/// let ages: PythonDictionary = ["Ada": 36, 7: "seven"]
/// ages["Ada"]            // .int(36)
/// for entry in ages { print(entry.key, entry.value) }
/// ```
public struct PythonDictionary: Sendable {
  /// A key and its value.
  public struct Entry: Sendable, Hashable {
    /// The key.
    public let key: PythonValue
    /// The key's value.
    public var value: PythonValue

    /// Creates an entry.
    public init(key: PythonValue, value: PythonValue) {
      self.key = key
      self.value = value
    }
  }

  /// The entries, in order; no key stands twice.
  public private(set) var entries: [Entry]

  /// Creates a dictionary. As in Python, a key that stands twice keeps its first place and has its last value.
  public init(_ entries: some Sequence<Entry>) {
    self.entries = []
    var places: [PythonValue: Int] = [:]
    for entry in entries {
      if let place = places[entry.key] {
        self.entries[place].value = entry.value
      } else {
        places[entry.key] = self.entries.count
        self.entries.append(entry)
      }
    }
  }

  /// Creates a dictionary of entries whose keys are known to differ.
  init(distinct entries: [Entry]) { self.entries = entries }

  /// The value of a key; nil if there is none. O(n): for many look-ups take ``dictionary``.
  public subscript(_ key: PythonValue) -> PythonValue? { entries.first { $0.key == key }?.value }

  /// The value of a `str` key; nil if there is none. O(n): for many look-ups take ``dictionary``.
  public subscript(_ key: String) -> PythonValue? {
    entries.first { entry in if case .str(key) = entry.key { true } else { false } }?.value
  }

  /// The entries without their order.
  public var dictionary: [PythonValue: PythonValue] {
    // NaN is not equal to itself, so there may be several; no other key is there twice.
    Dictionary(entries.lazy.map { ($0.key, $0.value) }) { _, last in last }
  }
}

// Not a collection: its index would be an Int, and `entries[7]` is to mean the key 7.
extension PythonDictionary: Sequence {
  /// The number of entries.
  public var count: Int { entries.count }
  /// Whether there is no entry.
  public var isEmpty: Bool { entries.isEmpty }
  /// The entries, in order.
  public func makeIterator() -> IndexingIterator<[Entry]> { entries.makeIterator() }
}

extension PythonDictionary: ExpressibleByDictionaryLiteral {
  /// Creates a dictionary. As in Python, a key that stands twice keeps its first place and has its last value.
  public init(dictionaryLiteral elements: (PythonValue, PythonValue)...) {
    self.init(elements.map { Entry(key: $0, value: $1) })
  }
}

extension PythonDictionary: Hashable {
  /// Whether both have the same entries, in whatever order.
  public static func == (left: Self, right: Self) -> Bool {
    guard left.count == right.count else { return false }
    // Most are in the same order: then no table is needed.
    guard let start = left.entries.indices.first(where: { left.entries[$0] != right.entries[$0] }) else { return true }
    let rest = Dictionary(right.entries[start...].lazy.map { ($0.key, $0.value) }) { _, last in last }
    return left.entries[start...].allSatisfy { rest[$0.key] == .some($0.value) }
  }

  /// Hashes the entries, whatever their order.
  public func hash(into hasher: inout Hasher) {
    var sum = 0
    for entry in entries {
      var one = hasher
      one.combine(entry)
      sum &+= one.finalize()
    }
    hasher.combine(count)
    hasher.combine(sum)
  }
}
