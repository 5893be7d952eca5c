import ArgumentParser
import Belljar
import BelljarMuseum

/// `belljar demo tour`.
struct TourCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tour",
    abstract: "Take a guided walk through the museum: about twelve exhibits, half an hour.")

  @OptionGroup var source: ExhibitArguments

  @Option(
    help: ArgumentHelp(
      "Where it is kept what you have seen, with the times. (default: belljar/tour in $XDG_STATE_HOME or ~/.local/state)",
      valueName: "file"))
  var progress: String?

  @Flag(help: "Keep nothing.")
  var noProgress = false

  @Option(
    help: ArgumentHelp("Begin at this stop, from 1; by default at the first that you have not seen.", valueName: "n"))
  var from: Int?

  func run() async throws {
    let exhibition = try source.exhibition()
    let script = try tellingMistakes { () throws(ExhibitError) in try TourScript.own() }
    let stops = try script.stops.map { (stop: $0, exhibit: try exhibition.exhibit(named: $0.exhibit)) }
    let progress = try TourProgress(path: noProgress ? nil : progress ?? StateDirectory.path(of: "tour"))
    if let from, !(1...stops.count).contains(from) { throw CommandFailure("there are stops 1 to \(stops.count)") }
    let unseen = stops.firstIndex { !progress.seen.contains($0.exhibit.name) }
    var tour = Tour(
      stops: stops, guide: Guide(museum: try await Museum()), progress: progress,
      position: from.map { $0 - 1 } ?? unseen ?? 0)
    try await tour.walk()
  }
}
