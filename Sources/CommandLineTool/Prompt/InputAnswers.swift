import Belljar

/// Answers `input()` with lines that are typed.
final class InputAnswers {
  private let editor: LineEditor
  private let terminal: TerminalOutput
  private let console: Console
  /// In the statement that is running.
  private var interruptions = 0
  private var statement = 0

  init(editor: LineEditor, terminal: TerminalOutput, console: Console) {
    self.editor = editor
    self.terminal = terminal
    self.console = console
  }

  /// Reads a line where the program's output ends: that is the prompt, whoever wrote it.
  func answer(_ request: LineRequests.Request, inStatement number: Int) async {
    if number != statement { (statement, interruptions) = (number, 0) }
    let prompt = TerminalSize.end(of: await terminal.openLine()).lastRow
    let awakening = editor.input.awakening
    _ = awakening.takeAbandonment()
    guard request.isWanted(onAbandon: { awakening.abandon() }) else { return }
    // libedit draws it once more, over itself.
    editor.write("\r")
    switch editor.readLine(prompt: prompt, for: .input) {
    case .text(let line), .long(let line):
      terminal.lineHasEnded()
      request.answer(.success(line))
    case .end: request.answer(.success(nil))
    case .tooLong, .abandoned: request.answer(.failure(CancellationError()))
    case .cancelled:
      terminal.lineHasEnded()
      interruptions += 1
      // A program may take the first for what it likes. It is not to keep the terminal.
      if interruptions > 1 { await console.interrupt() }
      request.answer(.failure(PythonException(type: "KeyboardInterrupt", message: "")))
    }
  }
}
