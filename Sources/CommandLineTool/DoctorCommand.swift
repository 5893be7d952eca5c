import ArgumentParser
import LinuxIsolation

/// `belljar doctor`: what this machine can enforce, and a proof from inside.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check what this machine can enforce, and try it from inside.",
    discussion: "Exit status: 0 if the default policy can be enforced, 1 if it cannot.")

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  func run() async throws {
    let trial = await DoctorTrial.ofDefaultPolicy()
    // Without a worker the self-test would only repeat the same error.
    let selfTest = trial.isolation == nil ? nil : await DoctorSelfTest.perform()
    let report = DoctorReport(
      checks: DoctorCheck.all(kernel: KernelSupport.probe(), trial: trial, selfTest: selfTest),
      trial: trial, selfTest: selfTest)
    let text = json ? report.json.text + "\n" : report.text(coloured: DoctorReport.wantsColour)
    do throws(SystemCallFailure) {
      try StandardStream.output.write(text.utf8)
    } catch {
      throw CommandFailure("cannot write standard output: \(error.text)")
    }
    throw ExitCode(report.isEnforceable ? 0 : 1)
  }
}
