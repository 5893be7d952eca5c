# expect: killed move_mount
#
# Puts a mount elsewhere; one that does not exist.
allow("asking for its own pid", os.getpid)
attempt("move_mount", lambda: call("move_mount", -100, b"/tmp/belljar-probe-a", -100, b"/tmp/belljar-probe-b", 0))
