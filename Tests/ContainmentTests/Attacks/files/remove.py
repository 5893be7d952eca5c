# expect: refused
# denials: unlink rmdir rename
#
# Removes and renames. None of the names exists: a refusal is told from "no such file" by its error.
attempt("removing a file", lambda: os.unlink("/tmp/belljar-probe-unlink"))
attempt("removing a directory", lambda: os.rmdir("/tmp/belljar-probe-rmdir"))
attempt("renaming a file", lambda: os.rename("/tmp/belljar-probe-old", "/tmp/belljar-probe-new"))

allow("closing a descriptor of its own", lambda: os.close(0))
