import Belljar

/// What a model's program may do with the notes: these three functions, and nothing else of the app.
func tools(for notes: Notes) -> HostFunctions {
  HostFunctions(module: "notes", maximumCalls: 10) {
    HostFunction("search", documentation: "The titles of all notes with this text in them.", parameters: ["text"]) {
      (text: String) async -> [String] in await notes.search(text)
    }
    HostFunction("read_note", documentation: "A note's text.", parameters: ["title"]) {
      (title: String) async throws -> String in try await notes.read(title)
    }
    HostFunction("delete_note", documentation: "Deletes a note. The user is asked.", parameters: ["title"]) {
      (title: String) async throws in try await notes.delete(title)
    }
  }
  .approved { call in
    guard call.name == "delete_note" else { return .allow }
    // What a program says is a claim: take nothing for granted, not even that there is an argument.
    let title = call.arguments.first ?? call.keywords["title"]
    return await userAllowsDeletion(of: title?.stringValue) ? .allow : .deny("the user wants to keep it")
  }
}

/// Stands for a dialogue; this user lets drafts go.
func userAllowsDeletion(of title: String?) async -> Bool {
  title?.hasPrefix("Draft") == true
}
