import Belljar
import Dispatch
import LinuxIsolation
import Synchronization

/// Passes a program's output on as it arrives.
///
/// Belljar's thread, which delivers the pieces, must not wait for a slow reader, so they are written on a queue. What
/// waits in it is bounded by the run's output limit.
final class TerminalOutput: Sendable {
  private struct Streams {
    var output: Stream
    var error: Stream
    /// Whether the terminal's cursor stands within a line; false without a terminal.
    var isWithinLine: Bool { !openLine.isEmpty }
    /// What that line holds, as far as it can be told.
    var openLine: [UInt8] = []

    /// Whether a line stands on the terminal that the next output is to take the place of.
    var hasStatus = false

    mutating func write(_ piece: [UInt8], to stream: WritableKeyPath<Streams, Stream>) {
      clearStatus()
      let shown = self[keyPath: stream].write(piece)
      guard self[keyPath: stream].isTerminal else { return }
      if let end = shown.lastIndex(of: UInt8(ascii: "\n")) {
        openLine = Array(shown[(end + 1)...].suffix(Self.longestLine))
      } else {
        openLine = Array((openLine + shown).suffix(Self.longestLine))
      }
    }

    private static let longestLine = 1 << 14

    mutating func clearStatus() {
      if hasStatus { error.writeStyled("\r\u{1b}[K") }
      hasStatus = false
    }

    mutating func startLine() {
      clearStatus()
      if error.isTerminal && isWithinLine { write([UInt8(ascii: "\n")], to: \.error) }
    }
  }

  private let streams: Mutex<Streams>
  private let queue = DispatchQueue(label: "belljar.output")

  /// Creates the output; `raw` passes control characters even to a terminal.
  init(raw: Bool) {
    streams = Mutex(Streams(output: Stream(to: .output, raw: raw), error: Stream(to: .error, raw: raw)))
  }

  /// Queues a piece of the program's output.
  @Sendable func write(_ stream: OutputStream, _ piece: [UInt8]) {
    enqueue { streams in
      switch stream {
      case .standardOutput: streams.write(piece, to: \.output)
      case .standardError: streams.write(piece, to: \.error)
      }
    }
  }

  /// Queues text for standard error; on a terminal it starts on a line of its own.
  func report(_ text: String) {
    guard !text.isEmpty else { return }
    enqueue { streams in
      streams.startLine()
      streams.write(Array(text.utf8), to: \.error)
    }
  }

  /// Queues text with colours of the command's own for standard error, which is a terminal; it starts on a line of its own.
  func reportStyled(_ text: String) {
    enqueue { streams in
      streams.startLine()
      streams.error.writeStyled(text)
    }
  }

  /// The text of the line on which the terminal's cursor stands, once all is written.
  func openLine() async -> String {
    await withCheckedContinuation { continuation in
      enqueue { streams in
        streams.clearStatus()
        continuation.resume(returning: String(decoding: streams.openLine, as: UTF8.self))
      }
    }
  }

  /// Somebody else has ended the line.
  func lineHasEnded() {
    enqueue { $0.openLine = [] }
  }

  /// Lets what follows start on a line of its own.
  func startLine() {
    enqueue { $0.startLine() }
  }

  /// Shows a line on the terminal that goes with the next output; nil takes it away. Beside a line that is not ended it is not
  /// shown.
  func showStatus(_ text: String?, isColoured: Bool = false) {
    enqueue { streams in
      streams.clearStatus()
      guard let text, streams.error.isTerminal, !streams.isWithinLine else { return }
      streams.error.writeStyled(isColoured ? "\u{1b}[2m\(text)\u{1b}[0m" : text)
      streams.hasStatus = true
    }
  }

  /// Waits until all is written.
  ///
  /// - Throws: ``CommandFailure`` if standard output could not take it.
  func finish() async throws {
    let failure = await withCheckedContinuation { continuation in
      enqueue { streams in
        streams.output.finish()
        streams.error.finish()
        continuation.resume(returning: streams.output.failure)
      }
    }
    if let failure { throw CommandFailure("cannot write standard output: \(failure.text)") }
  }

  private func enqueue(_ work: @escaping @Sendable (inout Streams) -> Void) {
    queue.async { self.streams.withLock { work(&$0) } }
  }
}

extension TerminalOutput {
  private struct Stream {
    let destination: StandardStream
    let isTerminal: Bool
    private(set) var failure: SystemCallFailure?
    private var escaper: ControlCharacterEscaper?

    init(to destination: StandardStream, raw: Bool) {
      self.destination = destination
      isTerminal = destination.isTerminal
      escaper = isTerminal && !raw ? ControlCharacterEscaper() : nil
    }

    /// Gives what was written.
    mutating func write(_ piece: [UInt8]) -> [UInt8] {
      let shown = escaper?.escape(piece) ?? piece
      put(shown)
      return shown
    }

    /// Writes text of the command's own.
    mutating func writeStyled(_ text: String) { put(Array(text.utf8)) }

    mutating func finish() {
      put(escaper?.finish() ?? [])
    }

    /// After a failure the rest is dropped: a full disk would fail for each piece anew.
    private mutating func put(_ bytes: [UInt8]) {
      guard failure == nil, !bytes.isEmpty else { return }
      do throws(SystemCallFailure) {
        try destination.write(bytes)
      } catch {
        failure = error
      }
    }
  }
}
