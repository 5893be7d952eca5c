import Belljar
import CLineEditor
import Glibc

/// A line editor on a terminal: libedit, with colours, completion and whole pasted blocks.
///
/// libedit is set up for one terminal and one thread; so is this.
final class LineEditor {
  /// What came of a line.
  enum Line: Equatable {
    case text(String)
    /// Ctrl-C: what was typed so far is dropped.
    case cancelled
    /// Ctrl-D on an empty line, or the terminal's end.
    case end
  }

  /// The names with which a line up to the cursor could go on.
  var complete: (String) -> Completions? = { _ in nil }
  /// The line in colours, of the same width; nil leaves it as it is.
  var colour: (String) -> String? = { _ in nil }
  /// Whether the prompt has its colour.
  var isColoured = false

  private var editor: OpaquePointer?
  private var prompt = ""
  /// The prompt as libedit takes it: it keeps the pointer until it asks again.
  private var promptBytes: UnsafeMutablePointer<CChar>?
  private var isCancelled = false
  private var isFresh = true

  /// Nil if the terminal cannot be used.
  init?() {
    // Without a locale libedit takes no letter beyond ASCII. The command's own texts do not depend on it.
    setlocale(LC_CTYPE, "C.UTF-8")
    let callbacks = cline_callbacks(
      prompt: { LineEditor.of($0)?.promptBytes.map { UnsafePointer($0) } },
      read: { LineEditor.of($0)?.read(into: $1) ?? -1 },
      key: { LineEditor.of($0)?.key($1) ?? cline_norm() })
    // Invariant: the editor is closed in deinit, so it never calls back without its owner.
    editor = cline_open("belljar", callbacks, Unmanaged.passUnretained(self).toOpaque())
    guard editor != nil else { return nil }
    ResizeSignal.watch()
  }

  deinit {
    if let editor { cline_close(editor) }
    free(promptBytes)
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> LineEditor? {
    context.map { Unmanaged<LineEditor>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Reads a line, or a block that was pasted or is from the history.
  ///
  /// - Parameters:
  ///   - prompt: Text without control characters.
  ///   - style: The prompt's colour, as the number of an SGR sequence.
  ///   - initial: What the line begins with.
  /// - Returns: What came of it.
  func readLine(prompt: String, style: String, initial: String = "") -> Line {
    self.prompt = prompt
    free(promptBytes)
    // libedit hangs what has no width onto the character after it, and drops it where there is none.
    let styled = "\u{1}\u{1b}[\(style)m\u{1}\(prompt.dropLast())\u{1}\u{1b}[0m\u{1}\(prompt.suffix(1))"
    promptBytes = strdup(isColoured ? styled : prompt)
    isCancelled = false
    isFresh = true
    if !initial.isEmpty { cline_push(editor, initial) }
    write("\u{1b}[?2004h")
    defer { write("\u{1b}[?2004l") }
    var count: CInt = 0
    guard let line = cline_read(editor, &count), count > 0 else { return isCancelled ? .cancelled : .end }
    if isCancelled { return .cancelled }
    var text = String(decoding: UnsafeRawBufferPointer(start: line, count: Int(count)), as: UTF8.self)
    if text.hasSuffix("\n") { text.removeLast() }
    return .text(text)
  }

  // MARK: History

  func loadHistory(from path: String) { _ = cline_history_load(editor, path) }

  /// False if the file could not be written.
  func saveHistory(to path: String) -> Bool { cline_history_save(editor, path) >= 0 }

  func addToHistory(_ statement: String) { _ = cline_history_add(editor, statement + "\n") }

  // MARK: Keys

  private var line: (before: String, after: String) {
    var before = 0
    var count = 0
    guard let text = cline_text(editor, &before, &count) else { return ("", "") }
    // Invariant: libedit's buffer is valid until its next call.
    let bytes = UnsafeRawBufferPointer(start: text, count: count)
    return (String(decoding: bytes[..<before], as: UTF8.self), String(decoding: bytes[before...], as: UTF8.self))
  }

  private func key(_ key: CInt) -> CInt {
    switch Int(key) {
    case cline_key_cancel:
      isCancelled = true
      write("^C\r\n")
      return cline_newline()
    case cline_key_complete: return completeName()
    case cline_key_paste: return paste()
    case cline_key_up: return moveLine(up: true)
    case cline_key_down: return moveLine(up: false)
    default: return cline_norm()
    }
  }

  private func completeName() -> CInt {
    let before = line.before
    let current = before.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    if current.allSatisfy({ $0 == " " || $0 == "\t" }) {
      _ = cline_insert(editor, "    ")
      return cline_refresh()
    }
    guard let found = complete(String(current)), !found.names.isEmpty else { return cline_norm() }
    guard found.common.isEmpty else {
      _ = cline_insert(editor, found.common)
      return cline_refresh()
    }
    guard found.names.count > 1 else { return cline_norm() }
    write("\r\n" + Columns.text(found.names, width: TerminalSize.columns))
    return cline_redisplay()
  }

  /// The keys of a line move within a block, and through the history at its ends.
  private func moveLine(up: Bool) -> CInt {
    let (before, after) = line
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    let column = lines.last?.count ?? 0
    if up, lines.count > 1 {
      cline_move(editor, -CInt(column + 1 + max(0, lines[lines.count - 2].count - column)))
      return cline_refresh()
    }
    let following = after.split(separator: "\n", omittingEmptySubsequences: false)
    if !up, following.count > 1 {
      cline_move(editor, CInt(following[0].count + 1 + min(column, following[1].count)))
      return cline_refresh()
    }
    // Ctrl-P and Ctrl-N.
    cline_push(editor, up ? "\u{10}" : "\u{e}")
    return cline_norm()
  }

  /// Takes all that the terminal brackets as pasted, line feeds too: no line of it is run before the last has come.
  private func paste() -> CInt {
    let end = Array("\u{1b}[201~".utf8)
    var bytes: [UInt8] = []
    while bytes.count < 1 << 20, let byte = readByte() {
      bytes.append(byte)
      if byte == end.last, bytes.suffix(end.count).elementsEqual(end) {
        bytes.removeLast(end.count)
        break
      }
    }
    let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let kept = text.unicodeScalars.filter { $0 == "\n" || $0 == "\t" || $0.value >= 32 && $0.value != 127 }
    let block = String(String.UnicodeScalarView(kept)).replacing("\t", with: "    ")
    _ = cline_insert(editor, block.hasSuffix("\n") ? String(block.dropLast()) : block)
    return cline_refresh()
  }

  // MARK: Input and output

  private func read(into character: UnsafeMutablePointer<wchar_t>?) -> CInt {
    showColours()
    guard let first = readByte() else { return 0 }
    var bytes = [first]
    let length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    while bytes.count < length, let next = readByte() { bytes.append(next) }
    character?.pointee = wchar_t(String(decoding: bytes, as: UTF8.self).unicodeScalars.first?.value ?? 0xfffd)
    return 1
  }

  private func readByte() -> UInt8? {
    var byte: UInt8 = 0
    while true {
      let count = Glibc.read(STDIN_FILENO, &byte, 1)
      if count == 1 { return byte }
      guard count < 0, errno == EINTR else { return nil }
      if ResizeSignal.hasCome() { cline_resize(editor) }
    }
  }

  /// Draws the line once more over itself, in colours, and puts the cursor back: libedit knows none.
  private func showColours() {
    // At the first character libedit has drawn the prompt, and there is no line yet.
    defer { isFresh = false }
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard !isFresh, poll(&input, 1, 0) == 0 else { return }
    let (before, after) = line
    let text = before + after
    guard !text.isEmpty, let width = TerminalSize.width(of: text), let cursor = TerminalSize.width(of: before),
      prompt.count + width < TerminalSize.columns, let coloured = colour(text)
    else { return }
    write("\r\u{1b}[\(prompt.count)C\(coloured)\u{1b}[0m\r\u{1b}[\(prompt.count + cursor)C")
  }

  private func write(_ text: String) {
    // libedit's own output comes first. A terminal that is gone is noticed when it is read.
    fflush(nil)
    try? StandardStream.output.write(text.utf8)
  }
}
