import Glibc

/// The files behind a command's standard streams, on both sides.
struct Streams {
  /// Standard input, output and error; nil is closed.
  var ofCommand: [OpenFile?]
  /// What the tests read.
  var output: OpenFile?
  var errorOutput: OpenFile?
  /// What the tests write, and where.
  var feed: (bytes: [UInt8], file: OpenFile)?
  /// The name of a terminal that the command is to open for all three.
  var terminal: String?

  init(input: CommandRun.Input, output kind: CommandRun.Output) throws {
    var standardInput: OpenFile?
    switch input {
    case .nothing: standardInput = try .null()
    case .closed: standardInput = nil
    case .bytes(let bytes):
      let pipe = try OpenFile.pipe()
      standardInput = pipe.reading
      feed = (bytes, pipe.writing)
    }
    if case .terminal = kind {
      let terminal = try OpenFile.terminal()
      output = terminal.viewer
      ofCommand = [standardInput, terminal.screen, terminal.screen]
      return
    }
    if case .dialogue(let columns) = kind {
      let terminal = try OpenFile.terminal(columns: columns)
      output = terminal.viewer
      self.terminal = terminal.path
      ofCommand = [terminal.screen, terminal.screen, terminal.screen]
      return
    }
    let errors = try OpenFile.pipe()
    errorOutput = errors.reading
    var standardOutput: OpenFile?
    switch kind {
    case .pipes, .terminal, .dialogue:
      let pipe = try OpenFile.pipe()
      output = pipe.reading
      standardOutput = pipe.writing
    case .file(let path): standardOutput = try OpenFile(open(path, O_WRONLY | O_CLOEXEC), from: "open \(path)")
    case .closed: standardOutput = nil
    case .abandoned: standardOutput = try OpenFile.pipe().writing
    }
    ofCommand = [standardInput, standardOutput, errors.writing]
  }
}
