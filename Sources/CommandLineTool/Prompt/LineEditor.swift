import Belljar
import CLineEditor
import Glibc

/// A line editor on a terminal: libedit, with colours, completion and whole blocks.
///
/// libedit is set up for one terminal and one thread; so is this. What its keys do is in `LineEditorKeys.swift`.
final class LineEditor {
  /// What came of a line.
  enum Line: Equatable {
    case text(String)
    /// Pasted, and too long to be edited: it is taken as it is.
    case long(String)
    /// Pasted, and longer than any statement may be: so many bytes.
    case tooLong(Int)
    /// Ctrl-C: what was typed so far is dropped.
    case cancelled
    /// Nobody waits for the line any more.
    case abandoned
    /// Ctrl-D on an empty line, or the terminal's end.
    case end
  }

  /// What is read.
  enum Purpose {
    /// A statement, or a line of one.
    case statement
    /// What a running statement asked for: nothing completes it, and nothing of it is kept.
    case input
  }

  /// Begins to look for the names with which a line up to the cursor could go on; calls the closure if it is late.
  var complete: (String, @escaping @Sendable () -> Void) -> LateAnswer<Completions>? = { _, _ in nil }
  /// The line in colours, of the same width; nil leaves it as it is.
  var colour: (String) -> String? = { _ in nil }
  /// Whether the prompt has its colour.
  var isColoured = false

  /// False of a terminal that is not known, or cannot move its cursor: nothing but text is sent to it.
  private(set) var isCapable = false
  let input: TerminalInput
  private(set) var editor: OpaquePointer?
  private(set) var purpose = Purpose.statement
  private(set) var prompt = ""
  /// The prompt as libedit takes it: it keeps the pointer until it asks again.
  private var promptBytes: UnsafeMutablePointer<CChar>?
  /// The entry of the history that libedit has asked for last, likewise.
  private var entryBytes: UnsafeMutablePointer<CChar>?
  /// What ended the line, if not its own end.
  var ending: Line?
  /// A completion that is under way, and the line that it is for.
  var late: (answer: LateAnswer<Completions>, line: String)?
  private var isFresh = true

  /// Nil if the terminal cannot be used.
  init?() {
    guard let input = TerminalInput() else { return nil }
    self.input = input
    // Without a locale libedit takes no letter beyond ASCII. The command's own texts do not depend on it.
    setlocale(LC_CTYPE, "C.UTF-8")
    let callbacks = cline_callbacks(
      prompt: { LineEditor.of($0)?.promptBytes.map { UnsafePointer($0) } },
      entry: { LineEditor.of($0)?.entry($1) },
      read: { LineEditor.of($0)?.read(into: $1) ?? -1 },
      key: { LineEditor.of($0)?.key($1) ?? cline_norm() })
    // Invariant: the editor is closed in deinit, so it never calls back without its owner.
    editor = cline_open("belljar", callbacks, Unmanaged.passUnretained(self).toOpaque())
    guard let editor else { return nil }
    isCapable = cline_is_capable(editor) != 0
    input.resized = { [weak self] in self?.showAnew() }
  }

  deinit {
    if let editor { cline_close(editor) }
    free(promptBytes)
    free(entryBytes)
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> LineEditor? {
    context.map { Unmanaged<LineEditor>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Reads a line, or a block that was pasted or is from the history.
  ///
  /// - Parameters:
  ///   - prompt: Text without control characters. It may stand on the terminal already, at the line's start.
  ///   - style: The prompt's colour, as the number of an SGR sequence.
  ///   - initial: What the line begins with.
  ///   - purpose: What is read.
  /// - Returns: What came of it.
  func readLine(prompt: String, style: String? = nil, initial: String = "", for purpose: Purpose = .statement) -> Line {
    self.prompt = prompt
    self.purpose = purpose
    free(promptBytes)
    promptBytes = strdup(isColoured ? style.map { Self.styled(prompt, $0) } ?? prompt : prompt)
    ending = nil
    late = nil
    isFresh = true
    if !initial.isEmpty { cline_push(editor, initial) }
    if isCapable { write("\u{1b}[?2004h") }
    defer { if isCapable { write("\u{1b}[?2004l") } }
    var count: CInt = 0
    let line = cline_read(editor, &count)
    if let ending { return ending }
    guard let line, count > 0 else { return .end }
    var text = String(decoding: UnsafeRawBufferPointer(start: line, count: Int(count)), as: UTF8.self)
    if text.hasSuffix("\n") { text.removeLast() }
    return .text(EditedText.source(text))
  }

  /// libedit hangs what has no width onto the character after it, and drops it where there is none.
  private static func styled(_ prompt: String, _ style: String) -> String {
    "\u{1}\u{1b}[\(style)m\u{1}\(prompt.dropLast())\u{1}\u{1b}[0m\u{1}\(prompt.suffix(1))"
  }

  // MARK: History

  func loadHistory(from path: String) { _ = cline_history_load(editor, path) }

  /// False if the file could not be written.
  func saveHistory(to path: String) -> Bool { cline_history_save(editor, path) >= 0 }

  func addToHistory(_ statement: String) { _ = cline_history_add(editor, statement + "\n") }

  /// An entry as it is edited. Its last line feed is libedit's own.
  private func entry(_ text: UnsafePointer<CChar>?) -> UnsafePointer<CChar>? {
    guard let text else { return nil }
    let entry = String(cString: text)
    let body = entry.hasSuffix("\n") ? String(entry.dropLast()) : entry
    free(entryBytes)
    // It takes a line feed and a space off the end, which may be a mark's.
    entryBytes = strdup(EditedText.shown(body) + " \n")
    return entryBytes.map { UnsafePointer($0) }
  }

  // MARK: The line

  var place: EditedPlace {
    var before = 0
    var count = 0
    guard let text = cline_text(editor, &before, &count) else { return EditedPlace(before: "", after: "") }
    // Invariant: libedit's buffer is valid until its next call.
    let bytes = UnsafeRawBufferPointer(start: text, count: count)
    return EditedPlace(
      before: String(decoding: bytes[..<before], as: UTF8.self),
      after: String(decoding: bytes[before...], as: UTF8.self))
  }

  /// Ends the line with something else than its text.
  func end(with line: Line) -> CInt {
    ending = line
    return cline_newline()
  }

  // MARK: Input and output

  private func read(into character: UnsafeMutablePointer<wchar_t>?) -> CInt {
    showColours()
    let first: UInt8
    switch input.next() {
    case .end: return 0
    case .awakened:
      character?.pointee = wchar_t(cline_character_awakened)
      return 1
    case .byte(let byte): first = byte
    }
    // libedit's own key, but where it would take a part of a mark: within a search it has to be its own.
    if first == 0x7f || first == 0x08, purpose == .statement, place.isWithinIndentation {
      character?.pointee = wchar_t(cline_character_backspace)
      return 1
    }
    var bytes = [first]
    let length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    while bytes.count < length, let next = input.nextByte() { bytes.append(next) }
    character?.pointee = wchar_t(String(decoding: bytes, as: UTF8.self).unicodeScalars.first?.value ?? 0xfffd)
    return 1
  }

  /// Draws the line once more over itself, in colours, and puts the cursor back: libedit knows none.
  private func showColours() {
    // At the first character libedit has drawn the prompt, and there is no line yet.
    defer { isFresh = false }
    guard !isFresh, purpose == .statement, !input.isReady else { return }
    let place = place
    let text = place.before + place.after
    guard !text.isEmpty, let width = TerminalSize.width(of: text), let cursor = TerminalSize.width(of: place.before),
      prompt.count + width < TerminalSize.columns, let coloured = colour(text)
    else { return }
    write("\r\u{1b}[\(prompt.count)C\(coloured)\u{1b}[0m\r\u{1b}[\(prompt.count + cursor)C")
  }

  /// Terminals fold their lines anew as they get another width, and libedit counts on those that it has drawn.
  private func showAnew() {
    let row = TerminalSize.end(of: prompt + place.before).row
    if isCapable { write("\r" + (row > 0 ? "\u{1b}[\(row)A" : "") + "\u{1b}[J") }
    cline_resize(editor)
    if isCapable { cline_draw(editor) }
  }

  func write(_ text: String) {
    // libedit's own output comes first. A terminal that is gone is noticed when it is read.
    fflush(nil)
    try? StandardStream.output.write(text.utf8)
  }
}
