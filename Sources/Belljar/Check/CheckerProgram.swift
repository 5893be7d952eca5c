/// The program that looks at another program's source. It is run like any other, contained; what it says is a claim.
enum CheckerProgram {
  static var source: String {
    [CheckerTables.source, CheckerText.source, CheckerVisitor.source].joined(separator: "\n")
  }
}
