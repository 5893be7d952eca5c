# Asked to clear up: finds the drafts, and deletes those that have come to nothing.
deleted = []
for title in notes.search("Draft"):
    text = notes.read_note(title)
    if not text.endswith("?"):
        notes.delete_note(title)
        deleted.append(title)
print(f"{len(deleted)} of {len(notes.search('Draft')) + len(deleted)} drafts deleted")
{"deleted": deleted}
