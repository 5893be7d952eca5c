import Testing

/// A program that writes what it should not where it should not, and how that may end.
struct HostileProgram: Sendable, CustomTestStringConvertible {
  let name: String
  let endings: Set<Ending>
  /// The program with ``prelude`` before it.
  let program: String

  var testDescription: String { name }

  init(_ name: String, _ endings: Ending..., program: String) {
    self.init(name, endings: endings, program: program)
  }

  init(_ name: String, endings: [Ending], program: String) {
    self.name = name
    self.endings = Set(endings)
    self.program = Self.prelude + program
  }

  /// What a forger knows: the channel's number, the shape of a frame and the completion record.
  private static let prelude = """
    import ctypes, os, struct

    CHANNEL = 3

    def send(data):
        while data:
            data = data[os.write(CHANNEL, data):]

    def frame(payload):
        return struct.pack(">I", len(payload)) + payload

    # CBOR: an array of three, the text "completed", null for "returned", an empty list of refusals.
    COMPLETED = b"\\x83\\x69completed\\xf6\\x80"

    def text(value):
        data = value.encode("utf-8", "surrogateescape")
        return b"\\x7a" + struct.pack(">I", len(data)) + data


    """
}
