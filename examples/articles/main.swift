// Each article's code, so that it is compiled and what it prints is what the article says.
import Belljar

let articles: [(String, @Sendable () async throws -> Void)] = [
  ("Belljar", landingPage), ("GettingStarted", gettingStarted), ("Values", values), ("HostFunctions", hostFunctions),
  ("Sessions", sessions), ("Streaming", streaming), ("LimitsAndOutcomes", limitsAndOutcomes),
  ("ImageAndRun", imageAndRun),
]
for (name, article) in articles {
  print("== \(name)")
  try await article()
}
