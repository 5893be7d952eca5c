# Asked for the same, goes beyond it: is told no, says so, and then insists.
try:
    notes.read_note("Poem")
except notes.Error as error:
    print("no such note:", error)
try:
    notes.delete_note("Shopping")
except PermissionError as error:
    print("not allowed:", error)
notes.delete_note(title="Passwords")
