import Glibc
import Synchronization

/// The real `belljar`, started with its own arguments, environment and streams.
final class CommandRun: Sendable {
  /// What the command's standard input is.
  enum Input: Sendable {
    case nothing
    case bytes([UInt8])
    case closed

    static func text(_ text: String) -> Input { .bytes(Array(text.utf8)) }
  }

  /// Where the command's output goes.
  enum Output: Sendable {
    case pipes
    /// One pseudo-terminal for standard output and standard error.
    case terminal
    /// The same, and standard input too: what is typed comes by ``CommandRun/type(_:)``. It is the terminal of the command's
    /// session, so that Ctrl-C and a change of its size are the signals that they are for a user.
    case dialogue(columns: Int)
    /// A file for standard output.
    case file(String)
    /// No standard output at all.
    case closed
    /// A pipe for standard output that nobody reads.
    case abandoned
  }

  /// Generous: it ends only what would never end.
  static let timeout = Duration.seconds(90)

  let pid: pid_t
  private let output: Collector
  private let errorOutput: Collector
  private let terminal: OpenFile?
  private let status = Mutex<Int32?>(nil)

  init(
    _ arguments: [String], input: Input = .nothing, environment: [String: String] = [:], output: Output = .pipes
  ) throws {
    let streams = try Streams(input: input, output: output)
    pid = try Spawn.start(
      try Executables.command, arguments: arguments,
      environment: ["PATH": "/usr/bin:/bin"].merging(environment) { _, own in own }, streams: streams.ofCommand,
      terminal: streams.terminal)
    self.output = Collector(streams.output)
    errorOutput = Collector(streams.errorOutput)
    if case .dialogue = output { terminal = streams.output } else { terminal = nil }
    if let (bytes, file) = streams.feed { Feeder.feed(bytes, to: file) }
  }

  deinit {
    guard !hasEnded else { return }
    kill(pid, SIGKILL)
    var ignored: Int32 = 0
    waitpid(pid, &ignored, 0)
  }

  /// What has come on standard output so far.
  var outputSoFar: String { Self.shown(output.bytes) }

  var hasEnded: Bool {
    status.withLock { status in
      if status != nil { return true }
      var word: Int32 = 0
      guard waitpid(pid, &word, WNOHANG) == pid else { return false }
      let signal = word & 0x7f
      status = signal == 0 ? (word >> 8) & 0xff : -signal
      return true
    }
  }

  /// What a reader of a terminal's output looks for: an editor's switching of bracketed paste is not shown.
  private static func shown(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).replacing("\u{1b}[?2004h", with: "").replacing("\u{1b}[?2004l", with: "")
  }

  /// Types on the terminal of a dialogue.
  func type(_ text: String) throws {
    guard let terminal else { throw HarnessFailure(because: "there is no dialogue") }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(terminal.number, $0.baseAddress, $0.count) }
      guard count > 0 else { throw HarnessFailure("write") }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Types, and waits for what is then shown that was not there before.
  @discardableResult
  func type(_ text: String, until shown: String) async throws -> String {
    try await act(until: shown) { try type(text) }
  }

  /// Does something, and waits for what is then shown that was not there before.
  ///
  /// - Returns: All that was then shown.
  @discardableResult
  func act(until shown: String, _ action: () throws -> Void) async throws -> String {
    let before = output.count
    try action()
    try await wait(for: shown.debugDescription) { self.hasEnded || self.recent(since: before).contains(shown) }
    return Self.shown(output.bytes.dropFirst(before))
  }

  /// Ends a line at a prompt without colours, and waits for what it shows and for the next prompt.
  ///
  /// - Returns: All that was then shown.
  @discardableResult
  func enter(_ line: String, showing shown: String = "") async throws -> String {
    let before = output.count
    try type(line + "\r")
    try await wait(for: "\(shown.debugDescription) of \(line.prefix(100).debugDescription)") {
      let recent = self.recent(since: before)
      return self.hasEnded || recent.hasSuffix(">>> ") && (shown.isEmpty || recent.contains(shown))
    }
    return Self.shown(output.bytes.dropFirst(before))
  }

  /// What has come since, less what is far from its end: there may be megabytes.
  private func recent(since before: Int) -> String {
    Self.shown(output.bytes.dropFirst(before).suffix(1 << 14))
  }

  /// Gives the terminal another size, of which the kernel tells the command.
  func resize(columns: Int) throws {
    guard let terminal else { throw HarnessFailure(because: "there is no dialogue") }
    var size = winsize()
    (size.ws_col, size.ws_row) = (UInt16(columns), 24)
    guard ioctl(terminal.number, UInt(TIOCSWINSZ), &size) == 0 else { throw HarnessFailure("ioctl") }
  }

  func send(_ signal: Int32) {
    if !hasEnded { kill(pid, signal) }
  }

  func waitForOutput(_ text: String) async throws {
    try await wait(for: "the output \(text.debugDescription)") { self.outputSoFar.contains(text) || self.hasEnded }
    guard outputSoFar.contains(text) else {
      throw HarnessFailure(because: "the command ended without the output: \(try await result())")
    }
  }

  /// Waits for the command's end and for the end of its output.
  func result() async throws -> CommandResult {
    try await wait(for: "the end") { self.hasEnded && self.output.isAtEnd && self.errorOutput.isAtEnd }
    return CommandResult(
      status: status.withLock { $0 } ?? 0, outputBytes: output.bytes, errorBytes: errorOutput.bytes)
  }

  private func wait(for event: String, _ condition: () -> Bool) async throws {
    guard try await eventually(within: Self.timeout, condition) else {
      send(SIGKILL)
      let texts = [output, errorOutput].map { String(decoding: $0.bytes.suffix(1000), as: UTF8.self) }
      throw HarnessFailure(because: "waited \(Self.timeout) in vain for \(event); output: \(texts)")
    }
  }
}

/// Whether a condition comes true in time.
func eventually(within duration: Duration, _ condition: () -> Bool) async throws -> Bool {
  let deadline = ContinuousClock.now + duration
  while !condition() {
    guard ContinuousClock.now < deadline else { return false }
    try await Task.sleep(for: .milliseconds(5))
  }
  return true
}
